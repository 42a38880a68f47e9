package io.miharu.stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.miharu.embedded.EmbeddedBroker;
import io.miharu.model.Dimensions;
import io.miharu.model.Feeder;
import io.miharu.model.MetricBatch;
import io.miharu.model.MetricRecord;
import io.miharu.model.NodeMark;
import io.miharu.model.Rollup;
import io.miharu.model.RollupBatch;
import io.miharu.model.SampleBatch;
import io.miharu.model.SampleRecord;
import io.miharu.model.TaskMark;
import io.miharu.model.Values;
import io.miharu.runtime.config.Configuration;
import io.miharu.runtime.health.Check;
import io.miharu.runtime.kafka.KafkaClients;
import io.miharu.runtime.kafka.KafkaConfig;
import io.miharu.runtime.kafka.Topic;
import io.miharu.runtime.kafka.TopicCreation;
import io.miharu.runtime.kafka.Topics;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.Deserializer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StreamProcessorIT {
  private static final Duration LIMIT = Duration.ofSeconds(60);
  private static final Dimensions NAMESPACE = Dimensions.of("namespace", "shop");
  private static final List<String> NODES = List.of("n1", "n2", "n3", "n4", "n5");
  private static final int SCRAPES = 41;

  /** Ten minutes ago, on the minute: progress must not have passed it before the samples come. */
  private static final long START =
      Math.floorDiv(Clock.systemUTC().millis(), 60_000) * 60_000 - 600_000;

  @TempDir Path stateDirectory;
  private EmbeddedBroker broker;
  private KafkaClients clients;
  private Producer<String, SampleRecord> producer;
  private final List<MetricRecord> metrics = new ArrayList<>();
  private final List<RollupBatch> rollups = new ArrayList<>();

  @BeforeEach
  void start() {
    broker = EmbeddedBroker.startTemporary();
    clients =
        new KafkaClients(
            config(Map.of("miharu.kafka.bootstrap", broker.bootstrapServers()), KafkaConfig.class));
    try (Admin admin = clients.admin()) {
      new TopicCreation(admin, clients.topics()).apply(Topics.all());
    }
    producer = clients.producer("test", Topics.SAMPLES, Map.of());
  }

  @AfterEach
  void stop() {
    producer.close();
    broker.close();
  }

  @Test
  void losesAndDoublesNothingWhenItIsRestartedUnderway() throws Exception {
    int half = SCRAPES / 2;
    send(0, half);
    try (StreamProcessor first = process();
        Consumer<byte[], byte[]> metricReader = reader(Topics.METRICS)) {
      first.start();
      await()
          .atMost(LIMIT)
          .until(
              () -> {
                read(metricReader, Topics.METRICS, metrics);
                return batches().size() > NODES.size();
              });
    }
    metrics.clear();
    send(half, SCRAPES);

    try (StreamProcessor second = process();
        Consumer<byte[], byte[]> metricReader = reader(Topics.METRICS);
        Consumer<byte[], byte[]> rollupReader = reader(Topics.ROLLUPS)) {
      second.start();
      await()
          .atMost(LIMIT)
          .until(
              () -> {
                read(metricReader, Topics.METRICS, metrics);
                read(rollupReader, Topics.ROLLUPS, rollups);
                return namespaceIncrease() >= expectedIncrease() && marked(Feeder.ROLLUPS);
              });
      assertThat(second.health()).extracting(Check::status).containsOnly(Check.Status.OK);
    }

    List<MetricBatch> raw = batches().stream().filter(batch -> !batch.window()).toList();
    assertThat(raw).hasSize(NODES.size() * SCRAPES);
    Set<String> points = new HashSet<>();
    raw.forEach(batch -> points.add(batch.dimensions() + "@" + batch.timestamp()));
    assertThat(points).as("each point once").hasSize(NODES.size() * SCRAPES);
    assertThat(raw)
        .filteredOn(batch -> batch.timestamp() > START)
        .allSatisfy(
            batch -> assertThat(batch.values().get("container.cpu.total_time_sec")).isEqualTo(0.2));
    assertThat(namespaceIncrease()).isEqualTo(expectedIncrease());
    assertThat(marked(Feeder.RATES)).isTrue();
    assertThat(marked(Feeder.LOGMETRICS)).isTrue();
  }

  /** One container on each node, 3 s of CPU time every 15 s. */
  private void send(int from, int to) {
    for (int scrape = from; scrape < to; scrape++) {
      for (String node : NODES) {
        long timestamp = START + scrape * 15_000L;
        Dimensions dimensions =
            Dimensions.of(
                "hostname",
                node,
                "namespace",
                "shop",
                "pod_name",
                "web-" + node,
                "container_name",
                "app");
        Values cpu = Values.of("container.cpu.total_time", 100 + 3 * scrape);
        send(node, new SampleBatch("acme", dimensions, timestamp, null, Values.empty(), cpu));
        send(node, new NodeMark("collector", node, timestamp, 15_000));
      }
    }
    producer.flush();
  }

  private void send(String node, SampleRecord record) {
    producer.send(new ProducerRecord<>(Topics.SAMPLES.name(), node, record));
  }

  /** Of the ten closed minutes: the sample on the last minute's end belongs to the next. */
  private static double expectedIncrease() {
    return NODES.size() * 3.0 * (SCRAPES - 2);
  }

  private double namespaceIncrease() {
    return rollups.stream()
        .filter(batch -> batch.dimensions().equals(NAMESPACE))
        .flatMap(batch -> batch.metrics().stream())
        .filter(rollup -> rollup.name().equals("namespace.cpu.total_time"))
        .mapToDouble(Rollup::total)
        .sum();
  }

  private boolean marked(Feeder feeder) {
    return metrics.stream()
        .anyMatch(record -> record instanceof TaskMark mark && mark.feeder() == feeder);
  }

  private List<MetricBatch> batches() {
    return metrics.stream()
        .filter(MetricBatch.class::isInstance)
        .map(MetricBatch.class::cast)
        .toList();
  }

  private StreamProcessor process() {
    StreamProcessorConfig config =
        config(
            Map.of("miharu.stream-processor.state-dir", stateDirectory.toString()),
            StreamProcessorConfig.class);
    return new StreamProcessor(
        config, clients, new SimpleMeterRegistry(), Clock.systemUTC(), List.of());
  }

  private Consumer<byte[], byte[]> reader(Topic<?> topic) {
    Consumer<byte[], byte[]> consumer = clients.consumer("test", Map.of());
    List<TopicPartition> partitions =
        consumer.partitionsFor(topic.name()).stream()
            .map(info -> new TopicPartition(topic.name(), info.partition()))
            .toList();
    consumer.assign(partitions);
    consumer.seekToBeginning(partitions);
    return consumer;
  }

  private static <T> void read(
      Consumer<byte[], byte[]> consumer, Topic<T> topic, List<? super T> into) {
    Deserializer<T> deserializer = topic.deserializer();
    consumer
        .poll(Duration.ofMillis(100))
        .forEach(record -> into.add(deserializer.deserialize(topic.name(), record.value())));
  }

  private static <T> T config(Map<String, String> settings, Class<T> type) {
    return Configuration.load(null, Map.of(), settings, List.of(type)).of(type);
  }
}
