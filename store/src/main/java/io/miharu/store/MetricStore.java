package io.miharu.store;

import io.miharu.model.Dimensions;
import io.miharu.model.MetricId;
import java.util.List;
import java.util.Objects;
import java.util.TreeSet;

/**
 * Reads metrics and their measurements. Thread-safe. Every method throws {@link StoreException} if
 * the store does not answer.
 */
public interface MetricStore {
  /** The metrics that pass the filter, sorted by name and dimensions. */
  List<MetricId> metrics(MetricFilter filter);

  /** Measurements of one name; several series with one timestamp in a group give several rows. */
  Page<Measurement> measurements(SeriesQuery query);

  /**
   * Statistics of one name over periods aligned to the epoch; only periods with measurements. Only
   * measurements inside the range count, also in its first and last period.
   *
   * @param periodSeconds 1 or more
   */
  Page<Statistics> statistics(SeriesQuery query, long periodSeconds);

  /** The distinct names of the metrics that pass, ascending in code unit order. */
  default List<String> names(MetricFilter filter) {
    return metrics(filter).stream().map(MetricId::name).distinct().toList();
  }

  /** The distinct dimension keys of the metrics that pass, ascending. */
  default List<String> dimensionNames(MetricFilter filter) {
    TreeSet<String> keys = new TreeSet<>();
    metrics(filter).forEach(metric -> keys.addAll(metric.dimensions().keys()));
    return List.copyOf(keys);
  }

  /** The distinct values that the dimension has among the metrics that pass, ascending. */
  default List<String> dimensionValues(MetricFilter filter, String key) {
    return metrics(filter).stream()
        .map(MetricId::dimensions)
        .filter(dimensions -> dimensions.containsKey(key))
        .map(dimensions -> Objects.requireNonNull(dimensions.get(key)))
        .distinct()
        .sorted()
        .toList();
  }

  /** The groups of all series of the query's name, whatever their range, in answer order. */
  default List<Dimensions> groups(SeriesQuery query) {
    return metrics(query.filter().withRange(TimeRange.ALL)).stream()
        .map(metric -> query.grouping().groupOf(metric.dimensions()))
        .distinct()
        .sorted()
        .toList();
  }
}
