package io.miharu.store.influxdb;

import io.miharu.model.Dimensions;
import io.miharu.model.MetricId;
import io.miharu.store.Measurement;
import io.miharu.store.MetricFilter;
import io.miharu.store.MetricStore;
import io.miharu.store.Page;
import io.miharu.store.SeriesQuery;
import io.miharu.store.Statistics;
import io.miharu.store.Target;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.influxdb.dto.QueryResult;
import org.jspecify.annotations.Nullable;

/** Reads metrics of all tiers, catalogued and posted, as one. Thread-safe. */
final class InfluxMetricStore implements MetricStore {
  private final InfluxConnection connection;
  private final Retentions retentions;
  private final Clock clock;
  private final SeriesDirectory directory;
  private final RowStatements statements;

  InfluxMetricStore(InfluxConnection connection, Retentions retentions, Clock clock) {
    this.connection = connection;
    this.retentions = retentions;
    this.clock = clock;
    this.directory = new SeriesDirectory(connection);
    this.statements = new RowStatements(connection.database());
  }

  @Override
  public List<MetricId> metrics(MetricFilter filter) {
    return List.copyOf(directory.metrics(filter, plan()));
  }

  @Override
  public Page<Measurement> measurements(SeriesQuery query) {
    TierPlan plan = plan();
    boolean sampled = directory.knows(Target.RAW, query.filter());
    return pages(query)
        .read(
            query.after() == null ? null : query.after().timestampMs() + 1,
            (range, groups, limit) -> {
              Map<Dimensions, List<Measurement>> rows = new HashMap<>();
              for (Section section : plan.measurements(query.name(), range, sampled)) {
                select(
                    statements.measurements(section, query, groups, limit),
                    (group, row) ->
                        rows.computeIfAbsent(group, unused -> new ArrayList<>())
                            .add(measurement(row)));
              }
              rows.values().forEach(list -> list.sort(BY_TIME));
              return rows;
            });
  }

  @Override
  public Page<Statistics> statistics(SeriesQuery query, long periodSeconds) {
    if (periodSeconds < 1) {
      throw new IllegalArgumentException("period must be at least 1 s. Found: " + periodSeconds);
    }
    TierPlan plan = plan();
    long periodMs = periodSeconds * 1000;
    boolean sampled = directory.knows(Target.RAW, query.filter());
    boolean rolledUp = directory.knows(Target.MINUTE, query.filter());
    return pages(query)
        .read(
            query.after() == null ? null : query.after().timestampMs() + periodMs,
            (range, groups, limit) -> {
              Map<Dimensions, TreeMap<Long, Statistics>> periods = new HashMap<>();
              List<Section> sections =
                  plan.statistics(query.name(), range, periodMs, sampled, rolledUp);
              for (Section section : sections) {
                select(
                    statements.statistics(section, query, groups, periodSeconds, limit),
                    (group, row) -> {
                      Statistics statistics = statistics(row);
                      if (statistics != null) {
                        periods
                            .computeIfAbsent(group, unused -> new TreeMap<>())
                            .merge(statistics.timestampMs(), statistics, Statistics::plus);
                      }
                    });
              }
              Map<Dimensions, List<Statistics>> rows = new HashMap<>();
              periods.forEach((group, map) -> rows.put(group, new ArrayList<>(map.values())));
              return rows;
            });
  }

  private static final Comparator<Measurement> BY_TIME =
      Comparator.comparingLong(Measurement::timestampMs);

  private interface RowVisitor {
    void visit(Dimensions group, List<Object> row);
  }

  private void select(String statement, RowVisitor visitor) {
    for (QueryResult.Series series : connection.select(statement)) {
      Map<String, String> tags = series.getTags();
      Dimensions group = tags == null ? Dimensions.empty() : TagKeys.dimensions(tags);
      for (List<Object> row : series.getValues()) {
        visitor.visit(group, row);
      }
    }
  }

  private Paging pages(SeriesQuery query) {
    List<Dimensions> groups =
        directory.near(query.filter()).stream()
            .map(query.grouping()::groupOf)
            .distinct()
            .sorted()
            .toList();
    return new Paging(query, groups);
  }

  private TierPlan plan() {
    return TierPlan.of(retentions, clock.millis());
  }

  private static Measurement measurement(List<Object> row) {
    Object meta = row.size() > 2 ? row.get(2) : null;
    boolean hasMeta = meta instanceof String text && !text.isEmpty();
    return new Measurement((long) number(row, 0), number(row, 1), hasMeta ? (String) meta : null);
  }

  private static @Nullable Statistics statistics(List<Object> row) {
    if (row.get(1) == null || number(row, 1) == 0) {
      return null;
    }
    return new Statistics(
        (long) number(row, 0),
        (long) number(row, 1),
        number(row, 2),
        number(row, 3),
        number(row, 4));
  }

  private static double number(List<Object> row, int column) {
    return ((Number) row.get(column)).doubleValue();
  }
}
