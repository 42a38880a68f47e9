package io.miharu.api.metrics;

import com.fasterxml.jackson.databind.JsonNode;
import io.miharu.api.http.ApiException;
import io.miharu.api.http.JsonObject;
import io.miharu.model.Dimensions;
import io.miharu.model.MetricRules;
import io.miharu.model.PostedMetric;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Reads the body of {@code POST /v2.0/metrics}: one object or an array of them, all of them valid
 * or none taken. The fault names element and field, since agents send a refused batch for ever.
 */
final class PostedMetricReader {
  /**
   * Times that the store can hold, in ms since the epoch: 1678-01-01 to 2262-01-01, what ns in 64
   * bits can count. Whoever sends seconds or ns by mistake is told so.
   */
  private static final double EARLIEST_MS = -9_214_560_000_000d;

  private static final double LATEST_MS = 9_214_646_400_000d;

  private PostedMetricReader() {}

  /**
   * The metrics in the order of the body.
   *
   * @throws ApiException 422 with the first fault
   */
  static List<PostedMetric> read(JsonNode body) {
    if (!body.isArray()) {
      return List.of(metric(body, "metric"));
    }
    List<PostedMetric> metrics = new ArrayList<>(body.size());
    for (int i = 0; i < body.size(); i++) {
      metrics.add(metric(body.get(i), "element " + i));
    }
    return metrics;
  }

  private static PostedMetric metric(JsonNode node, String where) {
    if (!node.isObject()) {
      throw fault(where, "must be an object, found " + JsonObject.kind(node));
    }
    String name = name(node.get("name"), where);
    String named = where + " (" + name + ")";
    return new PostedMetric(
        name,
        dimensions(node.get("dimensions"), named),
        timestamp(node.get("timestamp"), named),
        value(node.get("value"), named),
        valueMeta(node.get("value_meta"), named));
  }

  private static String name(@Nullable JsonNode node, String where) {
    if (node == null || !node.isTextual()) {
      throw fault(where, "name must be a string, found " + JsonObject.kind(node));
    }
    refuse(where, MetricRules.nameFault(node.textValue()));
    return node.textValue();
  }

  private static Dimensions dimensions(@Nullable JsonNode node, String where) {
    if (node == null) {
      return Dimensions.empty();
    }
    if (!node.isObject()) {
      throw fault(where, "dimensions must be an object, found " + JsonObject.kind(node));
    }
    Dimensions.Builder builder = Dimensions.builder();
    for (Map.Entry<String, JsonNode> entry : node.properties()) {
      if (!entry.getValue().isTextual()) {
        throw fault(
            where,
            "dimension '"
                + entry.getKey()
                + "' must have a string for a value, found "
                + JsonObject.kind(entry.getValue()));
      }
      builder.put(entry.getKey(), entry.getValue().textValue());
    }
    Dimensions dimensions = builder.build();
    refuse(where, MetricRules.dimensionsFault(dimensions));
    return dimensions;
  }

  private static long timestamp(@Nullable JsonNode node, String where) {
    if (node == null || !node.isNumber()) {
      throw fault(
          where,
          "timestamp must be a number, in ms since the epoch, found " + JsonObject.kind(node));
    }
    double timestampMs = node.doubleValue();
    if (!(timestampMs >= EARLIEST_MS && timestampMs < LATEST_MS)) {
      throw fault(
          where,
          "timestamp " + node.asText() + " is not in ms since the epoch between 1678 and 2262");
    }
    return node.isIntegralNumber() ? node.longValue() : (long) timestampMs;
  }

  private static double value(@Nullable JsonNode node, String where) {
    if (node == null || !node.isNumber()) {
      throw fault(where, "value must be a number, found " + JsonObject.kind(node));
    }
    refuse(where, MetricRules.valueFault(node.doubleValue()));
    return node.doubleValue();
  }

  private static @Nullable String valueMeta(@Nullable JsonNode node, String where) {
    if (node == null || node.isNull()) {
      return null;
    }
    if (!node.isObject()) {
      throw fault(where, "value_meta must be an object or null, found " + JsonObject.kind(node));
    }
    Map<String, JsonNode> entries = new HashMap<>();
    node.properties().forEach(entry -> entries.put(entry.getKey(), entry.getValue()));
    refuse(where, MetricRules.valueMetaFault(entries, MeasuredJson.of(node)));
    return node.isEmpty() ? null : node.toString();
  }

  private static void refuse(String where, Optional<String> fault) {
    if (fault.isPresent()) {
      throw fault(where, fault.get());
    }
  }

  private static ApiException fault(String where, String what) {
    return ApiException.unprocessable(where + ": " + what);
  }
}
