package io.miharu.collector;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.miharu.embedded.EmbeddedBroker;
import io.miharu.model.NodeMark;
import io.miharu.model.SampleBatch;
import io.miharu.model.SampleRecord;
import io.miharu.runtime.StartException;
import io.miharu.runtime.config.Configuration;
import io.miharu.runtime.health.Check;
import io.miharu.runtime.kafka.KafkaClients;
import io.miharu.runtime.kafka.KafkaConfig;
import io.miharu.runtime.kafka.TopicCreation;
import io.miharu.runtime.kafka.Topics;
import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CollectorIT {
  private static final Duration LIMIT = Duration.ofSeconds(60);
  private static final long NOW_MS = 1795386254500L;

  private static EmbeddedBroker broker;

  private ScrapeTarget first;
  private ScrapeTarget second;

  @BeforeAll
  static void startBroker() {
    broker = EmbeddedBroker.startTemporary();
    KafkaClients clients = clients(configuration(Map.of()));
    try (Admin admin = clients.admin()) {
      new TopicCreation(admin, clients.topics()).apply(List.of(Topics.SAMPLES));
    }
  }

  @AfterAll
  static void stopBroker() {
    broker.close();
  }

  @BeforeEach
  void openTargets() throws IOException {
    first = new ScrapeTarget();
    second = new ScrapeTarget();
  }

  @AfterEach
  void closeTargets() {
    first.close();
    second.close();
  }

  @Test
  void sendsBatchesAndThenMarkToPartitionOfNode() throws URISyntaxException {
    first.serve(Captures.text("kubelet-small.txt"));
    Map<String, String> settings =
        Map.of(
            "miharu.collector.node", "n7",
            "miharu.collector.pods-file", resource("/pods.json"),
            "miharu.collector.targets[0].url", first.url().toString());
    try (Collector collector = collector(settings)) {
      collector.start();
      List<ConsumerRecord<byte[], byte[]>> records = recordsUntilMark("n7");
      assertThat(records).hasSize(5);
      assertThat(records)
          .extracting(ConsumerRecord::partition)
          .containsOnly(records.get(0).partition());
      List<SampleRecord> values = records.stream().map(CollectorIT::value).toList();
      assertThat(values.subList(0, 4)).hasOnlyElementsOfType(SampleBatch.class);
      assertThat(values.subList(0, 4))
          .anySatisfy(
              value ->
                  assertThat(((SampleBatch) value).dimensions().get("deployment"))
                      .isEqualTo("orders"));
      assertThat(values.get(4)).isEqualTo(new NodeMark("collector", "n7", NOW_MS - 2_000, 15_000));
      await()
          .atMost(LIMIT)
          .untilAsserted(
              () ->
                  assertThat(collector.health())
                      .hasSize(3)
                      .allMatch(check -> check.status() == Check.Status.OK));
      assertThat(collector.summary()).contains(first.url() + "/metrics");
    }
  }

  @Test
  void goesOnWithOthersWhenOneTargetFails() {
    second.serve(Captures.text("cadvisor-small.txt"));
    Map<String, String> settings = new HashMap<>();
    settings.put("miharu.collector.targets[0].url", first.url().toString());
    settings.put("miharu.collector.targets[0].node", "bad");
    settings.put("miharu.collector.targets[1].url", second.url().toString());
    settings.put("miharu.collector.targets[1].node", "good");
    try (Collector collector = collector(settings)) {
      collector.start();
      assertThat(recordsUntilMark("good")).hasSizeGreaterThan(1);
      await()
          .atMost(LIMIT)
          .untilAsserted(
              () ->
                  assertThat(collector.health())
                      .filteredOn(check -> check.status() == Check.Status.DEGRADED)
                      .singleElement()
                      .satisfies(check -> assertThat(check.detail()).contains("503")));
    }
  }

  @Test
  void waitsForPodsBeforeTheFirstScrape(@TempDir Path folder) throws Exception {
    first.serve(Captures.text("kubelet-small.txt"));
    Path pods = folder.resolve("pods.json");
    Map<String, String> settings =
        Map.of(
            "miharu.collector.node", "waiting",
            "miharu.collector.pods-file", pods.toString(),
            "miharu.collector.targets[0].url", first.url().toString());
    try (Collector collector = collector(settings)) {
      collector.start();
      Files.copy(Path.of(resource("/pods.json")), pods);
      assertThat(recordsUntilMark("waiting"))
          .map(CollectorIT::value)
          .filteredOn(SampleBatch.class::isInstance)
          .map(value -> ((SampleBatch) value).dimensions())
          .filteredOn(dimensions -> dimensions.containsKey("pod_name"))
          .hasSize(3)
          .allMatch(dimensions -> "orders".equals(dimensions.get("app")));
    }
  }

  @Test
  void refusesTwoTargetsOfOneNode() {
    Map<String, String> settings =
        Map.of(
            "miharu.collector.node", "n7",
            "miharu.collector.targets[0].url", first.url().toString(),
            "miharu.collector.targets[1].url", second.url().toString());
    try (Collector collector = collector(settings)) {
      assertThatThrownBy(collector::start)
          .isInstanceOf(StartException.class)
          .hasMessageContaining("node n7");
    }
  }

  private static Collector collector(Map<String, String> settings) {
    Configuration configuration = configuration(settings);
    return new Collector(
        configuration.of(CollectorConfig.class),
        clients(configuration),
        new SimpleMeterRegistry(),
        Clock.fixed(Instant.ofEpochMilli(NOW_MS), ZoneOffset.UTC));
  }

  private static Configuration configuration(Map<String, String> settings) {
    Map<String, String> all = new HashMap<>(settings);
    all.put("miharu.kafka.bootstrap", broker.bootstrapServers());
    return Configuration.load(
        null, Map.of(), all, List.of(KafkaConfig.class, CollectorConfig.class));
  }

  private static KafkaClients clients(Configuration configuration) {
    return new KafkaClients(configuration.of(KafkaConfig.class));
  }

  private static List<ConsumerRecord<byte[], byte[]>> recordsUntilMark(String node) {
    List<ConsumerRecord<byte[], byte[]>> records = new ArrayList<>();
    try (Consumer<byte[], byte[]> consumer =
        clients(configuration(Map.of())).consumer("test", Map.of())) {
      consumer.assign(
          IntStream.range(0, 3)
              .mapToObj(i -> new TopicPartition(Topics.SAMPLES.name(), i))
              .toList());
      consumer.seekToBeginning(consumer.assignment());
      await()
          .atMost(LIMIT)
          .until(
              () -> {
                consumer
                    .poll(Duration.ofMillis(100))
                    .forEach(
                        record -> {
                          if (new String(record.key()).equals(node)) {
                            records.add(record);
                          }
                        });
                return !records.isEmpty()
                    && value(records.get(records.size() - 1)) instanceof NodeMark;
              });
    }
    return records;
  }

  private static SampleRecord value(ConsumerRecord<byte[], byte[]> record) {
    return Topics.SAMPLES.deserializer().deserialize(record.topic(), record.value());
  }

  private static String resource(String name) throws URISyntaxException {
    URI uri = CollectorIT.class.getResource(name).toURI();
    return Path.of(uri).toString();
  }
}
