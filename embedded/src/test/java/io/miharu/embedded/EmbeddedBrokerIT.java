package io.miharu.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EmbeddedBrokerIT {
  @TempDir Path directory;

  @Test
  void keepsRecordsOverARestartOnAnotherPort() throws Exception {
    String clusterId;
    try (var broker = EmbeddedBroker.start(directory, 0)) {
      createTopic(broker, "numbers");
      send(broker, "numbers", 0, 100);
      clusterId = clusterId(broker);
    }
    try (var broker = EmbeddedBroker.start(directory, 0)) {
      assertThat(read(broker, "numbers", 100)).hasSize(100);
      assertThat(clusterId(broker)).isEqualTo(clusterId);
    }
  }

  @Test
  void keepsAcknowledgedRecordsWhenItsJvmIsKilledUnderLoad() throws Exception {
    var child =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                BrokerUnderLoad.class.getName(),
                directory.toString())
            .redirectErrorStream(true)
            .start();
    long acknowledged = 0;
    try (var reader = child.inputReader()) {
      while (acknowledged < 500) {
        var line = reader.readLine();
        if (line.startsWith(BrokerUnderLoad.ACKNOWLEDGED)) {
          acknowledged = Long.parseLong(line.substring(BrokerUnderLoad.ACKNOWLEDGED.length()));
        }
      }
    } finally {
      child.destroyForcibly().waitFor();
    }
    try (var broker = EmbeddedBroker.start(directory, 0)) {
      assertThat(read(broker, BrokerUnderLoad.TOPIC, (int) acknowledged))
          .hasSizeGreaterThanOrEqualTo((int) acknowledged);
    }
  }

  @Test
  void startsOverAnInterruptedFirstStart() throws Exception {
    Files.writeString(directory.resolve("bootstrap.checkpoint"), "");
    try (var broker = EmbeddedBroker.start(directory, 0)) {
      assertThat(clusterId(broker)).isNotBlank();
    }
  }

  @Test
  void namesThePortThatIsInUseAndTheRemedy() throws IOException {
    try (var other = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
      assertThatThrownBy(() -> EmbeddedBroker.start(directory, other.getLocalPort()))
          .isInstanceOf(ServerStartException.class)
          .hasMessageContaining("127.0.0.1:" + other.getLocalPort())
          .hasMessageContaining("choose another port");
    }
  }

  @Test
  void refusesAPathWithAComma() {
    assertThatThrownBy(() -> EmbeddedBroker.start(directory.resolve("a,b"), 0))
        .isInstanceOf(ServerStartException.class)
        .hasMessageContaining("comma");
    assertThat(directory.resolve("a,b")).doesNotExist();
  }

  @Test
  void runsInAPathWithBlanks() throws Exception {
    try (var broker = EmbeddedBroker.start(directory.resolve("with blank"), 0)) {
      createTopic(broker, "numbers");
      send(broker, "numbers", 0, 1);
      assertThat(read(broker, "numbers", 1)).containsExactly("0");
    }
  }

  @Test
  void deletesItsTemporaryDirectory() throws Exception {
    var broker = EmbeddedBroker.startTemporary();
    createTopic(broker, "numbers");
    assertThat(broker.dataDirectory()).isNotEmptyDirectory();
    broker.close();
    assertThat(broker.dataDirectory()).doesNotExist();
  }

  static void createTopic(EmbeddedBroker broker, String topic) throws Exception {
    try (var admin = Admin.create(Map.of("bootstrap.servers", broker.bootstrapServers()))) {
      admin.createTopics(Set.of(new NewTopic(topic, 1, (short) 1))).all().get(30, TimeUnit.SECONDS);
      Awaitility.await()
          .ignoreExceptions()
          .until(
              () ->
                  admin
                          .listOffsets(Map.of(new TopicPartition(topic, 0), OffsetSpec.latest()))
                          .all()
                          .get(5, TimeUnit.SECONDS)
                      != null);
    }
  }

  private static String clusterId(EmbeddedBroker broker) throws Exception {
    try (var admin = Admin.create(Map.of("bootstrap.servers", broker.bootstrapServers()))) {
      return admin.describeCluster().clusterId().get(30, TimeUnit.SECONDS);
    }
  }

  static KafkaProducer<String, String> producer(EmbeddedBroker broker) {
    return new KafkaProducer<>(
        Map.of("bootstrap.servers", broker.bootstrapServers(), "acks", "all"),
        new StringSerializer(),
        new StringSerializer());
  }

  private static void send(EmbeddedBroker broker, String topic, int from, int to) throws Exception {
    try (var producer = producer(broker)) {
      for (int i = from; i < to; i++) {
        producer.send(new ProducerRecord<>(topic, String.valueOf(i))).get(30, TimeUnit.SECONDS);
      }
    }
  }

  private static List<String> read(EmbeddedBroker broker, String topic, int atLeast) {
    try (var consumer =
        new KafkaConsumer<>(
            Map.<String, Object>of(
                "bootstrap.servers", broker.bootstrapServers(), "auto.offset.reset", "earliest"),
            new StringDeserializer(),
            new StringDeserializer())) {
      var partition = new TopicPartition(topic, 0);
      consumer.assign(List.of(partition));
      consumer.seekToBeginning(List.of(partition));
      var values = new ArrayList<String>();
      Awaitility.await()
          .atMost(Duration.ofSeconds(60))
          .until(
              () -> {
                consumer.poll(Duration.ofMillis(200)).forEach(r -> values.add(r.value()));
                return values.size() >= atLeast;
              });
      return values;
    }
  }
}
