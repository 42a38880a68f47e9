package io.miharu.api.http;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a request is answered with.
 *
 * @param status the HTTP status
 * @param body written as JSON; null for none
 * @param headers beside those that every answer has
 */
public record Answer(int status, @Nullable Object body, Map<String, String> headers) {
  private static final Answer NO_CONTENT = new Answer(204, null, Map.of());

  /** 200. */
  public static Answer ok(Object body) {
    return new Answer(200, body, Map.of());
  }

  /** 201. */
  public static Answer created(Object body) {
    return new Answer(201, body, Map.of());
  }

  /** 204 without a body. */
  public static Answer noContent() {
    return NO_CONTENT;
  }

  static Answer error(ApiException error) {
    return new Answer(error.status(), ErrorBody.of(error), error.headers());
  }
}
