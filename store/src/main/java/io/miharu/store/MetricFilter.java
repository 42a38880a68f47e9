package io.miharu.store;

import org.jspecify.annotations.Nullable;

/**
 * Which metrics of a tenant are meant.
 *
 * @param tenant the Monasca project id; nothing of another tenant is ever read
 * @param name exact, or null for every name
 * @param dimensions that the metric must have
 * @param range in which it must have a measurement
 */
public record MetricFilter(
    String tenant, @Nullable String name, DimensionFilter dimensions, TimeRange range) {

  /** Every metric that the tenant has. */
  public static MetricFilter of(String tenant) {
    return new MetricFilter(tenant, null, DimensionFilter.ANY, TimeRange.ALL);
  }

  public MetricFilter withName(String newName) {
    return new MetricFilter(tenant, newName, dimensions, range);
  }

  public MetricFilter withDimensions(DimensionFilter newDimensions) {
    return new MetricFilter(tenant, name, newDimensions, range);
  }

  public MetricFilter withRange(TimeRange newRange) {
    return new MetricFilter(tenant, name, dimensions, newRange);
  }
}
