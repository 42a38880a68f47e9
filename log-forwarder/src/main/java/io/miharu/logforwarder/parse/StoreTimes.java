package io.miharu.logforwarder.parse;

/**
 * Gives each event of a container a time of its own to be stored under: its timestamp, or 1 ns more
 * than the one before. A pure function of the events' order in the files, so that events which are
 * sent again come under the same times. Not thread-safe.
 */
public final class StoreTimes {
  private long last;

  /** Starts behind a store time, in ns since the epoch. */
  public StoreTimes(long last) {
    this.last = last;
  }

  /** The store time of the next event, in ns since the epoch. */
  public long next(long timeNs) {
    last = Math.max(timeNs, last + 1);
    return last;
  }

  /** The last one given. */
  public long last() {
    return last;
  }

  /** Goes on behind the given time if that is later. */
  public void atLeast(long storeTime) {
    last = Math.max(last, storeTime);
  }
}
