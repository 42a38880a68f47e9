package io.miharu.store.influxdb;

import io.miharu.model.Dimensions;
import io.miharu.store.DimensionFilter;
import io.miharu.store.Grouping;
import io.miharu.store.TimeRange;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Pieces of InfluxQL. Whatever comes from a caller passes through {@link #identifier} or {@link
 * #literal}, so that no text can become syntax.
 */
final class InfluxQl {
  private InfluxQl() {}

  /** A name in double quotes. */
  static String identifier(String name) {
    return '"' + escape(name).replace("\"", "\\\"") + '"';
  }

  /** A string in single quotes. */
  static String literal(String text) {
    return '\'' + escape(text).replace("'", "\\'") + '\'';
  }

  /** A measurement with its database and retention policy. */
  static String from(String database, String policy, String measurement) {
    return identifier(database)
        + '.'
        + identifier(policy)
        + '.'
        + identifier(measurement(measurement));
  }

  /** Both ends, always: without an upper one {@code GROUP BY time()} stops at now. */
  static String within(TimeRange range) {
    return "time >= '"
        + Instant.ofEpochMilli(range.fromMs())
        + "' AND time < '"
        + Instant.ofEpochMilli(range.untilMs())
        + "'";
  }

  static String tagIs(String tagKey, String value) {
    return identifier(tagKey) + " = " + stored(value);
  }

  /** Conditions that the filter's dimensions hold; empty if it has none, else begins with AND. */
  static String having(DimensionFilter filter, TagKeys keys) {
    StringBuilder text = new StringBuilder();
    for (Map.Entry<String, List<String>> entry : filter.alternatives().entrySet()) {
      String tag = tag(entry.getKey(), keys);
      // No dimension has an empty value; compared with one, InfluxQL finds where the tag is absent.
      String alternatives =
          entry.getValue().stream()
              .filter(value -> !value.isEmpty())
              .map(value -> tag + " = " + stored(value))
              .collect(Collectors.joining(" OR "));
      text.append(" AND (").append(alternatives.isEmpty() ? tag + " != ''" : alternatives);
      text.append(')');
    }
    return text.toString();
  }

  /**
   * A condition that series have the dimensions of one of the groups, and perhaps others; begins
   * with AND. Empty if one of the groups has no dimensions, as every series has those.
   */
  static String inGroups(List<Dimensions> groups, TagKeys keys) {
    if (groups.stream().anyMatch(Dimensions::isEmpty)) {
      return "";
    }
    return groups.stream()
        .map(group -> "(" + allOf(group, keys) + ")")
        .collect(Collectors.joining(" OR ", " AND (", ")"));
  }

  private static String allOf(Dimensions group, TagKeys keys) {
    return group.toMap().entrySet().stream()
        .map(pair -> tag(pair.getKey(), keys) + " = " + stored(pair.getValue()))
        .collect(Collectors.joining(" AND "));
  }

  /** The tags that tell the groups apart; empty for one group, else begins with GROUP BY. */
  static String groupBy(Grouping grouping, TagKeys keys) {
    if (grouping instanceof Grouping.ByDimensions by && !by.keys().isEmpty()) {
      return by.keys().stream()
          .map(key -> tag(key, keys))
          .collect(Collectors.joining(", ", " GROUP BY ", ""));
    }
    return grouping instanceof Grouping.BySeries ? " GROUP BY *" : "";
  }

  static String tag(String dimension, TagKeys keys) {
    return identifier(StoredText.encode(keys.tagKey(dimension)));
  }

  /** The stored form of a measurement's name. */
  static String measurement(String name) {
    return name.startsWith("#")
        ? "%23" + StoredText.encode(name).substring(1)
        : StoredText.encode(name);
  }

  private static String stored(String value) {
    return literal(StoredText.encode(value));
  }

  private static String escape(String text) {
    return text.replace("\\", "\\\\").replace("\n", "\\n");
  }
}
