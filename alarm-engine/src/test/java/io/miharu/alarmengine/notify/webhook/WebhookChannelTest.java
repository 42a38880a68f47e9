package io.miharu.alarmengine.notify.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import io.miharu.alarmengine.Receiver;
import io.miharu.alarmengine.notify.Outcome;
import io.miharu.alarmengine.notify.Transitions;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class WebhookChannelTest {
  private final WebhookChannel channel = new WebhookChannel(Duration.ofMillis(500), 4);
  private Receiver receiver;

  @BeforeEach
  void start() throws Exception {
    receiver = Receiver.start();
  }

  @AfterEach
  void stop() {
    channel.close();
    receiver.close();
  }

  private Outcome send(String address) throws Exception {
    return channel
        .send(Transitions.webhook("m1", address), Transitions.pending("n1", "m1", "a1", 1), 1_999)
        .get(30, TimeUnit.SECONDS);
  }

  @Test
  void sendsIdAndTimeOfTheAttempt() throws Exception {
    assertThat(send(receiver.url())).isEqualTo(new Outcome.Delivered("200 OK"));
    assertThat(receiver.requests().get(0))
        .extracting(Receiver.Request::id, Receiver.Request::timestamp)
        .containsExactly("n1", "1");
  }

  @Test
  void authenticatesWithWhatTheAddressSays() throws Exception {
    send(receiver.url().replace("http://", "http://user:pass@"));

    assertThat(receiver.requests().get(0).authorization()).isEqualTo("Basic dXNlcjpwYXNz");
  }

  @Test
  void followsNoRedirect() throws Exception {
    receiver.answering(307);

    assertThat(send(receiver.url())).isInstanceOf(Outcome.GivenUp.class);
    assertThat(receiver.requests()).hasSize(1);
  }

  @Test
  void triesLaterWhatDoesNotAnswerInTime() throws Exception {
    receiver.hanging();

    assertThat(send(receiver.url())).isInstanceOf(Outcome.RetryLater.class);
  }

  @Test
  void triesLaterWhereNobodyListensAndDoesNotTellTheAddress() throws Exception {
    receiver.close();

    Outcome outcome = send(receiver.url() + "?token=abc");
    assertThat(outcome).isInstanceOf(Outcome.RetryLater.class);
    assertThat(outcome.answer()).startsWith("ConnectException").doesNotContain("secret", "abc");
  }

  @Test
  void givesUpOnWhatIsNoUrl() throws Exception {
    assertThat(send("ops@example.com/secret"))
        .isEqualTo(new Outcome.GivenUp("the method's address is not an http or https URL"));
  }
}
