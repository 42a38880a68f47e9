package io.miharu.api.notification;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.miharu.api.http.ApiException;
import io.miharu.api.http.JsonObject;
import io.miharu.model.NotificationMethod;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * What the body of a notification method may hold. Every fault is 400, unlike those of alarm
 * definitions.
 *
 * @param types that are offered, upper case
 * @param periods in seconds that are allowed beside 0
 */
public record MethodRules(List<String> types, List<Integer> periods) {
  private static final int MAX_NAME = 250;
  private static final int MAX_ADDRESS = 512;
  private static final Set<String> FIELDS = Set.of("name", "type", "address", "period");
  private static final Pattern EMAIL = Pattern.compile("(?s).+@.+");

  /** Scheme, optional user, a host of at least one character; the rest is the receiver's. */
  private static final Pattern WEBHOOK =
      Pattern.compile("(?i)https?://([^/?#@\\s]*@)?[^/?#@:\\s][^/?#@\\s]*([/?#]\\S*)?");

  /** More digits than any allowed period has. */
  private static final Pattern DIGITS = Pattern.compile("\\d{1,9}");

  public MethodRules {
    types = types.stream().map(type -> type.toUpperCase(Locale.ROOT)).distinct().sorted().toList();
    periods = List.copyOf(periods);
  }

  /** What a valid body says. */
  record Body(String name, String type, String address, int period) {}

  /** The body of a POST: the period may be absent. */
  Body create(JsonNode json) {
    JsonObject object = object(json);
    return body(object, object.has("period") ? period(object) : 0);
  }

  /** The body of a PUT: every field is required. */
  Body replace(JsonNode json) {
    JsonObject object = object(json);
    return body(object, period(object));
  }

  /** The body of a PATCH: laid over what is stored, then judged like a PUT. */
  Body patch(JsonNode json, NotificationMethod stored) {
    object(json);
    ObjectNode merged = JsonNodeFactory.instance.objectNode();
    merged.put("name", stored.name());
    merged.put("type", stored.type());
    merged.put("address", stored.address());
    merged.put("period", stored.period());
    json.properties().forEach(entry -> merged.set(entry.getKey(), entry.getValue()));
    return replace(merged);
  }

  private static JsonObject object(JsonNode json) {
    JsonObject object = new JsonObject(json, MethodRules::fault);
    object.allowOnly(FIELDS);
    return object;
  }

  private Body body(JsonObject object, int period) {
    String name = bounded(object, "name", MAX_NAME);
    String type = object.text("type").toUpperCase(Locale.ROOT);
    if (!types.contains(type)) {
      throw fault("Not a valid notification method type " + type + ": it must be one of " + types);
    }
    String address = bounded(object, "address", MAX_ADDRESS);
    checkAddress(type, address);
    return new Body(name, type, address, period);
  }

  private static void checkAddress(String type, String address) {
    if (type.equals("EMAIL") && !EMAIL.matcher(address).matches()) {
      throw fault("Address " + address + " is not of correct format: expected name@host");
    }
    if (type.equals("WEBHOOK") && !WEBHOOK.matcher(address).matches()) {
      throw fault(
          "Address "
              + address
              + " is not of correct format: expected a URL with scheme http or https and a host");
    }
  }

  private int period(JsonObject object) {
    JsonNode node = object.required("period");
    if (!node.isIntegralNumber() && !node.isTextual()) {
      throw fault("period must be an integer, found " + JsonObject.kind(node));
    }
    String digits = node.asText();
    int period = DIGITS.matcher(digits).matches() ? Integer.parseInt(digits) : -1;
    if (period != 0 && !periods.contains(period)) {
      throw fault("period " + digits + " must be 0 or one of " + periods + " seconds");
    }
    return period;
  }

  private static String bounded(JsonObject object, String field, int maxLength) {
    String text = object.text(field);
    int length = text.codePointCount(0, text.length());
    if (length == 0 || length > maxLength) {
      throw fault(field + " must have 1 to " + maxLength + " characters, found " + length);
    }
    return text;
  }

  private static ApiException fault(String description) {
    return ApiException.badRequest(description);
  }
}
