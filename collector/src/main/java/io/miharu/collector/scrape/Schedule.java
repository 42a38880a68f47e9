package io.miharu.collector.scrape;

/**
 * When a target is scraped: at fixed places in every interval since the epoch, which differ from
 * target to target, so that neither this machine nor a cluster's many collectors do all at once.
 */
public record Schedule(long intervalMs, long phaseMs) {
  /** 2^32 over the golden ratio: spreads hashes that lie close together (Knuth, TAOCP 6.4). */
  private static final int SPREAD = 0x9E3779B9;

  /**
   * The schedule of a target.
   *
   * @param key what tells targets apart: node and URL
   * @param intervalMs at least 1
   */
  public static Schedule of(String key, long intervalMs) {
    long spread = Integer.toUnsignedLong(key.hashCode() * SPREAD);
    return new Schedule(intervalMs, spread * intervalMs >>> 32);
  }

  /** The first time after the given one, in ms since the epoch. */
  public long after(long nowMs) {
    return Math.floorDiv(nowMs - phaseMs, intervalMs) * intervalMs + intervalMs + phaseMs;
  }
}
