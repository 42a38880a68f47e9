package io.miharu.model;

import com.fasterxml.jackson.annotation.JsonTypeName;
import java.util.List;
import java.util.Objects;

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
    Objects.requireNonNull(tenant, "a partial needs a tenant");
    Objects.requireNonNull(dimensions, "a partial needs dimensions");
    Objects.requireNonNull(node, "a partial needs a node");
    metrics = List.copyOf(metrics);
  }
}
