package io.miharu.api.http;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** What a route expects in the request's body. */
public enum BodyType {
  /** No body; a content type is tolerated, since Grafana sends one with each GET. */
  NONE {
    @Override
    boolean accepts(@Nullable String contentType) {
      return true;
    }
  },
  /** JSON, and the content type must say so; parameters such as a charset are taken. */
  JSON {
    @Override
    boolean accepts(@Nullable String contentType) {
      return contentType != null && isJson(contentType);
    }
  },
  /** JSON; a missing content type counts as JSON. */
  JSON_OR_UNTYPED {
    @Override
    boolean accepts(@Nullable String contentType) {
      return contentType == null || isJson(contentType);
    }
  };

  abstract boolean accepts(@Nullable String contentType);

  private static boolean isJson(String contentType) {
    int parameters = contentType.indexOf(';');
    String type = parameters < 0 ? contentType : contentType.substring(0, parameters);
    return type.trim().toLowerCase(Locale.ROOT).equals("application/json");
  }
}
