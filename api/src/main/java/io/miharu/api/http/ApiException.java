package io.miharu.api.http;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A request is answered with an error. The title is what Monasca's clients match on; the message
 * says what was wrong, where, and what to do.
 */
public final class ApiException extends RuntimeException {
  /** What clients are asked to wait while Kafka does not acknowledge, in seconds. */
  private static final String RETRY_AFTER_SECONDS = "60";

  private final int status;
  private final String title;
  private final Map<String, String> headers;

  private ApiException(int status, String title, String description, Map<String, String> headers) {
    super(description);
    this.status = status;
    this.title = title;
    this.headers = Map.copyOf(headers);
  }

  /** 400: not JSON, the wrong content type, an empty time range, a notification method's body. */
  public static ApiException badRequest(String description) {
    return new ApiException(400, "Bad request", description, Map.of());
  }

  /** 401 for a caller whose roles do not suffice: Monasca answers 401 and not 403. */
  public static ApiException forbidden() {
    return new ApiException(
        401,
        "Forbidden",
        "The request does not have access to this service",
        Map.of("WWW-Authenticate", "Token"));
  }

  /** 404. */
  public static ApiException notFound(String description) {
    return new ApiException(404, "Not Found", description, Map.of());
  }

  /** 405 with the methods that the path has. */
  public static ApiException methodNotAllowed(String method, String path, String allowed) {
    return new ApiException(
        405,
        "Method Not Allowed",
        path + " does not take " + method + "; it takes " + allowed,
        Map.of("Allow", allowed));
  }

  /** 409 with the title that clients look at, such as {@code AlreadyExistsException}. */
  public static ApiException conflict(String title, String description) {
    return new ApiException(409, title, description, Map.of());
  }

  /** 413, without {@code Retry-After}: strict clients would sleep and send the same again. */
  public static ApiException tooLarge(String description) {
    return new ApiException(413, "Request Entity Too Large", description, Map.of());
  }

  /** 422: well-formed, but not valid. */
  public static ApiException unprocessable(String description) {
    return unprocessable("Unprocessable Entity", description);
  }

  /** 422 with the title that clients look at, such as {@code Invalid limit}. */
  public static ApiException unprocessable(String title, String description) {
    return new ApiException(422, title, description, Map.of());
  }

  /** 503 with {@code Retry-After}: what the request needs is away for the time being. */
  public static ApiException unavailable(String description, @Nullable Throwable cause) {
    ApiException unavailable =
        new ApiException(
            503, "Service Unavailable", description, Map.of("Retry-After", RETRY_AFTER_SECONDS));
    unavailable.initCause(cause);
    return unavailable;
  }

  /** 500; the description tells nothing of the inside. */
  static ApiException internal(String requestId) {
    return new ApiException(
        500,
        "Internal Server Error",
        "The request failed inside the server; its log has the cause under " + requestId,
        Map.of());
  }

  public int status() {
    return status;
  }

  public String title() {
    return title;
  }

  /** Headers to answer with. */
  public Map<String, String> headers() {
    return headers;
  }
}
