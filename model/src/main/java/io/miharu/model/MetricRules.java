package io.miharu.model;

import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Which names, dimensions and value metas Monasca accepts for posted metrics. Lengths count Unicode
 * characters. Each check gives the fault as a sentence for people, or nothing.
 */
public final class MetricRules {
  /** Longest metric name, dimension key, dimension value and value-meta key, in characters. */
  public static final int MAX_LENGTH = 255;

  /** Most entries of a value meta. */
  public static final int MAX_VALUE_META_ENTRIES = 16;

  /** Longest value meta, serialised as JSON in ASCII with blanks after commas and colons. */
  public static final int MAX_VALUE_META_LENGTH = 2048;

  private static final String FORBIDDEN_IN_DIMENSIONS = "<>={},\"\\;&";
  private static final String FORBIDDEN_IN_NAMES = FORBIDDEN_IN_DIMENSIONS + "() ";

  private MetricRules() {}

  /** The fault of a metric's name. */
  public static Optional<String> nameFault(@Nullable String name) {
    return fault("metric name", name, FORBIDDEN_IN_NAMES);
  }

  /** The fault of a dimension's key; also of a match_by key. */
  public static Optional<String> dimensionKeyFault(@Nullable String key) {
    if (key != null && key.startsWith("_")) {
      return Optional.of("dimension key " + quoted(key) + " begins with an underscore (reserved)");
    }
    return fault("dimension key", key, FORBIDDEN_IN_DIMENSIONS);
  }

  /** The fault of a dimension's value; the key is named in the sentence. */
  public static Optional<String> dimensionValueFault(String key, @Nullable String value) {
    return fault("value of dimension " + quoted(key), value, FORBIDDEN_IN_DIMENSIONS);
  }

  /** The first fault among the keys and values. */
  public static Optional<String> dimensionsFault(Dimensions dimensions) {
    for (int i = 0; i < dimensions.size(); i++) {
      String key = dimensions.key(i);
      String value = dimensions.value(i);
      Optional<String> fault = dimensionKeyFault(key).or(() -> dimensionValueFault(key, value));
      if (fault.isPresent()) {
        return fault;
      }
    }
    return Optional.empty();
  }

  /** The fault of a measurement's value. */
  public static Optional<String> valueFault(double value) {
    return Double.isFinite(value)
        ? Optional.empty()
        : Optional.of("value is not a finite number: " + value);
  }

  /**
   * The fault of a value meta.
   *
   * @param entries as parsed; values may be of any JSON type
   * @param json the same, serialised in ASCII with a blank after each comma and colon
   */
  public static Optional<String> valueMetaFault(Map<String, ?> entries, String json) {
    if (entries.size() > MAX_VALUE_META_ENTRIES) {
      return Optional.of(
          "value_meta has %d entries, at most %d are allowed"
              .formatted(entries.size(), MAX_VALUE_META_ENTRIES));
    }
    for (String key : entries.keySet()) {
      Optional<String> fault = fault("value_meta key", key, "");
      if (fault.isPresent()) {
        return fault;
      }
    }
    return json.length() > MAX_VALUE_META_LENGTH
        ? Optional.of(
            "value_meta has %d characters as JSON, at most %d are allowed"
                .formatted(json.length(), MAX_VALUE_META_LENGTH))
        : Optional.empty();
  }

  private static Optional<String> fault(String what, @Nullable String text, String forbidden) {
    if (text == null || text.isEmpty()) {
      return Optional.of(what + " is missing or empty");
    }
    int length = text.codePointCount(0, text.length());
    if (length > MAX_LENGTH) {
      return Optional.of(
          "%s has %d characters, at most %d are allowed".formatted(what, length, MAX_LENGTH));
    }
    for (int i = 0; i < text.length(); i++) {
      if (forbidden.indexOf(text.charAt(i)) >= 0) {
        return Optional.of(
            "%s %s contains %s, which is not allowed"
                .formatted(what, quoted(text), quoted(text.substring(i, i + 1))));
      }
    }
    return Optional.empty();
  }

  private static String quoted(String text) {
    return "'" + text + "'";
  }
}
