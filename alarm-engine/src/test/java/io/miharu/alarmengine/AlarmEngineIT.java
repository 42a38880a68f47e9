package io.miharu.alarmengine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.awaitility.Awaitility.await;

import io.miharu.embedded.EmbeddedBroker;
import io.miharu.model.AlarmDefinition;
import io.miharu.model.AlarmState;
import io.miharu.model.ClockMark;
import io.miharu.model.Definition;
import io.miharu.model.NotificationMethod;
import io.miharu.model.PostedRecord;
import io.miharu.model.StateTransition;
import io.miharu.runtime.StartException;
import io.miharu.runtime.config.Configuration;
import io.miharu.runtime.health.Check;
import io.miharu.runtime.kafka.KafkaClients;
import io.miharu.runtime.kafka.KafkaConfig;
import io.miharu.runtime.kafka.Topic;
import io.miharu.runtime.kafka.TopicCreation;
import io.miharu.runtime.kafka.Topics;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewPartitions;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The whole process against a real broker and a real receiver. */
class AlarmEngineIT {
  private static final Duration DEADLINE = Duration.ofSeconds(60);
  private static final long T0 = 1_700_000_040_000L;
  private static final long WINDOW0 = T0 - T0 % 60_000;
  private static final int HOSTS = 5;
  private static final int PARTITIONS = 3;

  @TempDir Path directory;
  private EmbeddedBroker broker;
  private KafkaClients clients;
  private Producer<String, Definition> definitions;
  private Producer<String, PostedRecord> posted;
  private Receiver receiver;

  @BeforeEach
  void start() throws Exception {
    broker = EmbeddedBroker.startTemporary();
    clients =
        new KafkaClients(
            Configuration.load(
                    null,
                    Map.of(),
                    Map.of("miharu.kafka.bootstrap", broker.bootstrapServers()),
                    List.of(KafkaConfig.class))
                .of(KafkaConfig.class));
    try (Admin admin = clients.admin()) {
      new TopicCreation(admin, clients.topics()).apply(Topics.all());
    }
    definitions = clients.producer("definitions", Topics.DEFINITIONS, Map.of());
    posted = clients.producer("posted", Topics.POSTED, Map.of());
    receiver = Receiver.start();
  }

  @AfterEach
  void stop() {
    receiver.close();
    definitions.close();
    posted.close();
    broker.close();
  }

  private void define(Definition definition) throws Exception {
    definitions
        .send(new ProducerRecord<>(Topics.DEFINITIONS.name(), definition.key(), definition))
        .get();
  }

  private void define(String expression) throws Exception {
    define(new NotificationMethod("m1", "t1", "hook", "WEBHOOK", receiver.url(), 0, 1, 1));
    AlarmDefinition definition =
        Samples.definition("d1", expression, List.of("hostname"), List.of("m1"));
    define(definition);
  }

  private void post(String host, long timestamp, double value) throws Exception {
    posted
        .send(
            new ProducerRecord<>(
                Topics.POSTED.name(), host, Samples.posted("x", host, timestamp, value)))
        .get();
  }

  private void clock(long now) throws ExecutionException, InterruptedException {
    for (int partition = 0; partition < PARTITIONS; partition++) {
      posted
          .send(new ProducerRecord<>(Topics.POSTED.name(), partition, "clock", new ClockMark(now)))
          .get();
    }
  }

  private static boolean isReady(AlarmEngine engine) {
    return engine.health().stream().noneMatch(check -> check.status() == Check.Status.NOT_READY);
  }

  @Test
  void tellsAReceiverOfAPostedMeasurementAndOfAClosedWindow() throws Exception {
    try (AlarmEngine engine = EngineInItsOwnJvm.engine(broker.bootstrapServers(), directory)) {
      engine.start();
      await().atMost(DEADLINE).until(() -> isReady(engine));
      define("max(x) > 90");
      awaitInputs(1);
      post("n1", WINDOW0 + 1_000, 12);
      post("n1", WINDOW0 + 2_000, 95);
      await().atMost(DEADLINE).until(() -> receiver.requests().size() == 1);
      assertThat(receiver.requests().get(0).body())
          .contains("\"state\":\"ALARM\"", "\"alarm_definition_id\":\"d1\"", "\"hostname\":\"n1\"");

      post("n1", WINDOW0 + 62_000, 5);
      for (long now = WINDOW0 + 62_000; now <= WINDOW0 + 151_000; now += 1_000) {
        clock(now);
      }
      await().atMost(DEADLINE).until(() -> receiver.requests().size() == 2);
      assertThat(receiver.requests().get(1).body())
          .contains("\"state\":\"OK\"", "\"old_state\":\"ALARM\"");
    }
  }

  /** A router acts on a definition only when it has got it; posted points do not wait for that. */
  private void awaitInputs(int count) {
    await()
        .atMost(DEADLINE)
        .until(() -> readAll(Topics.ROUTER_DEFINITIONS.name()).size() >= count * PARTITIONS);
  }

