package io.miharu.api.http;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A JSON object whose fields are read with their types checked. Faults name the field, what was
 * expected and what was found; the resource says what they are answered with, since Monasca has 400
 * for one and 422 for another.
 */
public final class JsonObject {
  private final JsonNode node;
  private final Function<String, ApiException> fault;

  /**
   * Wraps a body.
   *
   * @param fault makes the error from a description
   * @throws ApiException if the body is no object
   */
  public JsonObject(JsonNode node, Function<String, ApiException> fault) {
    this.node = node;
    this.fault = fault;
    if (!node.isObject()) {
      throw fault.apply("The body must be a JSON object, found " + kind(node));
    }
  }

  /** The error for a fault that the resource finds by itself. */
  public ApiException fault(String description) {
    return fault.apply(description);
  }

  public boolean has(String field) {
    return node.has(field);
  }

  /** Refuses fields other than these. */
  public void allowOnly(Set<String> fields) {
    for (Map.Entry<String, JsonNode> entry : node.properties()) {
      if (!fields.contains(entry.getKey())) {
        throw fault("Unknown field '" + entry.getKey() + "': only " + fields + " are allowed");
      }
    }
  }

  /** A string that must be there. */
  public String text(String field) {
    JsonNode value = required(field);
    if (!value.isTextual()) {
      throw wrongType(field, "a string", value);
    }
    return value.textValue();
  }

  /** A string, or nothing if the field is absent; null is refused. */
  public Optional<String> optionalText(String field) {
    return has(field) ? Optional.of(text(field)) : Optional.empty();
  }

  /** A list of strings that must be there. */
  public List<String> texts(String field) {
    JsonNode value = required(field);
    if (!value.isArray()) {
      throw wrongType(field, "an array of strings", value);
    }
    List<String> texts = new ArrayList<>(value.size());
    for (JsonNode item : value) {
      if (!item.isTextual()) {
        throw wrongType(field, "an array of strings", item);
      }
      texts.add(item.textValue());
    }
    return texts;
  }

  /** A boolean that must be there. */
  public boolean flag(String field) {
    JsonNode value = required(field);
    if (!value.isBoolean()) {
      throw wrongType(field, "true or false", value);
    }
    return value.booleanValue();
  }

  /** The field whatever its type; it must be there. */
  public JsonNode required(String field) {
    JsonNode value = node.get(field);
    if (value == null) {
      throw fault("The field '" + field + "' is required");
    }
    return value;
  }

  private ApiException wrongType(String field, String expected, JsonNode found) {
    return fault("The field '" + field + "' must be " + expected + ", found " + kind(found));
  }

  /** What a value is, for messages. */
  public static String kind(@Nullable JsonNode node) {
    return node == null ? "nothing" : node.getNodeType().name().toLowerCase(Locale.ROOT);
  }
}
