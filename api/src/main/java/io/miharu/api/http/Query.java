package io.miharu.api.http;

import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A request's query string, read by the rules that Monasca's clients rely on: unknown parameters
 * and bare flags are ignored, an empty value is an absent one, of a repeated scalar the first
 * counts, and a list may come with raw commas, with encoded commas, or as repeated parameters.
 *
 * <p>A broken percent escape stands for itself, as in the original: clients put values into the URL
 * unencoded, {@code 100%} among them.
 */
public final class Query {
  private static final Query EMPTY = new Query(List.of());

  private final List<Parameter> parameters;

  private Query(List<Parameter> parameters) {
    this.parameters = parameters;
  }

  /** One {@code name=value} as it was sent and as it reads. */
  private record Parameter(String raw, String name, String value) {}

  /**
   * Reads a query string.
   *
   * @param raw what stands behind the question mark, still encoded; null if there was none
   */
  public static Query parse(@Nullable String raw) {
    if (raw == null || raw.isEmpty()) {
      return EMPTY;
    }
    List<Parameter> parameters = new ArrayList<>();
    for (String part : raw.split("&")) {
      int equals = part.indexOf('=');
      String name = decode(equals < 0 ? part : part.substring(0, equals));
      String value = equals < 0 ? "" : decode(part.substring(equals + 1));
      if (!part.isEmpty()) {
        parameters.add(new Parameter(part, name, value));
      }
    }
    return new Query(List.copyOf(parameters));
  }

  /** The first non-empty value of the parameter. */
  public Optional<String> first(String name) {
    return parameters.stream()
        .filter(parameter -> parameter.name.equals(name) && !parameter.value.isEmpty())
        .map(Parameter::value)
        .findFirst();
  }

  /**
   * The value of a parameter that the resource cannot do without.
   *
   * @throws ApiException 422 if it is absent or empty
   */
  public String required(String name) {
    return first(name)
        .orElseThrow(
            () -> ApiException.unprocessable("Missing " + name + ": the parameter is required"));
  }

  /** The non-empty items of a comma list over all occurrences of the parameter, in order. */
  public List<String> list(String name) {
    return parameters.stream()
        .filter(parameter -> parameter.name.equals(name))
        .flatMap(parameter -> List.of(parameter.value.split(",")).stream())
        .filter(item -> !item.isEmpty())
        .toList();
  }

  /** Whether the parameter's first value is {@code true} in any letter case. */
  public boolean flag(String name) {
    return first(name).filter("true"::equalsIgnoreCase).isPresent();
  }

  /** The query as it was sent, with a leading question mark, or nothing if there was none. */
  String asSent() {
    return parameters.isEmpty()
        ? ""
        : parameters.stream().map(Parameter::raw).collect(Collectors.joining("&", "?", ""));
  }

  /** The same query with another offset, which comes first: the form that clients parse. */
  String withOffset(String offset) {
    StringBuilder query = new StringBuilder("?offset=");
    query.append(URLEncoder.encode(offset, StandardCharsets.UTF_8).replace("+", "%20"));
    parameters.stream()
        .filter(parameter -> !parameter.name.equals("offset"))
        .forEach(parameter -> query.append('&').append(parameter.raw));
    return query.toString();
  }

  private static String decode(String encoded) {
    try {
      return URLDecoder.decode(encoded, StandardCharsets.UTF_8);
    } catch (IllegalArgumentException brokenEscape) {
      return URLDecoder.decode(
          encoded.replaceAll("%(?![0-9A-Fa-f]{2})", "%25"), StandardCharsets.UTF_8);
    }
  }
}
