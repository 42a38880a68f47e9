package io.miharu.store.influxdb;

import io.miharu.model.Dimensions;
import io.miharu.model.MetricId;
import io.miharu.model.Tier;
import io.miharu.model.catalogue.Column;
import io.miharu.store.MetricFilter;
import io.miharu.store.Target;
import io.miharu.store.TimeRange;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.influxdb.dto.QueryResult;
import org.jspecify.annotations.Nullable;

/**
 * Answers which series there are, from the measurement {@code _series}. Hours that lie wholly in
 * the range answer by themselves; a series found only in an hour that the range cuts is looked up
 * in the data. Thread-safe.
 */
final class SeriesDirectory {
  private static final long HOUR_MS = Tier.HOUR.widthMs();

  /** Fields asked for in one statement, to keep it readable for the server. */
  private static final int FIELDS_AT_ONCE = 50;

  private final InfluxConnection connection;

  SeriesDirectory(InfluxConnection connection) {
    this.connection = connection;
  }

  /** A metric in one target. */
  private record Seen(Column column, Dimensions dimensions) {}

  /** The metrics with a measurement in the filter's range, exactly. */
  SortedSet<MetricId> metrics(MetricFilter filter, TierPlan plan) {
    SortedSet<MetricId> metrics = new TreeSet<>();
    TimeRange range = filter.range();
    metrics.addAll(exact(Target.POSTED, filter, range));
    metrics.addAll(exact(Target.RAW, filter, plan.raw(range)));
    metrics.addAll(exact(Target.HOUR, filter, plan.hours(range)));
    metrics.addAll(exact(Target.MINUTE, filter, plan.minutes(range, true)));
    TimeRange recent = plan.minutes(range, false).intersect(TimeRange.since(plan.rawFromMs()));
    Set<MetricId> windows = exact(Target.MINUTE, filter, recent);
    if (!windows.isEmpty()) {
      Set<String> sampled = names(Target.RAW, filter);
      windows.removeIf(metric -> sampled.contains(metric.name()));
      metrics.addAll(windows);
    }
    return metrics;
  }

  /** The dimensions of all series of a name that may have a measurement in the range, or near. */
  Set<Dimensions> near(MetricFilter filter) {
    Set<Dimensions> found = new HashSet<>();
    TimeRange hours = filter.range().widenTo(HOUR_MS);
    for (Target target : Layout.METRIC_TARGETS) {
      read(target, filter, hours).forEach(seen -> found.add(seen.dimensions()));
    }
    return found;
  }

  /** Whether the target holds, at any time, the filter's name for the filter's tenant. */
  boolean knows(Target target, MetricFilter filter) {
    return !names(target, filter).isEmpty();
  }

  /** The names, at any time and with any dimensions, that the target holds for the tenant. */
  private Set<String> names(Target target, MetricFilter filter) {
    String statement =
        select(target, filter.name())
            + where(target, filter, TimeRange.ALL)
            + " GROUP BY "
            + InfluxQl.identifier(Layout.SERIES_OF);
    return connection.select(statement).stream()
        .flatMap(series -> columns(target, filter.name(), series).stream())
        .map(Layout::name)
        .filter(name -> name != null)
        .collect(Collectors.toSet());
  }

  private Set<MetricId> exact(Target target, MetricFilter filter, TimeRange range) {
    Set<Seen> sure = new HashSet<>();
    if (range.isEmpty()) {
      return Set.of();
    }
    TimeRange whole = range.narrowTo(HOUR_MS);
    if (!whole.isEmpty()) {
      sure.addAll(read(target, filter, whole));
    }
    for (TimeRange piece : pieces(range, whole)) {
      Set<Seen> unsure = read(target, filter, piece.widenTo(HOUR_MS));
      unsure.removeAll(sure);
      sure.addAll(confirm(target, filter, piece, unsure));
    }
    return sure.stream()
        .map(
            seen -> {
              String name = Layout.name(seen.column());
              return name == null ? null : new MetricId(name, seen.dimensions());
            })
        .filter(metric -> metric != null)
        .collect(Collectors.toCollection(HashSet::new));
  }

  /** What the whole hours leave of the range: parts of at most two hours. */
  private static List<TimeRange> pieces(TimeRange range, TimeRange whole) {
    if (whole.isEmpty()) {
      return List.of(range);
    }
    return List.of(
            new TimeRange(range.fromMs(), whole.fromMs()),
            new TimeRange(whole.untilMs(), range.untilMs()))
        .stream()
        .filter(piece -> !piece.isEmpty())
        .toList();
  }

