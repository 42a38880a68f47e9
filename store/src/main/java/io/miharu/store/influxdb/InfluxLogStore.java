package io.miharu.store.influxdb;

import io.miharu.model.LogLevel;
import io.miharu.store.DimensionFilter;
import io.miharu.store.LogStore;
import io.miharu.store.StoredLine;
import io.miharu.store.Target;
import io.miharu.store.TimeRange;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.influxdb.dto.QueryResult;

/** Reads log lines. Thread-safe. */
final class InfluxLogStore implements LogStore {
  private static final long NS_PER_S = 1_000_000_000;

  private final InfluxConnection connection;

  InfluxLogStore(InfluxConnection connection) {
    this.connection = connection;
  }

  @Override
  public long count(String tenant, DimensionFilter dimensions, TimeRange range) {
    if (range.isEmpty()) {
      return 0;
    }
    return connection.select("SELECT count(\"text\")" + source(tenant, dimensions, range)).stream()
        .flatMap(series -> series.getValues().stream())
        .mapToLong(row -> ((Number) row.get(1)).longValue())
        .sum();
  }

  @Override
  public List<StoredLine> lines(
      String tenant, DimensionFilter dimensions, TimeRange range, int limit) {
    if (range.isEmpty()) {
      return List.of();
    }
    String statement =
        "SELECT \"text\", \"stream\", \"level\""
            + source(tenant, dimensions, range)
            + " GROUP BY * LIMIT "
            + limit;
    List<StoredLine> lines = new ArrayList<>();
    for (QueryResult.Series series : connection.selectWithTextTimes(statement)) {
      for (List<Object> row : series.getValues()) {
        lines.add(
            new StoredLine(
                TagKeys.dimensions(series.getTags()),
                nanoseconds((String) row.get(0)),
                (String) row.get(2),
                LogLevel.valueOf((String) row.get(3)),
                (String) row.get(1)));
      }
    }
    lines.sort(Comparator.comparingLong(StoredLine::storeTimeNs));
    return List.copyOf(lines.subList(0, Math.min(limit, lines.size())));
  }

  private String source(String tenant, DimensionFilter dimensions, TimeRange range) {
    String policy = Layout.retentionPolicy(Target.LOGS);
    return " FROM "
        + InfluxQl.from(connection.database(), policy, Layout.LOG_LINES)
        + " WHERE "
        + InfluxQl.tagIs(Layout.TENANT, tenant)
        + " AND "
        + InfluxQl.within(range)
        + InfluxQl.having(dimensions, Layout.logKeys());
  }

  private static long nanoseconds(String time) {
    Instant instant = Instant.parse(time);
    return Math.multiplyExact(instant.getEpochSecond(), NS_PER_S) + instant.getNano();
  }
}
