package io.miharu.alarmengine.notify;

import static io.miharu.alarmengine.notify.Transitions.pending;
import static io.miharu.alarmengine.notify.Transitions.webhook;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.miharu.alarmengine.AlarmEngineConfig;
import io.miharu.alarmengine.Receiver;
import io.miharu.alarmengine.notify.webhook.WebhookChannel;
import io.miharu.embedded.EmbeddedBroker;
import io.miharu.model.Definition;
import io.miharu.model.Notification;
import io.miharu.model.Notification.Status;
import io.miharu.model.NotificationMethod;
import io.miharu.runtime.config.Configuration;
import io.miharu.runtime.health.Check;
import io.miharu.runtime.kafka.CompactedView;
import io.miharu.runtime.kafka.KafkaClients;
import io.miharu.runtime.kafka.KafkaConfig;
import io.miharu.runtime.kafka.TopicCreation;
import io.miharu.runtime.kafka.Topics;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The notifier against a real broker and real receivers. */
class NotifierIT {
  private static final Duration DEADLINE = Duration.ofSeconds(30);

  private static EmbeddedBroker broker;
  private static KafkaClients clients;
  private static NotifierConfig config;
  private static CompactedView<Definition> definitions;
  private static CompactedView<Notification> ledger;
  private static Producer<String, Definition> methods;
  private static Producer<String, Notification> engine;

  private final String id = UUID.randomUUID().toString();
  private Receiver receiver;
  private Notifier notifier;

  @BeforeAll
  static void startBroker() {
    broker = EmbeddedBroker.startTemporary();
    Configuration configuration =
        Configuration.load(
            null,
            Map.of(),
            Map.of(
                "miharu.kafka.bootstrap", broker.bootstrapServers(),
                "miharu.alarm-engine.notifier.attempts", "3",
                "miharu.alarm-engine.notifier.first-delay", "200ms",
                "miharu.alarm-engine.notifier.stop-grace", "200ms"),
            List.of(KafkaConfig.class, AlarmEngineConfig.class));
    config = configuration.of(AlarmEngineConfig.class).notifier();
    clients = new KafkaClients(configuration.of(KafkaConfig.class));
    try (Admin admin = clients.admin()) {
      new TopicCreation(admin, clients.topics()).apply(Topics.all());
    }
    definitions =
        new CompactedView<>(clients, "definitions", Topics.DEFINITIONS, (key, value) -> {}).start();
    ledger =
        new CompactedView<>(clients, "ledger", Topics.NOTIFICATIONS, (key, value) -> {}).start();
    methods = clients.producer("methods", Topics.DEFINITIONS, Map.of());
    engine = clients.producer("engine", Topics.NOTIFICATIONS, Map.of());
  }

  @AfterAll
  static void stopBroker() {
    definitions.close();
    ledger.close();
    methods.close();
    engine.close();
    broker.close();
  }

  @BeforeEach
  void startReceiver() throws Exception {
    receiver = Receiver.start();
    define(webhook(id, receiver.url()));
  }

  @AfterEach
  void stop() {
    if (notifier != null) {
      notifier.close();
    }
    receiver.close();
  }

  private static void define(NotificationMethod method) throws Exception {
    var written = methods.send(new ProducerRecord<>("miharu.definitions", method.key(), method));
    assertThat(definitions.await(0, written.get().offset(), DEADLINE)).isTrue();
  }

  private static void delete(String methodId) throws Exception {
    String key = NotificationMethod.key(methodId);
    var written = methods.send(new ProducerRecord<>("miharu.definitions", key, null));
    assertThat(definitions.await(0, written.get().offset(), DEADLINE)).isTrue();
  }

  private static void ask(Notification notification) throws Exception {
    engine
        .send(new ProducerRecord<>("miharu.notifications", notification.id(), notification))
        .get();
  }

  private void startNotifier() {
    notifier =
        new Notifier(
            clients,
            "0",
            config,
            List.of(new WebhookChannel(Duration.ofSeconds(5), config.maxInFlight())),
            definitions,
            new SimpleMeterRegistry(),
            Clock.systemUTC());
    notifier.start();
  }

  private void restartNotifier() {
    notifier.close();
    startNotifier();
  }

  private static Notification awaitSettled(String notificationId) {
    return await()
        .atMost(DEADLINE)
        .until(
            () -> ledger.get(notificationId),
            found -> found != null && found.status() != Status.PENDING);
  }

  @Test
  void deliversOnceWithMonascasBodyAlsoOverARestart() throws Exception {
    startNotifier();
    ask(pending(id + "-1", id, "a1", 1_700_000_000_500L));

    Notification settled = awaitSettled(id + "-1");
    assertThat(settled.status()).isEqualTo(Status.DELIVERED);
    assertThat(settled.attempts()).isEqualTo(1);
    assertThat(settled.answer()).isEqualTo("200 OK");
    Receiver.Request request = receiver.requests().get(0);
    assertThat(request.id()).isEqualTo(id + "-1");
    assertThat(Long.parseLong(request.timestamp())).isPositive();
    assertThat(request.contentType()).isEqualTo("application/json");
    assertThat(request.body())
        .isEqualTo(
            "{\"alarm_id\":\"a1\",\"alarm_definition_id\":\"definition-1\","
                + "\"alarm_name\":\"cpu high\",\"alarm_description\":\"on one node\","
                + "\"alarm_timestamp\":1700000000,\"state\":\"ALARM\",\"old_state\":\"OK\","
                + "\"message\":\"Thresholds were exceeded\",\"tenant_id\":\"t1\","
                + "\"metrics\":[{\"id\":null,\"name\":\"cpu.total_time_sec\","
                + "\"dimensions\":{\"hostname\":\"n1\"}}]}");

    restartNotifier();
    ask(pending(id + "-2", id, "a1", 1_700_000_001_000L));
    awaitSettled(id + "-2");
    assertThat(receiver.ids()).containsExactly(id + "-1", id + "-2");
    assertThat(notifier.health().status()).isNotEqualTo(Check.Status.NOT_READY);
  }

