package io.miharu.model;

import java.util.List;

/**
 * A closed window of one group (a container, pod, workload, namespace, node or the cluster), or a
 * late addition to one: what travels on {@code miharu.rollups}.
 *
 * @param tenant the Monasca project id
 * @param dimensions of the group
 * @param tier the window's width
 * @param windowStart event time in ms since the epoch
 * @param delta 0 for the window itself; for a late addition the ns, 1 or more and inside the
 *     window, to add to its start, so that both are stored and their totals add up
 * @param metrics by full metric name
 */
public record RollupBatch(
    String tenant,
    Dimensions dimensions,
    Tier tier,
    long windowStart,
    long delta,
    List<Rollup> metrics) {
  public RollupBatch {
    metrics = List.copyOf(metrics);
  }
}
