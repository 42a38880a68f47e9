package io.miharu.alarmengine.notify;

import static io.miharu.alarmengine.notify.Transitions.pending;
import static io.miharu.alarmengine.notify.Transitions.with;
import static org.assertj.core.api.Assertions.assertThat;

import io.miharu.model.Notification;
import io.miharu.model.Notification.Status;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class DeliveriesTest {
  private static final Outcome YES = new Outcome.Delivered("200");
  private static final Outcome LATER = new Outcome.RetryLater("503");

  private final Deliveries deliveries =
      new Deliveries(
          new RetryPolicy(3, Duration.ofSeconds(1), Duration.ofSeconds(60)), 4, 2, () -> 0.0);

  private List<String> start(long nowMs) {
    return deliveries.start(nowMs).stream().map(Notification::id).toList();
  }

  private Notification settle(Notification sent, Outcome outcome, long nowMs) {
    Notification written = deliveries.ended(sent, outcome, nowMs).orElseThrow();
    deliveries.written(written);
    return written;
  }

  @Test
  void startsNothingBeforeThePartitionIsLoaded() {
    deliveries.read(0, pending("n1", "m1", "a1", 100));

    assertThat(start(1_000)).isEmpty();
    deliveries.loaded(0);
    assertThat(start(1_000)).containsExactly("n1");
  }

  @Test
  void neverSendsWhatALaterRecordSettled() {
    Notification delivered = pending("n1", "m1", "a1", 100);
    Notification failed = pending("n2", "m1", "a2", 100);
    deliveries.read(0, delivered);
    deliveries.read(0, failed);
    deliveries.read(0, with(delivered, Status.DELIVERED, 1));
    deliveries.read(0, with(failed, Status.FAILED, 1));
    deliveries.loaded(0);

    assertThat(start(1_000)).isEmpty();
    assertThat(deliveries.pending()).isZero();
  }

  @Test
  void keepsAttemptsAndTimeOfTheLatestRecordOverARestart() {
    Notification first = pending("n1", "m1", "a1", 100);
    deliveries.read(0, first);
    deliveries.read(0, with(first, Status.PENDING, 2));
    deliveries.loaded(0);

    Notification sent = deliveries.start(1_000).get(0);
    assertThat(sent.attempts()).isEqualTo(2);
    assertThat(settle(sent, LATER, 1_100).status()).isEqualTo(Status.FAILED);
  }

  @Test
  void triesAgainAfterTheDelayAndGivesUpAfterTheLastAttempt() {
    deliveries.loaded(0);
    deliveries.read(0, pending("n1", "m1", "a1", 100));

    Notification once = settle(deliveries.start(1_000).get(0), LATER, 1_000);
    assertThat(once.status()).isEqualTo(Status.PENDING);
    assertThat(once.attempts()).isEqualTo(1);
    assertThat(once.nextAttemptAt()).isEqualTo(1_500);
    assertThat(start(1_499)).isEmpty();

    Notification twice = settle(deliveries.start(1_500).get(0), LATER, 1_500);
    assertThat(twice.nextAttemptAt()).isEqualTo(2_500);

    Notification last = settle(deliveries.start(2_500).get(0), LATER, 2_500);
    assertThat(last.status()).isEqualTo(Status.FAILED);
    assertThat(last.answer()).isEqualTo("gave up after 3 attempts: 503");
    assertThat(start(1_000_000)).isEmpty();
  }

  @Test
  void countsNoAttemptWhenThereIsNobodyToAsk() {
    deliveries.loaded(0);
    deliveries.read(0, pending("n1", "m1", "a1", 100));

    Notification failed =
        settle(deliveries.start(1_000).get(0), new Outcome.Undeliverable("deleted"), 1_000);

    assertThat(failed.status()).isEqualTo(Status.FAILED);
    assertThat(failed.attempts()).isZero();
    assertThat(failed.answer()).isEqualTo("deleted");
  }

  @Test
  void leavesTheWholeReceiverAloneAsLongAsItAsks() {
    deliveries.loaded(0);
    deliveries.read(0, pending("n1", "m1", "a1", 100));
    deliveries.read(0, pending("other", "m2", "a1", 100));
    Notification first = deliveries.start(1_000).get(0);
    settle(first, new Outcome.RetryLater("429", Optional.of(Duration.ofSeconds(30))), 1_000);
    deliveries.read(0, pending("n2", "m1", "a2", 100));
    deliveries.read(0, pending("n3", "m3", "a3", 100));

    assertThat(start(30_999)).containsExactly("n3");
    assertThat(start(31_000)).containsExactlyInAnyOrder("n1", "n2");
  }

  @Test
  void keepsTheOrderOfAnAlarmWithinAMethod() {
    deliveries.loaded(0);
    deliveries.loaded(1);
    deliveries.read(1, pending("second", "m1", "a1", 200));
    deliveries.read(0, pending("first", "m1", "a1", 100));
    deliveries.read(0, pending("elsewhere", "m2", "a1", 200));

    List<Notification> started = deliveries.start(1_000);
    assertThat(started).extracting(Notification::id).containsExactly("first", "elsewhere");

    // The first must be tried again: the second still waits, whatever time it is.
    settle(started.get(0), LATER, 1_000);
    assertThat(start(1_400)).isEmpty();
    settle(deliveries.start(2_000).get(0), YES, 2_000);
    assertThat(start(2_000)).containsExactly("second");
  }

  @Test
  void holdsTheNextOfAnAlarmUntilTheOutcomeIsAcknowledged() {
    deliveries.loaded(0);
    deliveries.read(0, pending("first", "m1", "a1", 100));
    deliveries.read(0, pending("second", "m1", "a1", 200));

    Notification done = deliveries.ended(deliveries.start(0).get(0), YES, 0).orElseThrow();
    assertThat(start(0)).isEmpty();
    assertThat(deliveries.isBusy()).isTrue();
    deliveries.written(done);
    assertThat(start(0)).containsExactly("second");
  }

  @Test
  void oneReceiverNeverTakesAllAttempts() {
    deliveries.loaded(0);
    for (int i = 0; i < 10; i++) {
      deliveries.read(0, pending("slow" + i, "slow", "a" + i, 100));
    }
    deliveries.read(0, pending("n1", "quick", "a1", 100));

    assertThat(start(1_000)).hasSize(3).contains("n1");
    assertThat(start(1_000)).isEmpty();
  }

  @Test
  void keepsToTheCommonLimit() {
    deliveries.loaded(0);
    for (int i = 0; i < 10; i++) {
      deliveries.read(0, pending("n" + i, "m" + i, "a", 100));
    }

    List<Notification> started = deliveries.start(1_000);
    assertThat(started).hasSize(4);
    settle(started.get(0), YES, 1_000);
    assertThat(start(1_000)).hasSize(1);
  }

  @Test
  void takesTheEchoOfItsOwnRecordsForNoNews() {
    deliveries.loaded(0);
    Notification fresh = pending("n1", "m1", "a1", 100);
    deliveries.read(0, fresh);
    Notification retried = settle(deliveries.start(0).get(0), LATER, 0);
    Notification delivered = settle(deliveries.start(500).get(0), YES, 500);

    deliveries.read(0, retried);
    assertThat(start(1_000_000)).isEmpty();
    deliveries.read(0, delivered);
    assertThat(start(1_000_000)).isEmpty();
    assertThat(deliveries.pending()).isZero();
  }

  @Test
  void forgetsALostPartitionEvenWithAnAttemptUnderWay() {
    deliveries.loaded(0);
    deliveries.read(0, pending("n1", "m1", "a1", 100));
    Notification sent = deliveries.start(0).get(0);
    deliveries.lost(0);

    assertThat(deliveries.ended(sent, YES, 10)).isEmpty();
    assertThat(deliveries.isBusy()).isFalse();
    assertThat(deliveries.pending()).isZero();
  }

  @Test
  void forgetsADeletedRecord() {
    deliveries.loaded(0);
    deliveries.read(0, pending("n1", "m1", "a1", 100));
    deliveries.forget("n1");

    assertThat(start(1_000)).isEmpty();
  }
}
