package io.miharu.store;

/**
 * A half-open range of event time.
 *
 * @param fromMs inclusive, in ms since the epoch
 * @param untilMs exclusive, in ms since the epoch
 */
public record TimeRange(long fromMs, long untilMs) {
  /** The earliest time that every store can hold and every query can name: 1678-01-01. */
  public static final long EARLIEST_MS = -9_214_560_000_000L;

  /** Stands for "no end": 2262-01-01, shortly before 64 bits of nanoseconds end. */
  public static final long LATEST_MS = 9_214_646_400_000L;

  /** Everything that can be stored. */
  public static final TimeRange ALL = new TimeRange(EARLIEST_MS, LATEST_MS);

  /** Ends outside what can be stored are moved to its bounds. */
  public TimeRange {
    fromMs = Math.min(Math.max(fromMs, EARLIEST_MS), LATEST_MS);
    untilMs = Math.min(Math.max(untilMs, EARLIEST_MS), LATEST_MS);
  }

  /** From the given time on, without an end. */
  public static TimeRange since(long fromMs) {
    return new TimeRange(fromMs, LATEST_MS);
  }

  public boolean isEmpty() {
    return fromMs >= untilMs;
  }

  public boolean contains(long timestampMs) {
    return fromMs <= timestampMs && timestampMs < untilMs;
  }

  /** The part that lies in both; empty if there is none. */
  public TimeRange intersect(TimeRange other) {
    return new TimeRange(Math.max(fromMs, other.fromMs), Math.min(untilMs, other.untilMs));
  }

  /** The smallest range with both ends on multiples of the width that contains this one. */
  public TimeRange widenTo(long widthMs) {
    return new TimeRange(floor(fromMs, widthMs), ceil(untilMs, widthMs));
  }

  /** The largest such range inside this one; empty if no whole window fits. */
  public TimeRange narrowTo(long widthMs) {
    long from = fromMs == EARLIEST_MS ? fromMs : ceil(fromMs, widthMs);
    long until = untilMs == LATEST_MS ? untilMs : floor(untilMs, widthMs);
    return new TimeRange(from, Math.max(from, until));
  }

  /** The range in which windows lie, and late additions to them, that start inside this one. */
  public TimeRange windowsStartingInside(long widthMs) {
    return new TimeRange(ceil(fromMs, widthMs), ceil(untilMs, widthMs));
  }

  private static long floor(long timestampMs, long widthMs) {
    return Math.floorDiv(timestampMs, widthMs) * widthMs;
  }

  private static long ceil(long timestampMs, long widthMs) {
    return -Math.floorDiv(-timestampMs, widthMs) * widthMs;
  }
}
