package io.miharu.store.influxdb;

import io.miharu.store.UnavailableReason;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** An answer of InfluxDB that is not a success, with what the client library would drop. */
final class Refusal extends IOException {
  private static final long serialVersionUID = 1;

  private final int status;
  private final String answer;

  Refusal(int status, String message) {
    super(message);
    this.status = status;
    this.answer = message;
  }

  String text() {
    return "HTTP " + status + ": " + answer;
  }

  /** Why InfluxDB cannot serve, or null if it could but the request is bad. */
  @Nullable UnavailableReason reason() {
    UnavailableReason named = reason(answer);
    if (named != null) {
      return named;
    }
    if (status == 413 || (status == 400 && isAboutLines(answer))) {
      return null;
    }
    return status == 401 || status == 403
        ? UnavailableReason.LOGIN
        : UnavailableReason.OTHER_SERVER_ERROR;
  }

  /**
   * A bad request for another reason, such as a proxy's, would be the same for every line: then
   * none may be taken for a bad one.
   */
  private static boolean isAboutLines(String message) {
    return message.contains("partial write") || message.contains("unable to parse");
  }

  /** What the words of an error message say, whatever status they came with; null if nothing. */
  static @Nullable UnavailableReason reason(String message) {
    if (message.contains("database not found") || message.contains("retention policy not found")) {
      return UnavailableReason.DATABASE_MISSING;
    }
    if (message.contains("max-series-per-database") || message.contains("max-values-per-tag")) {
      return UnavailableReason.SERIES_LIMIT;
    }
    if (message.contains("no space left on device")) {
      return UnavailableReason.DISK_FULL;
    }
    return null;
  }
}
