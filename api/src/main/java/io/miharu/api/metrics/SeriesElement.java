package io.miharu.api.metrics;

import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import io.miharu.model.Dimensions;
import java.util.List;

/** Elements of the metrics resources: exactly these keys. */
sealed interface SeriesElement {
  String id();

  /** A metric of the series list. */
  @JsonPropertyOrder({"id", "name", "dimensions"})
  record Metric(String id, String name, Dimensions dimensions) implements SeriesElement {}

  /** A group with its measurements. */
  @JsonPropertyOrder({"id", "name", "dimensions", "columns", "measurements"})
  record Measurements(
      String id,
      String name,
      Dimensions dimensions,
      List<String> columns,
      List<List<Object>> measurements)
      implements SeriesElement {}

  /** A group with its statistics. */
  @JsonPropertyOrder({"id", "name", "dimensions", "columns", "statistics"})
  record PeriodStatistics(
      String id,
      String name,
      Dimensions dimensions,
      List<String> columns,
      List<List<Object>> statistics)
      implements SeriesElement {}
}
