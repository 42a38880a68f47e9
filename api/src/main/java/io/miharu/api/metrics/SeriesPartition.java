package io.miharu.api.metrics;

import io.miharu.model.PostedMetric;

/**
 * Which partition a posted series goes to. All measurements of a series go to the same one, so that
 * of two with one timestamp the later stays; changing this hash would break that for what is in
 * flight.
 */
final class SeriesPartition {
  private SeriesPartition() {}

  /** The partition, from 0 to below the number of partitions. */
  static int of(String tenant, PostedMetric metric, int partitions) {
    int hash =
        (tenant.hashCode() * 31 + metric.name().hashCode()) * 31 + metric.dimensions().hashCode();
    // The low bits of these hashes follow the last characters; fold the high ones in.
    return Math.floorMod((hash ^ (hash >>> 16)) * 0x9E3779B9, partitions);
  }
}
