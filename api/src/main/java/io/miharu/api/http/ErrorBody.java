package io.miharu.api.http;

/**
 * The body of every error: the original's title and description, and beside them what other clients
 * read (keystoneauth {@code error.message}, Grafana {@code message}).
 *
 * @param title what kind of error
 * @param description what was wrong
 * @param message the same again
 * @param code the HTTP status
 * @param error the same in keystoneauth's shape
 */
record ErrorBody(String title, String description, String message, int code, Error error) {
  /** The inner object that keystoneauth reads. */
  record Error(int code, String message, String details) {}

  static ErrorBody of(int status, String title, String description) {
    return new ErrorBody(
        title, description, description, status, new Error(status, title, description));
  }

  static ErrorBody of(ApiException error) {
    return of(error.status(), error.title(), String.valueOf(error.getMessage()));
  }
}
