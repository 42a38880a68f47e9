package io.miharu.store.influxdb;

import io.miharu.model.catalogue.Catalogue;
import io.miharu.model.catalogue.Column;
import io.miharu.store.Target;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Where things lie in the database: which retention policy, measurement and field hold what. Posted
 * metrics have a policy of their own, so that no name that a user chooses meets one of ours.
 */
final class Layout {
  static final String TENANT = "_tenant_id";

  /** The field of a metric that is kept narrow. */
  static final String VALUE = "value";

  static final String VALUE_META = "value_meta";

  /** The series directory: which series and names there were in an hour. */
  static final String SERIES = "_series";

  /** Its tag for the series' measurement: {@code _measurement} is reserved from 2.x on. */
  static final String SERIES_OF = "_measurement_name";

  /** Begins its fields, one for each name seen, so that none is called like a dimension. */
  static final String NAME_PREFIX = "_name_";

  static final String LOG_LINES = "log_lines";
  static final String TRANSITIONS = "transitions";
  static final String ALARM_ID = "alarm_id";

  /** Behind a field's name in a roll-up; the plain name holds the total. */
  static final String SUM = ".sum";

  static final String COUNT = ".count";
  static final String MIN = ".min";
  static final String MAX = ".max";

  /** The targets that hold metrics, and so have a series directory. */
  static final List<Target> METRIC_TARGETS =
      List.of(Target.RAW, Target.POSTED, Target.MINUTE, Target.HOUR);

  private static final TagKeys METRIC_KEYS = new TagKeys(metricFields());
  private static final TagKeys DIRECTORY_KEYS = new TagKeys(Set.of("time"));
  private static final TagKeys LOG_KEYS =
      new TagKeys(Set.of("time", "text", "level", "stream", "file", "start", "end"));
  private static final Map<Column, String> NAMES = names();

  private Layout() {}

  static String retentionPolicy(Target target) {
    return switch (target) {
      case RAW -> "raw";
      case POSTED -> "posted";
      case MINUTE -> "1m";
      case HOUR -> "1h";
      case LOGS -> "logs";
      case TRANSITIONS -> "transitions";
    };
  }

  /** The unit of the times in a target's lines. */
  static TimeUnit precision(Target target) {
    return switch (target) {
      case RAW, POSTED, TRANSITIONS -> TimeUnit.MILLISECONDS;
      case MINUTE, HOUR, LOGS -> TimeUnit.NANOSECONDS;
    };
  }

  /** Where a target keeps the metric: wide if it is catalogued and not posted, else narrow. */
  static Column column(Target target, String name) {
    Column wide = target == Target.POSTED ? null : wide(name);
    return wide == null ? new Column(name, VALUE) : wide;
  }

  /** The entity's measurement and the field of a catalogued metric; null for any other. */
  static @Nullable Column wide(String name) {
    return Catalogue.allColumns().get(name);
  }

  /** The name of the metric in the column; the inverse of {@link #column}. Null if none. */
  static @Nullable String name(Column column) {
    return column.field().equals(VALUE) ? column.measurement() : NAMES.get(column);
  }

  /** How dimensions are kept beside measurements of metrics. */
  static TagKeys metricKeys() {
    return METRIC_KEYS;
  }

  static TagKeys directoryKeys() {
    return DIRECTORY_KEYS;
  }

  static TagKeys logKeys() {
    return LOG_KEYS;
  }

  private static Set<String> metricFields() {
    Set<String> fields = new HashSet<>(List.of("time", VALUE, VALUE_META));
    Catalogue.allColumns()
        .values()
        .forEach(
            column ->
                Stream.of("", SUM, COUNT, MIN, MAX)
                    .forEach(suffix -> fields.add(column.field() + suffix)));
    Stream.of(SUM, COUNT, MIN, MAX).forEach(suffix -> fields.add(VALUE + suffix));
    return fields;
  }

  private static Map<Column, String> names() {
    Map<Column, String> names = new HashMap<>();
    Catalogue.allColumns().forEach((name, column) -> names.put(column, name));
    return Map.copyOf(names);
  }
}
