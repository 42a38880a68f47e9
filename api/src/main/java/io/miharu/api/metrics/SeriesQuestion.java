package io.miharu.api.metrics;

import io.miharu.api.http.ApiException;
import io.miharu.api.http.DimensionFilters;
import io.miharu.api.http.Paging;
import io.miharu.api.http.Query;
import io.miharu.api.http.Request;
import io.miharu.api.http.Times;
import io.miharu.model.Dimensions;
import io.miharu.model.MetricRules;
import io.miharu.store.Cursor;
import io.miharu.store.Grouping;
import io.miharu.store.MetricFilter;
import io.miharu.store.SeriesQuery;
import io.miharu.store.TimeRange;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a request for measurements or statistics asks for.
 *
 * @param filter with a name and a range
 * @param grouping {@code group_by} before {@code merge_metrics}, as Grafana expects that sends both
 * @param ambiguous whether the answer must be a single series, since neither was given
 * @param limit rows over all elements
 */
record SeriesQuestion(MetricFilter filter, Grouping grouping, boolean ambiguous, int limit) {

  /**
   * Reads the parameters.
   *
   * @throws ApiException 422 for what is missing or malformed, 400 for an empty range
   */
  static SeriesQuestion of(Request request) {
    Query query = request.query();
    String name = query.required("name");
    refuse(MetricRules.nameFault(name));
    query.required("start_time");
    MetricFilter filter =
        new MetricFilter(
            request.effectiveTenant(),
            name,
            DimensionFilters.parse(query, "dimensions"),
            range(query));
    List<String> groupBy = query.list("group_by");
    boolean merge = query.flag("merge_metrics");
    return new SeriesQuestion(
        filter, grouping(groupBy, merge), groupBy.isEmpty() && !merge, Paging.limit(query));
  }

  /**
   * The range between {@code start_time} and {@code end_time}; a missing end is open.
   *
   * @throws ApiException 422 if one is no time, 400 if the range is empty
   */
  static TimeRange range(Query query) {
    Optional<Instant> start = Times.parameter(query, "start_time");
    Optional<Instant> end = Times.parameter(query, "end_time");
    if (start.isPresent() && end.isPresent() && !start.get().isBefore(end.get())) {
      throw ApiException.badRequest(
          "start_time " + start.get() + " must be before end_time " + end.get());
    }
    return uncheckedRange(query);
  }

  /** The same, where an empty range is no error. */
  static TimeRange uncheckedRange(Query query) {
    return new TimeRange(
        Times.parameter(query, "start_time")
            .map(SeriesQuestion::ceilMs)
            .orElse(TimeRange.EARLIEST_MS),
        Times.parameter(query, "end_time").map(SeriesQuestion::ceilMs).orElse(TimeRange.LATEST_MS));
  }

  /** A validated metric name, or null if the parameter is absent. */
  static @Nullable String optionalName(Query query) {
    String name = query.first("name").orElse(null);
    if (name != null) {
      refuse(MetricRules.nameFault(name));
    }
    return name;
  }

  /** The question for the store. */
  SeriesQuery from(@Nullable Cursor after) {
    return new SeriesQuery(filter, grouping, after, limit);
  }

  /** What an element of the group shows as its dimensions. */
  Dimensions shown(Dimensions group) {
    return grouping instanceof Grouping.Merged ? DimensionFilters.echo(filter.dimensions()) : group;
  }

  /** The id of the group's element. */
  String id(Dimensions group) {
    return ElementId.of(String.valueOf(filter.name()), group);
  }

  private static Grouping grouping(List<String> groupBy, boolean merge) {
    if (groupBy.contains("*")) {
      return new Grouping.BySeries();
    }
    if (!groupBy.isEmpty()) {
      return new Grouping.ByDimensions(groupBy);
    }
    return merge ? new Grouping.Merged() : new Grouping.BySeries();
  }

  /** Points have whole ms: inside [12.3 ms, …) and […, 12.3 ms) both begin to differ at 13 ms. */
  private static long ceilMs(Instant instant) {
    long floor = instant.toEpochMilli();
    return instant.getNano() % 1_000_000 == 0 ? floor : floor + 1;
  }

  private static void refuse(Optional<String> fault) {
    if (fault.isPresent()) {
      throw ApiException.unprocessable(fault.get());
    }
  }
}
