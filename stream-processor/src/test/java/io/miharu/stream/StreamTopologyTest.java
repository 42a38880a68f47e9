package io.miharu.stream;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.miharu.model.ClockMark;
import io.miharu.model.Dimensions;
import io.miharu.model.Feeder;
import io.miharu.model.LogBatch;
import io.miharu.model.LogLevel;
import io.miharu.model.LogLine;
import io.miharu.model.LogRecord;
import io.miharu.model.MetricBatch;
import io.miharu.model.MetricRecord;
import io.miharu.model.NodeMark;
import io.miharu.model.PartialRecord;
import io.miharu.model.Read;
import io.miharu.model.Rollup;
import io.miharu.model.RollupBatch;
import io.miharu.model.SampleBatch;
import io.miharu.model.SampleRecord;
import io.miharu.model.TaskMark;
import io.miharu.model.Values;
import io.miharu.runtime.kafka.Topic;
import io.miharu.runtime.kafka.Topics;
import io.miharu.stream.meters.StreamMeters;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Properties;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.TestInputTopic;
import org.apache.kafka.streams.TestOutputTopic;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.TopologyTestDriver;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StreamTopologyTest {
  private static final long START = 1_800_000_000_000L;
  private static final Dimensions NAMESPACE = Dimensions.of("namespace", "shop");

  @TempDir Path stateDirectory;
  private TopologyTestDriver driver;
  private TestInputTopic<String, SampleRecord> samples;
  private TestInputTopic<String, LogRecord> logs;
  private TestOutputTopic<String, MetricRecord> metrics;
  private TestOutputTopic<String, RollupBatch> rollups;
  private TestOutputTopic<String, PartialRecord> partials;

  @BeforeEach
  void start() {
    Properties properties = new Properties();
    properties.put("application.id", "test");
    properties.put("bootstrap.servers", "unused:1");
    properties.put("state.dir", stateDirectory.toString());
    properties.put("ensure.explicit.internal.resource.naming", true);
    properties.put(
        "deserialization.exception.handler",
        "org.apache.kafka.streams.errors.LogAndContinueExceptionHandler");
    properties.put("errors.dead.letter.queue.topic.name", Topics.DEAD_LETTERS);
    driver = new TopologyTestDriver(topology(), properties);
    samples = input(Topics.SAMPLES);
    logs = input(Topics.LOGS);
    metrics = output(Topics.METRICS);
    rollups = output(Topics.ROLLUPS);
    partials = output(Topics.ROLLUP_PARTIALS);
  }

  @AfterEach
  void stop() {
    driver.close();
  }

  private static Topology topology() {
    StreamTopology.Settings settings =
        new StreamTopology.Settings(
            Duration.ofSeconds(30), Duration.ofSeconds(10), "operators", 1, 1, 1);
    return StreamTopology.build(settings, new StreamMeters(new SimpleMeterRegistry()));
  }

  private <T> TestInputTopic<String, T> input(Topic<T> topic) {
    return driver.createInputTopic(topic.name(), topic.keySerde().serializer(), topic.serializer());
  }

  private <T> TestOutputTopic<String, T> output(Topic<T> topic) {
    return driver.createOutputTopic(
        topic.name(), topic.keySerde().deserializer(), topic.deserializer());
  }

  @Test
  void keepsTheNamesThatStoredStateDependsOn() throws IOException {
    try (InputStream pinned = getClass().getResourceAsStream("topology.txt")) {
      assertThat(topology().describe().toString())
          .isEqualTo(new String(pinned.readAllBytes(), StandardCharsets.UTF_8));
    }
  }

  @Test
  void turnsSamplesIntoRatesAndRollUpsOverNodes() {
    for (String node : List.of("n1", "n2")) {
      samples.pipeInput(node, batch(node, 0, 100));
      samples.pipeInput(node, batch(node, 20_000, node.equals("n1") ? 110 : 130));
      samples.pipeInput(node, new NodeMark("collector", node, START + 60_500, 15_000));
    }
    samples.pipeInput("", new ClockMark(START + 61_000));

    List<MetricRecord> records = metrics.readValuesToList();
    assertThat(batches(records))
        .filteredOn(batch -> batch.values().contains("container.cpu.total_time_sec"))
        .extracting(batch -> batch.values().get("container.cpu.total_time_sec"))
        .containsExactly(0.5, 1.5);
    assertThat(batches(records))
        .filteredOn(batch -> batch.dimensions().equals(NAMESPACE))
        .containsExactly(
            new MetricBatch(
                "acme",
                NAMESPACE,
                START,
                Feeder.ROLLUPS,
                true,
                Values.of("namespace.cpu.total_time", 40.0, "namespace.cpu.total_time_sec", 2.0)));
    assertThat(rollups.readValuesToList())
        .filteredOn(batch -> batch.dimensions().equals(NAMESPACE))
        .singleElement()
        .satisfies(
            batch ->
                assertThat(batch.metrics())
                    .contains(new Rollup("namespace.cpu.total_time", 40, 440, 4, 100, 130)));
    assertThat(records)
        .contains(
            new TaskMark(Feeder.RATES, 0, 1, START + 60_500, START + 61_000),
            new TaskMark(Feeder.ROLLUPS, 0, 1, START + 59_999, START + 61_000));
  }

  @Test
  void tellsProgressBehindWhatItSpeaksOf() {
    samples.pipeInput("n1", batch("n1", 0, 100));
    samples.pipeInput("n1", new NodeMark("collector", "n1", START + 60_500, 15_000));
    samples.pipeInput("", new ClockMark(START + 61_000));

    List<PartialRecord> order = partials.readValuesToList();
    assertThat(order).hasSize(4);
    assertThat(order.get(3)).isInstanceOf(TaskMark.class);
  }

  @Test
  void countsLogLines() {
    long ns = (START + 3) * 1_000_000;
    LogLine line = new LogLine("stdout", 0, 42, LogLevel.ERROR, ns, ns, "it broke");
    LogBatch batch = new LogBatch("acme", NAMESPACE, "n1", "file", List.of(line));
    logs.pipeInput("n1", batch);
    logs.pipeInput(
        "n1", new Read("acme", NAMESPACE, "n1", "file", "/var/log/x", 0, 42, false, false));
    logs.pipeInput("n1", batch);
    logs.pipeInput("n1", new NodeMark("log-forwarder", "n1", START + 10_000, 0));
    logs.pipeInput("", new ClockMark(START + 10_500));

    assertThat(metrics.readValuesToList())
        .containsExactly(
            new MetricBatch(
                "acme",
                NAMESPACE,
                START,
                Feeder.LOGMETRICS,
                false,
                Values.builder()
                    .put("log.lines", 1)
                    .put("log.bytes", 42)
                    .put("log.errors", 1)
                    .build()),
            new TaskMark(Feeder.LOGMETRICS, 0, 1, START + 9_999, START + 10_500));
  }

  @Test
  void putsUndecodableRecordsAsideAndGoesOn() {
    TestInputTopic<String, String> raw =
        driver.createInputTopic(
            Topics.SAMPLES.name(), Serdes.String().serializer(), Serdes.String().serializer());
    raw.pipeInput("n1", "{");
    raw.pipeInput("n1", "{\"type\":\"samples\",\"timestamp\":1}");
    samples.pipeInput("n1", null);
    samples.pipeInput(null, batch("n1", 0, 100));
    samples.pipeInput("n1", batch("n1", 0, 100));

    assertThat(
            driver
                .createOutputTopic(
                    Topics.DEAD_LETTERS,
                    Serdes.String().deserializer(),
                    Serdes.String().deserializer())
                .readValuesToList())
        .containsExactly("{", "{\"type\":\"samples\",\"timestamp\":1}");
    assertThat(metrics.readValuesToList()).hasSize(1);
  }

  private static List<MetricBatch> batches(List<MetricRecord> records) {
    return records.stream()
        .filter(MetricBatch.class::isInstance)
        .map(MetricBatch.class::cast)
        .toList();
  }

  private static SampleBatch batch(String node, long atMs, double cpu) {
    return new SampleBatch(
        "acme",
        Dimensions.of(
            "hostname",
            node,
            "namespace",
            "shop",
            "pod_name",
            "web-0",
            "container_name",
            "app",
            "owner_type",
            "deployment",
            "deployment",
            "web"),
        START + atMs,
        null,
        Values.empty(),
        Values.of("container.cpu.total_time", cpu));
  }
}
