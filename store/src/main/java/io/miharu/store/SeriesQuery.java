package io.miharu.store;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A question for rows of one metric name.
 *
 * @param filter with a name
 * @param grouping of the series that match
 * @param after rows up to and including this one are left out; null for all
 * @param limit the largest number of rows over all groups, 1 or more
 */
public record SeriesQuery(
    MetricFilter filter, Grouping grouping, @Nullable Cursor after, int limit) {
  public SeriesQuery {
    Objects.requireNonNull(filter.name(), "a query for rows must name its metric");
    if (limit < 1) {
      throw new IllegalArgumentException("limit must be at least 1. Found: " + limit);
    }
  }

  public SeriesQuery(MetricFilter filter, Grouping grouping, int limit) {
    this(filter, grouping, null, limit);
  }

  /** The name of the metric that is asked for. */
  public String name() {
    return Objects.requireNonNull(filter.name());
  }
}