  private Set<Seen> read(Target target, MetricFilter filter, TimeRange hours) {
    String statement =
        select(target, filter.name())
            + where(target, filter, hours)
            + InfluxQl.having(filter.dimensions(), Layout.directoryKeys())
            + " GROUP BY *";
    Set<Seen> found = new HashSet<>();
    for (QueryResult.Series series : connection.select(statement)) {
      Dimensions dimensions = TagKeys.dimensions(series.getTags());
      if (filter.dimensions().matches(dimensions)) {
        columns(target, filter.name(), series)
            .forEach(column -> found.add(new Seen(column, dimensions)));
      }
    }
    return found;
  }

  private static String select(Target target, @Nullable String name) {
    if (name == null) {
      return "SELECT first(*)";
    }
    String field = Layout.NAME_PREFIX + Layout.column(target, name).field();
    return "SELECT first(" + InfluxQl.identifier(field) + ")";
  }

  private String where(Target target, MetricFilter filter, TimeRange range) {
    String name = filter.name();
    return " FROM "
        + from(target, Layout.SERIES)
        + " WHERE "
        + InfluxQl.tagIs(Layout.TENANT, filter.tenant())
        + (name == null
            ? ""
            : " AND " + InfluxQl.tagIs(Layout.SERIES_OF, Layout.column(target, name).measurement()))
        + " AND "
        + InfluxQl.within(range);
  }

  /** The columns that an answer of the directory says were there. */
  private static List<Column> columns(
      Target target, @Nullable String name, QueryResult.Series series) {
    if (name != null) {
      return List.of(Layout.column(target, name));
    }
    String of = StoredText.decode(series.getTags().getOrDefault(Layout.SERIES_OF, ""));
    String prefix = "first_" + Layout.NAME_PREFIX;
    List<Column> columns = new ArrayList<>();
    for (int i = 0; i < series.getColumns().size(); i++) {
      String field = series.getColumns().get(i);
      if (field.startsWith(prefix) && series.getValues().get(0).get(i) != null) {
        columns.add(new Column(of, StoredText.decode(field.substring(prefix.length()))));
      }
    }
    return columns;
  }

  /** Those of the series that have a point in the range. */
  private Set<Seen> confirm(Target target, MetricFilter filter, TimeRange piece, Set<Seen> unsure) {
    Map<String, List<Seen>> byMeasurement =
        unsure.stream().collect(Collectors.groupingBy(seen -> seen.column().measurement()));
    TimeRange range = targetRange(target, piece);
    Set<Seen> confirmed = new HashSet<>();
    byMeasurement.forEach(
        (measurement, group) -> {
          List<String> fields =
              group.stream().map(seen -> seen.column().field()).distinct().sorted().toList();
          for (int at = 0; at < fields.size(); at += FIELDS_AT_ONCE) {
            List<String> some = fields.subList(at, Math.min(fields.size(), at + FIELDS_AT_ONCE));
            confirmed.addAll(present(target, filter, range, measurement, some));
          }
        });
    confirmed.retainAll(unsure);
    return confirmed;
  }

  private static TimeRange targetRange(Target target, TimeRange range) {
    return switch (target) {
      case MINUTE -> range.windowsStartingInside(Tier.MINUTE.widthMs());
      case HOUR -> range.windowsStartingInside(Tier.HOUR.widthMs());
      case RAW, POSTED, LOGS, TRANSITIONS -> range;
    };
  }

  private Set<Seen> present(
      Target target,
      MetricFilter filter,
      TimeRange range,
      String measurement,
      List<String> fields) {
    String selected =
        IntStream.range(0, fields.size())
            .mapToObj(
                i ->
                    "first("
                        + InfluxQl.identifier(StoredText.encode(fields.get(i)))
                        + ") AS \"f"
                        + i
                        + '"')
            .collect(Collectors.joining(", "));
    String statement =
        "SELECT "
            + selected
            + " FROM "
            + from(target, measurement)
            + " WHERE "
            + InfluxQl.tagIs(Layout.TENANT, filter.tenant())
            + " AND "
            + InfluxQl.within(range)
            + InfluxQl.having(filter.dimensions(), Layout.metricKeys())
            + " GROUP BY *";
    Set<Seen> found = new HashSet<>();
    for (QueryResult.Series series : connection.select(statement)) {
      Dimensions dimensions = TagKeys.dimensions(series.getTags());
      for (int i = 0; i < fields.size(); i++) {
        if (series.getValues().get(0).get(i + 1) != null) {
          found.add(new Seen(new Column(measurement, fields.get(i)), dimensions));
        }
      }
    }
    return found;
  }

  private String from(Target target, String measurement) {
    return InfluxQl.from(connection.database(), Layout.retentionPolicy(target), measurement);
  }
}
