package io.miharu.model;

import com.fasterxml.jackson.annotation.JsonTypeName;
import java.util.List;

/**
 * What one node adds to one group (a workload, a namespace, the cluster) in one window.
 *
 * @param tenant the Monasca project id that the group belongs to
 * @param dimensions of the group
 * @param node whose containers were summed
 * @param windowStart event time in ms since the epoch
 * @param metrics by the group's own metric names
 */
@JsonTypeName("partial")
public record RollupPartial(
    String tenant, Dimensions dimensions, String node, long windowStart, List<Rollup> metrics)
    implements PartialRecord {
  public RollupPartial {
    metrics = List.copyOf(metrics);
  }
}
