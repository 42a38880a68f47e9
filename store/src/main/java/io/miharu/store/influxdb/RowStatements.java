package io.miharu.store.influxdb;

import io.miharu.model.Dimensions;
import io.miharu.store.SeriesQuery;
import io.miharu.store.Target;
import java.util.List;

/**
 * The InfluxQL that reads rows of a {@link Section}.
 *
 * @param database where everything is
 */
record RowStatements(String database) {

  /** Columns: time, value, and of posted metrics the value meta. */
  String measurements(Section section, SeriesQuery query, List<Dimensions> groups, int limit) {
    String tail = InfluxQl.groupBy(query.grouping(), Layout.metricKeys()) + " LIMIT " + limit;
    return switch (section.reading()) {
      case POINTS ->
          "SELECT "
              + field(section, "")
              + (section.target() == Target.POSTED ? ", \"" + Layout.VALUE_META + '"' : "")
              + source(section, query, groups)
              + tail;
      case TOTALS -> "SELECT \"total\"" + totals(section, query, groups) + tail;
      case SAMPLES -> throw new IllegalArgumentException("a roll-up's samples are gone");
    };
  }

  /** Columns: time, count, sum, min, max of each period. */
  String statistics(
      Section section, SeriesQuery query, List<Dimensions> groups, long periodSeconds, int limit) {
    String time = "time(" + periodSeconds + "s)";
    String by = InfluxQl.groupBy(query.grouping(), Layout.metricKeys());
    String tail =
        (by.isEmpty() ? " GROUP BY " + time : by + ", " + time) + " fill(none) LIMIT " + limit;
    return switch (section.reading()) {
      case POINTS -> aggregates(field(section, "")) + source(section, query, groups) + tail;
      case TOTALS -> aggregates("\"total\"") + totals(section, query, groups) + tail;
      case SAMPLES ->
          "SELECT sum("
              + field(section, Layout.COUNT)
              + "), sum("
              + field(section, Layout.SUM)
              + "), min("
              + field(section, Layout.MIN)
              + "), max("
              + field(section, Layout.MAX)
              + ")"
              + source(section, query, groups)
              + tail;
    };
  }

  private static String aggregates(String field) {
    return "SELECT count("
        + field
        + "), sum("
        + field
        + "), min("
        + field
        + "), max("
        + field
        + ")";
  }

  /** One total for each series and window: late additions lie some ns behind the window's start. */
  private String totals(Section section, SeriesQuery query, List<Dimensions> groups) {
    return " FROM (SELECT sum("
        + field(section, "")
        + ") AS \"total\""
        + source(section, query, groups)
        + " GROUP BY time("
        + section.widthMs() / 1000
        + "s), * fill(none)) WHERE "
        + InfluxQl.within(section.range());
  }

  private String source(Section section, SeriesQuery query, List<Dimensions> groups) {
    String policy = Layout.retentionPolicy(section.target());
    return " FROM "
        + InfluxQl.from(database, policy, section.column().measurement())
        + " WHERE "
        + InfluxQl.tagIs(Layout.TENANT, query.filter().tenant())
        + " AND "
        + InfluxQl.within(section.range())
        + InfluxQl.having(query.filter().dimensions(), Layout.metricKeys())
        + InfluxQl.inGroups(groups, Layout.metricKeys());
  }

  private static String field(Section section, String suffix) {
    return InfluxQl.identifier(StoredText.encode(section.column().field()) + suffix);
  }
}
