package io.miharu.model;

/**
 * A metric within a tenant: one time series.
 *
 * @param name of the metric
 * @param dimensions of the metric
 */
public record MetricId(String name, Dimensions dimensions) implements Comparable<MetricId> {
  @Override
  public int compareTo(MetricId other) {
    int byName = name.compareTo(other.name);
    return byName != 0 ? byName : dimensions.compareTo(other.dimensions);
  }
}