  private List<byte[]> readAll(String topic) {
    List<byte[]> values = new ArrayList<>();
    try (Consumer<byte[], byte[]> consumer = clients.consumer("reader", Map.of())) {
      List<TopicPartition> partitions =
          consumer.partitionsFor(topic).stream()
              .map(info -> new TopicPartition(info.topic(), info.partition()))
              .toList();
      consumer.assign(partitions);
      consumer.seekToBeginning(partitions);
      Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
      while (partitions.stream().anyMatch(p -> consumer.position(p) < ends.get(p))) {
        consumer.poll(Duration.ofMillis(100)).forEach(record -> values.add(record.value()));
      }
    }
    return values;
  }

  private <T> List<T> read(Topic<T> topic) {
    var deserializer = topic.deserializer();
    return readAll(topic.name()).stream()
        .map(bytes -> deserializer.deserialize(topic.name(), bytes))
        .toList();
  }

  /** Sums of windows: a measurement lost or taken twice would change one of them. */
  @Test
  void losesAndDoublesNothingWhenItIsKilled() throws Exception {
    int windows = 40;
    int half = windows / 2;
    define("sum(x) >= 10");
    try (EngineInItsOwnJvm first = EngineInItsOwnJvm.start(broker.bootstrapServers(), directory)) {
      awaitInputs(1);
      fill(0, half);
      await().atMost(DEADLINE).until(() -> !receiver.requests().isEmpty());
      post(half, 0, 5);
      first.kill();
    }
    post(half, 5, measurements(half));
    clock(WINDOW0 + half * 60_000L + 90_000);
    fill(half + 1, windows);
    try (EngineInItsOwnJvm second = EngineInItsOwnJvm.start(broker.bootstrapServers(), directory)) {
      await().atMost(DEADLINE).until(() -> delivered().size() >= HOSTS * windows);
      assertThat(second.isAlive()).isTrue();
    }

    List<StateTransition> transitions = read(Topics.TRANSITIONS);
    assertThat(transitions).hasSize(HOSTS * windows);
    assertThat(transitions).extracting(StateTransition::id).doesNotHaveDuplicates();
    Map<String, List<StateTransition>> byAlarm = new TreeMap<>();
    transitions.forEach(t -> byAlarm.computeIfAbsent(t.alarmId(), id -> new ArrayList<>()).add(t));
    assertThat(byAlarm).hasSize(HOSTS);
    byAlarm.values().forEach(AlarmEngineIT::assertAlternates);
    assertThat(delivered()).isEqualTo(asked());
  }

  private void fill(int from, int to) throws Exception {
    for (int window = from; window < to; window++) {
      post(window, 0, measurements(window));
      clock(WINDOW0 + window * 60_000L + 90_000);
    }
  }

  private void post(int window, int from, int to) throws Exception {
    for (int host = 0; host < HOSTS; host++) {
      for (int i = from; i < to; i++) {
        post("n" + host, WINDOW0 + window * 60_000L + i * 1_000L, 1);
      }
    }
  }

  /** Of each host: what the threshold asks for in even windows, one less in odd ones. */
  private static int measurements(int window) {
    return window % 2 == 0 ? 10 : 9;
  }

  private static void assertAlternates(List<StateTransition> transitions) {
    for (int window = 0; window < transitions.size(); window++) {
      StateTransition transition = transitions.get(window);
      assertThat(transition.newState())
          .isEqualTo(window % 2 == 0 ? AlarmState.ALARM : AlarmState.OK);
      assertThat(transition.timestamp()).isEqualTo(WINDOW0 + (window + 1) * 60_000L);
      assertThat(transition.subAlarms().get(0).currentValues())
          .containsExactly((double) measurements(window));
    }
  }

  /** The ids that the receiver got, each once however often it came. */
  private Set<String> delivered() {
    return new TreeSet<>(receiver.ids());
  }

  /** The ids of all notifications that the engine wrote. */
  private Set<String> asked() {
    Set<String> ids = new TreeSet<>();
    read(Topics.NOTIFICATIONS).forEach(notification -> ids.add(notification.id()));
    return ids;
  }

  @Test
  void putsAsideWhatItCannotReadAndGoesOn() throws Exception {
    try (AlarmEngine engine = EngineInItsOwnJvm.engine(broker.bootstrapServers(), directory);
        Producer<byte[], byte[]> raw = clients.byteProducer("raw", Map.of())) {
      byte[] broken = "{\"type\":\"metrics\",".getBytes(StandardCharsets.UTF_8);
      for (int partition = 0; partition < PARTITIONS; partition++) {
        raw.send(new ProducerRecord<>(Topics.METRICS.name(), partition, null, broken)).get();
      }
      define("last(x) > 50");
      engine.start();
      awaitInputs(1);
      post("n1", T0, 1);
      post("n1", T0 + 1_000, 99);

      await().atMost(DEADLINE).until(() -> !receiver.requests().isEmpty());
      assertThat(readAll(Topics.DEAD_LETTERS)).containsExactly(broken, broken, broken);
    }
  }

  @Test
  void refusesTopicsThatDoNotFitTogether() throws Exception {
    try (Admin admin = clients.admin()) {
      admin.createPartitions(Map.of(Topics.POSTED.name(), NewPartitions.increaseTo(4))).all().get();
    }
    try (AlarmEngine engine = EngineInItsOwnJvm.engine(broker.bootstrapServers(), directory)) {
      assertThat(catchThrowable(engine::start))
          .isInstanceOf(StartException.class)
          .hasMessageContaining("miharu.posted=4")
          .hasMessageContaining("miharu.metrics=3");
    }
  }
}
