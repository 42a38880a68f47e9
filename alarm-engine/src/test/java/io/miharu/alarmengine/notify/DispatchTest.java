package io.miharu.alarmengine.notify;

import static org.assertj.core.api.Assertions.assertThat;

import io.miharu.alarmengine.notify.webhook.WebhookChannel;
import io.miharu.model.NotificationMethod;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class DispatchTest {
  private final WebhookChannel webhooks = new WebhookChannel(Duration.ofSeconds(1), 1);

  @AfterEach
  void close() {
    webhooks.close();
  }

  private Outcome send(NotificationMethod method) {
    return new Dispatch(List.of(webhooks), Map.of("m1", method)::get)
        .send(Transitions.pending("n1", "m1", "a1", 1), 1)
        .join();
  }

  @Test
  void namesTheTypeThatItCannotServe() {
    NotificationMethod pager =
        new NotificationMethod("m1", Transitions.TENANT, "pager", "PAGERDUTY", "key", 0, 1, 1);

    assertThat(send(pager))
        .isEqualTo(
            new Outcome.Undeliverable(
                "no channel for methods of type PAGERDUTY; there are [WEBHOOK]"));
  }

  @Test
  void usesNoMethodOfAnotherTenant() {
    NotificationMethod foreign =
        new NotificationMethod("m1", "t2", "hook", "WEBHOOK", "http://127.0.0.1:1/", 0, 1, 1);

    assertThat(send(foreign))
        .isEqualTo(new Outcome.Undeliverable("the notification method was deleted"));
  }
}
