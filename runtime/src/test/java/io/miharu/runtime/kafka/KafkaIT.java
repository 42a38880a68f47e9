package io.miharu.runtime.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.miharu.embedded.EmbeddedBroker;
import io.miharu.model.Definition;
import io.miharu.model.NotificationMethod;
import io.miharu.runtime.StartException;
import io.miharu.runtime.config.Configuration;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.config.ConfigResource;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class KafkaIT {
  private static final Duration LIMIT = Duration.ofSeconds(30);

  private static EmbeddedBroker broker;
  private static KafkaClients clients;

  @BeforeAll
  static void start() {
    broker = EmbeddedBroker.startTemporary();
    clients = clients(Map.of());
    try (Admin admin = clients.admin()) {
      new TopicCreation(admin, clients.topics()).apply(Topics.all());
    }
  }

  @AfterAll
  static void stop() {
    broker.close();
  }

  @Test
  void topicsTakeAppendTimeAndSecondApplicationChangesNothing() throws Exception {
    try (Admin admin = clients.admin()) {
      assertThat(new TopicCreation(admin, clients.topics()).apply(Topics.all())).isZero();
      for (Topic<?> topic : Topics.all()) {
        ConfigResource resource = new ConfigResource(ConfigResource.Type.TOPIC, topic.name());
        assertThat(
                admin
                    .describeConfigs(List.of(resource))
                    .all()
                    .get()
                    .get(resource)
                    .get("message.timestamp.type")
                    .value())
            .isEqualTo("LogAppendTime");
      }
    }
  }

  @Test
  void anotherNumberOfPartitionsIsRefusedWithTheRemedy() {
    KafkaClients other = clients(Map.of("miharu.kafka.topics.partitions", "5"));
    try (Admin admin = other.admin()) {
      TopicCreation creation = new TopicCreation(admin, other.topics());
      assertThatThrownBy(() -> creation.apply(Topics.all()))
          .isInstanceOf(StartException.class)
          .hasMessageContaining("miharu.samples has 3 partitions, expected 5")
          .hasMessageContaining("miharu.kafka.topics.partitions");
    }
  }

  @Test
  void viewHoldsTheLatestOfEachKeyAndForgetsTheDeleted() throws Exception {
    List<String> seen = Collections.synchronizedList(new ArrayList<>());
    try (Producer<String, Definition> producer =
            clients.producer("test", Topics.DEFINITIONS, Map.of());
        Producer<byte[], byte[]> bytes = clients.byteProducer("test-bytes", Map.of())) {
      producer.send(new ProducerRecord<>(Topics.DEFINITIONS.name(), "a", method("old"))).get();
      bytes
          .send(
              new ProducerRecord<>(
                  Topics.DEFINITIONS.name(),
                  "broken".getBytes(StandardCharsets.UTF_8),
                  "{".getBytes(StandardCharsets.UTF_8)))
          .get();
      try (CompactedView<Definition> view =
          new CompactedView<>(
                  clients,
                  "test-view",
                  Topics.DEFINITIONS,
                  (key, value) -> seen.add(key + (value == null ? " gone" : " " + value.name())))
              .start()) {
        assertThat(view.awaitCaughtUp(LIMIT)).isTrue();
        assertThat(view.get("a")).isEqualTo(method("old"));
        producer.send(new ProducerRecord<>(Topics.DEFINITIONS.name(), "a", method("new"))).get();
        RecordMetadata last =
            producer.send(new ProducerRecord<>(Topics.DEFINITIONS.name(), "b", method("b"))).get();
        assertThat(view.await(last.partition(), last.offset(), LIMIT)).isTrue();
        assertThat(view.get("a")).isEqualTo(method("new"));
        producer.send(new ProducerRecord<>(Topics.DEFINITIONS.name(), "b", null)).get();
        await().atMost(LIMIT).until(() -> view.get("b") == null);
        assertThat(seen).containsExactly("a old", "a new", "b b", "b gone");
        assertThat(view.values()).hasSize(1);
      }
    }
  }

  @Test
  void viewOfABrokerThatIsAwaySaysSo() {
    KafkaClients nowhere = clients(Map.of("miharu.kafka.bootstrap", "127.0.0.1:1"));
    try (CompactedView<Definition> view =
        new CompactedView<>(nowhere, "test-nowhere", Topics.DEFINITIONS, (key, value) -> {})
            .start()) {
      assertThat(view.awaitCaughtUp(Duration.ofMillis(200))).isFalse();
      assertThat(view.health().status().name()).isEqualTo("NOT_READY");
    }
  }

  @Test
  void deadLetterNamesItsSourceAndCause() throws Exception {
    byte[] value = {1, 2, 3};
    try (Producer<byte[], byte[]> producer = clients.byteProducer("test", Map.of());
        Consumer<byte[], byte[]> consumer = clients.consumer("test", Map.of())) {
      RecordMetadata sent =
          new DeadLetters(producer)
              .send(
                  new ConsumerRecord<>("miharu.logs", 2, 42, null, value), "Undecodable", "no JSON")
              .get();
      TopicPartition partition = new TopicPartition(sent.topic(), sent.partition());
      consumer.assign(List.of(partition));
      consumer.seek(partition, sent.offset());
      ConsumerRecord<byte[], byte[]> letter =
          await()
              .atMost(LIMIT)
              .until(() -> consumer.poll(Duration.ofMillis(100)), records -> !records.isEmpty())
              .iterator()
              .next();
      assertThat(letter.value()).isEqualTo(value);
      assertThat(header(letter, DeadLetters.TOPIC_HEADER)).isEqualTo("miharu.logs");
      assertThat(header(letter, DeadLetters.PARTITION_HEADER)).isEqualTo("2");
      assertThat(header(letter, DeadLetters.OFFSET_HEADER)).isEqualTo("42");
      assertThat(header(letter, DeadLetters.EXCEPTION_HEADER)).isEqualTo("Undecodable");
      assertThat(header(letter, DeadLetters.MESSAGE_HEADER)).isEqualTo("no JSON");
    }
  }

  private static String header(ConsumerRecord<byte[], byte[]> record, String name) {
    return new String(record.headers().lastHeader(name).value(), StandardCharsets.UTF_8);
  }

  private static NotificationMethod method(String name) {
    return new NotificationMethod("id", "t", name, "WEBHOOK", "http://localhost/", 0, 1, 1);
  }

  private static KafkaClients clients(Map<String, String> settings) {
    Map<String, String> all = new HashMap<>(settings);
    all.putIfAbsent("miharu.kafka.bootstrap", broker.bootstrapServers());
    return new KafkaClients(
        Configuration.load(null, Map.of(), all, List.of(KafkaConfig.class)).of(KafkaConfig.class));
  }
}
