package io.miharu.stream.progress;

/**
 * How much time has passed with the pipeline running: the sum of the steps between clock marks,
 * each capped. An outage of the pipeline, or a laptop asleep, is one step, and so does not look
 * like silence of everybody. Mutable, not thread-safe.
 */
public final class ObservedTime {
  /** Twice the interval of the clock marks: one lost mark does not stop time. */
  public static final long MAX_STEP_MS = 2_000;

  private static final long NONE = Long.MIN_VALUE;

  private long clockMs;
  private long observedMs;

  private ObservedTime(long clockMs, long observedMs) {
    this.clockMs = clockMs;
    this.observedMs = observedMs;
  }

  /** Before the first clock mark. */
  public static ObservedTime beginning() {
    return new ObservedTime(NONE, 0);
  }

  /** As it was saved. */
  public static ObservedTime restored(long clockMs, long observedMs) {
    return new ObservedTime(clockMs, observedMs);
  }

  /**
   * Takes a clock mark in. Clocks of two instances may differ a little, so a small step back is
   * ignored; a large one means that a clock was set, and counting goes on from there.
   */
  public void advance(long toClockMs) {
    if (clockMs == NONE) {
      clockMs = toClockMs;
      return;
    }
    long step = toClockMs - clockMs;
    if (step > 0) {
      observedMs += Math.min(step, MAX_STEP_MS);
      clockMs = toClockMs;
    } else if (step < -MAX_STEP_MS) {
      clockMs = toClockMs;
    }
  }

  /** Whether a clock mark was ever seen. */
  public boolean started() {
    return clockMs != NONE;
  }

  /** The latest clock mark, in ms since the epoch. */
  public long clockMs() {
    return clockMs;
  }

  /** Observed time in ms since an arbitrary beginning. */
  public long observedMs() {
    return observedMs;
  }
}
