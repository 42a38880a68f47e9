package io.miharu.alarmengine.notify.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import io.miharu.alarmengine.notify.Outcome;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WebhookAnswerTest {
  /** 1994-11-06T08:49:07Z: half a minute before the date in RFC 9110's example. */
  private static final long NOW_MS = 784_111_747_000L;

  private static Outcome judge(int status, String retryAfter) {
    return WebhookAnswer.judge(status, "", retryAfter, NOW_MS);
  }

  @ParameterizedTest
  @ValueSource(ints = {200, 201, 202, 204, 299})
  void everySuccessIsDelivered(int status) {
    assertThat(judge(status, null)).isInstanceOf(Outcome.Delivered.class);
  }

  @ParameterizedTest
  @ValueSource(ints = {408, 409, 425, 429, 500, 502, 503, 504, 599})
  void whatMayPassIsTriedAgain(int status) {
    assertThat(judge(status, null)).isInstanceOf(Outcome.RetryLater.class);
  }

  @ParameterizedTest
  @ValueSource(ints = {300, 301, 302, 307, 308, 400, 401, 403, 404, 410, 422})
  void whatWillNotPassIsGivenUp(int status) {
    assertThat(judge(status, "5")).isInstanceOf(Outcome.GivenUp.class);
  }

  @Test
  void saysWhyARedirectIsFinal() {
    assertThat(WebhookAnswer.judge(302, "Found", null, NOW_MS).answer())
        .isEqualTo("302 Found (redirects are not followed)");
  }

  @Test
  void readsRetryAfterInBothForms() {
    assertThat(judge(503, " 120 "))
        .isEqualTo(new Outcome.RetryLater("503", Optional.of(Duration.ofSeconds(120))));
    assertThat(judge(503, "Sun, 06 Nov 1994 08:49:37 GMT"))
        .isEqualTo(new Outcome.RetryLater("503", Optional.of(Duration.ofSeconds(30))));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "soon", "-5", "1.5", "99999999999999999999"})
  void ignoresARetryAfterThatIsNone(String header) {
    assertThat(judge(503, header)).isEqualTo(new Outcome.RetryLater("503"));
  }
}
