package io.miharu.stream.rates;

import io.miharu.model.NodeMark;
import io.miharu.stream.state.StateReader;
import io.miharu.stream.state.StateWriter;
import org.jspecify.annotations.Nullable;

/**
 * What is known of a node as a whole.
 *
 * @param scraped completeThrough of the latest scrape that brought samples, in ms since the epoch;
 *     {@link #NONE} before the first
 * @param before the one before that; {@link #NONE} before the second
 * @param intervalMs between two scrapes
 * @param sampled whether samples have come since the latest mark
 * @param cores of the node; 0 while unknown
 * @param closedThrough end of the last window that the node has closed, in ms since the epoch
 */
record NodeScrapes(
    long scraped, long before, long intervalMs, boolean sampled, double cores, long closedThrough) {
  static final long NONE = Long.MIN_VALUE;

  private static final int VERSION = 1;

  /** One scrape may be missed, and the next be half an interval late. */
  private static final double RECENT_INTERVALS = 2.5;

  static NodeScrapes unknown() {
    return new NodeScrapes(NONE, NONE, 0, false, 0, NONE);
  }

  /** After a mark. One that no samples came before, such as of a failed scrape, proves nothing. */
  NodeScrapes marked(NodeMark mark) {
    if (!sampled || mark.interval() <= 0) {
      return this;
    }
    return new NodeScrapes(
        mark.completeThrough(), scraped, mark.interval(), false, cores, closedThrough);
  }

  NodeScrapes withSamples() {
    return new NodeScrapes(scraped, before, intervalMs, true, cores, closedThrough);
  }

  NodeScrapes withCores(double number) {
    return new NodeScrapes(scraped, before, intervalMs, sampled, number, closedThrough);
  }

  NodeScrapes withClosedThrough(long end) {
    return new NodeScrapes(scraped, before, intervalMs, sampled, cores, end);
  }

  /**
   * Whether a counter that is seen for the first time now began after the scrape before: that
   * scrape was read here from beginning to end, between two marks, and is recent.
   */
  boolean wouldHaveSeen(long timestamp) {
    double recent = RECENT_INTERVALS * intervalMs;
    return before != NONE && scraped - before <= recent && timestamp - scraped <= recent;
  }

  /**
   * Whether something that began at this time was there before: it only has other dimensions now,
   * such as a pod's labels that were learnt late.
   *
   * @param started ms since the epoch; null where it is not known, which proves nothing
   */
  boolean hadAlready(@Nullable Long started) {
    return started != null && started < before;
  }

  /**
   * CPU seconds that anything which began after the scrape before can have used by now; 0 while the
   * number of cores is unknown. Samples may be as old as an interval when they are scraped, so at
   * least one interval is allowed for.
   */
  double cpuSecondsSinceScrape(long timestamp) {
    return cores * Math.max(timestamp - scraped, intervalMs) / 1000.0;
  }

  byte[] toBytes() {
    return StateWriter.version(VERSION)
        .writeLong(scraped)
        .writeLong(before)
        .writeLong(intervalMs)
        .writeInt(sampled ? 1 : 0)
        .writeDouble(cores)
        .writeLong(closedThrough)
        .toBytes();
  }

  static NodeScrapes fromBytes(byte[] bytes) {
    StateReader reader = StateReader.of(bytes, VERSION);
    return new NodeScrapes(
        reader.readLong(),
        reader.readLong(),
        reader.readLong(),
        reader.readInt() == 1,
        reader.readDouble(),
        reader.readLong());
  }
}