  @Test
  void triesAgainUnderTheSameId() throws Exception {
    receiver.answering(503);
    startNotifier();
    ask(pending(id, id, "a1", 1_000));

    assertThat(awaitSettled(id))
        .extracting(Notification::status, Notification::attempts)
        .containsExactly(Status.DELIVERED, 2);
    assertThat(receiver.ids()).containsExactly(id, id);
  }

  @Test
  void givesUpAfterTheConfiguredAttempts() throws Exception {
    receiver.answering(500, 502, 503, 200);
    startNotifier();
    ask(pending(id, id, "a1", 1_000));

    Notification settled = awaitSettled(id);
    assertThat(settled.status()).isEqualTo(Status.FAILED);
    assertThat(settled.answer()).startsWith("gave up after 3 attempts: 503");
    assertThat(receiver.requests()).hasSize(3);
  }

  @Test
  void aReceiverThatHangsDoesNotDelayAnother() throws Exception {
    try (Receiver hanging = Receiver.start().hanging()) {
      define(webhook(id + "-hanging", hanging.url()));
      for (int i = 0; i < 20; i++) {
        ask(pending(id + "-" + i, id + "-hanging", "a" + i, 1_000));
      }
      startNotifier();
      await().atMost(DEADLINE).until(() -> !hanging.requests().isEmpty());
      ask(pending(id, id, "a1", 1_000));

      awaitSettled(id);
      // Not one of those that hang has ended: the other went past them.
      assertThat(ledger.get(id + "-0").attempts()).isZero();
      assertThat(hanging.requests()).hasSizeLessThanOrEqualTo(config.maxInFlightPerMethod());
    }
  }

  @Test
  void repeatsWhatWasUnderWayWhenItStopped() throws Exception {
    receiver.hanging();
    startNotifier();
    ask(pending(id, id, "a1", 1_000));
    await().atMost(DEADLINE).until(() -> receiver.requests().size() == 1);

    notifier.close();
    receiver.recovers();
    ask(pending(id + "-while-away", id, "a2", 1_000));
    startNotifier();

    assertThat(awaitSettled(id).status()).isEqualTo(Status.DELIVERED);
    assertThat(awaitSettled(id + "-while-away").status()).isEqualTo(Status.DELIVERED);
    assertThat(receiver.ids()).containsExactlyInAnyOrder(id, id, id + "-while-away");
  }

  @Test
  void failsAtOnceWhenTheReceiverKnowsNoSuchPlace() throws Exception {
    receiver.answering(404);
    startNotifier();
    ask(pending(id, id, "a1", 1_000));

    assertThat(awaitSettled(id))
        .extracting(Notification::status, Notification::attempts, Notification::answer)
        .containsExactly(Status.FAILED, 1, "404 Not Found");
  }

  @Test
  void failsWhenTheMethodWasDeleted() throws Exception {
    delete(id);
    startNotifier();
    ask(pending(id, id, "a1", 1_000));

    assertThat(awaitSettled(id))
        .extracting(Notification::status, Notification::attempts, Notification::answer)
        .containsExactly(Status.FAILED, 0, "the notification method was deleted");
    assertThat(receiver.requests()).isEmpty();
  }

  @Test
  void waitsForATransactionThatIsOpenBeforeItTrustsWhatItRead() throws Exception {
    // Killed hard, an engine leaves its transaction open; what the notifier wrote behind it cannot
    // be read until the transaction ends.
    Notification delivered = pending(id, id, "a1", 1_000);
    try (Producer<String, Notification> killed =
        clients.producer(
            "killed", Topics.NOTIFICATIONS, Map.of("transactional.id", "killed-" + id))) {
      killed.initTransactions();
      ask(delivered);
      int partition =
          engine
              .send(new ProducerRecord<>("miharu.notifications", id, delivered))
              .get()
              .partition();
      killed.beginTransaction();
      killed
          .send(
              new ProducerRecord<>(
                  "miharu.notifications", partition, id + "-x", pending(id + "-x", id, "x", 1)))
          .get();
      ask(Transitions.with(delivered, Status.DELIVERED, 1));
      startNotifier();
      await().atMost(DEADLINE).until(() -> notifier.health().status() != Check.Status.NOT_READY);
      await()
          .during(Duration.ofSeconds(1))
          .atMost(DEADLINE)
          .until(() -> receiver.requests().isEmpty());
      killed.abortTransaction();
    }
    ask(pending(id + "-2", id, "a1", 2_000));
    awaitSettled(id + "-2");
    assertThat(receiver.ids()).containsExactly(id + "-2");
  }
}
