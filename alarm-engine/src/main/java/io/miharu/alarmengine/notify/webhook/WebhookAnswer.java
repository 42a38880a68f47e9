package io.miharu.alarmengine.notify.webhook;

import io.miharu.alarmengine.notify.Outcome;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Judges a webhook receiver's HTTP answer. */
final class WebhookAnswer {
  /** Client errors that speak of the moment, not of the request (RFC 9110, 8470 and 6585). */
  private static final Set<Integer> PASSING = Set.of(408, 409, 425, 429);

  private WebhookAnswer() {}

  /**
   * 2xx is delivered. 5xx and the passing 4xx may be tried again. All else is final: other 4xx (410
   * asks for just that), and redirects, which are not followed since they would carry the payload
   * to a place that nobody configured.
   *
   * @param status of HTTP
   * @param reason phrase, may be empty
   * @param retryAfter the header's value, or null
   * @param nowMs ms since the epoch, for a header that names a date
   */
  static Outcome judge(int status, String reason, @Nullable String retryAfter, long nowMs) {
    String answer = (status + " " + reason).strip();
    if (status >= 200 && status < 300) {
      return new Outcome.Delivered(answer);
    }
    if (status >= 500 || PASSING.contains(status)) {
      return new Outcome.RetryLater(answer, retryAfter(retryAfter, nowMs));
    }
    if (status >= 300 && status < 400) {
      return new Outcome.GivenUp(answer + " (redirects are not followed)");
    }
    return new Outcome.GivenUp(answer);
  }

  /** Seconds or a date (RFC 9110 §10.2.3); what is neither is no wish. */
  private static Optional<Duration> retryAfter(@Nullable String header, long nowMs) {
    if (header == null) {
      return Optional.empty();
    }
    String text = header.strip();
    try {
      if (!text.isEmpty() && text.chars().allMatch(c -> c >= '0' && c <= '9')) {
        return Optional.of(Duration.ofSeconds(Long.parseLong(text)));
      }
      Instant date = ZonedDateTime.parse(text, DateTimeFormatter.RFC_1123_DATE_TIME).toInstant();
      return Optional.of(Duration.between(Instant.ofEpochMilli(nowMs), date));
    } catch (DateTimeException | NumberFormatException | ArithmeticException e) {
      return Optional.empty();
    }
  }
}
