package io.miharu.logforwarder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.miharu.embedded.EmbeddedBroker;
import io.miharu.logforwarder.discovery.PodLookup;
import io.miharu.model.LogBatch;
import io.miharu.model.LogLine;
import io.miharu.model.LogRecord;
import io.miharu.model.NodeMark;
import io.miharu.model.Read;
import io.miharu.runtime.config.Configuration;
import io.miharu.runtime.health.Check;
import io.miharu.runtime.kafka.KafkaClients;
import io.miharu.runtime.kafka.KafkaConfig;
import io.miharu.runtime.kafka.TopicCreation;
import io.miharu.runtime.kafka.Topics;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LogForwarderIT {
  private static final Duration LIMIT = Duration.ofSeconds(60);

  @TempDir Path directory;
  private Path logs;
  private EmbeddedBroker broker;
  private KafkaClients clients;

  @BeforeEach
  void startBroker() throws IOException {
    logs = Files.createDirectories(directory.toRealPath().resolve("pods"));
    broker = EmbeddedBroker.startTemporary();
    clients = new KafkaClients(configuration().of(KafkaConfig.class));
    try (Admin admin = clients.admin()) {
      new TopicCreation(admin, clients.topics()).apply(List.of(Topics.LOGS));
    }
  }

  @AfterEach
  void stopBroker() {
    broker.close();
  }

  private Configuration configuration() {
    return Configuration.load(
        null,
        Map.of(),
        Map.of(
            "miharu.kafka.bootstrap",
            broker.bootstrapServers(),
            "miharu.log-forwarder.node",
            "n1",
            "miharu.log-forwarder.paths",
            logs + "/*/*/*.log",
            "miharu.log-forwarder.own-pod",
            "miharu-log-forwarder",
            "miharu.log-forwarder.checkpoint",
            directory.resolve("state/logs.json").toString()),
        List.of(KafkaConfig.class, LogForwarderConfig.class));
  }

  private LogForwarder forwarder() {
    LogForwarder forwarder =
        new LogForwarder(
            configuration().of(LogForwarderConfig.class),
            clients,
            PodLookup.none(),
            new SimpleMeterRegistry(),
            Clock.systemUTC());
    forwarder.start();
    return forwarder;
  }

  private static void write(Path file, int from, int to) throws IOException {
    Files.createDirectories(file.getParent());
    StringBuilder text = new StringBuilder();
    for (int i = from; i < to; i++) {
      text.append(Clock.systemUTC().instant()).append(" stdout F number ").append(i).append('\n');
    }
    Files.write(
        file,
        text.toString().getBytes(StandardCharsets.UTF_8),
        StandardOpenOption.CREATE,
        StandardOpenOption.APPEND);
  }

  @Test
  void everyLineArrivesOnceThoughFilesRotateAndTheForwarderIsKilled() throws Exception {
    Path file = logs.resolve("shop_web_u1/main/0.log");
    Path state = directory.resolve("state/logs.json");
    LogForwarder forwarder = forwarder();
    try (Records records = new Records()) {
      for (int part = 0; part < 20; part++) {
        write(file, part * 500, part * 500 + 500);
        int reached = part * 500 + 250;
        if (part % 3 == 2) {
          await().atMost(LIMIT).until(() -> records.poll().numbers().size() >= reached);
          Files.move(file, file.resolveSibling("0.log.20261122-2225%02d".formatted(part)));
        }
        if (part % 5 == 4) {
          // A kill forgets all since a checkpoint: closing would write one, so the older is put
          // back.
          byte[] older = Files.exists(state) ? Files.readAllBytes(state) : null;
          write(file, 100_000 + part, 100_000 + part + 1);
          await().atMost(LIMIT).until(() -> records.poll().numbers().size() >= reached);
          forwarder.close();
          if (older == null) {
            Files.deleteIfExists(state);
          } else {
            Files.write(state, older);
          }
          forwarder = forwarder();
        }
      }
      await().atMost(LIMIT).until(() -> records.poll().numbers().size() >= 10_004);
      forwarder.close();
      records.poll();

      assertThat(records.numbers()).hasSize(10_004);
      assertThat(records.counted().values()).containsOnly(1);
      assertThat(records.storeTimes()).hasSize(10_004);
      records.assertLedgerHasNoGap();
      records.assertMarksKeptTheirWord();
    } finally {
      forwarder.close();
    }
  }

  @Test
  void leavesItsOwnLinesAloneAndSaysHowItIs() throws Exception {
    write(logs.resolve("miharu_miharu-log-forwarder_u2/main/0.log"), 0, 10);
    write(logs.resolve("shop_web_u1/main/0.log"), 0, 10);
    LogForwarder forwarder = forwarder();
    try (Records records = new Records()) {
      await().atMost(LIMIT).until(() -> records.poll().marks > 2);

      assertThat(records.numbers()).hasSize(10);
      assertThat(records.pods).containsExactly("web");
      assertThat(forwarder.health()).extracting(Check::status).containsOnly(Check.Status.OK);
    } finally {
      forwarder.close();
    }
  }

  @Test
  void waitsForKafkaAndThenSendsWhatWasWritten() throws Exception {
    String address = broker.bootstrapServers();
    int port = Integer.parseInt(address.substring(address.indexOf(':') + 1));
    broker.close();
    write(logs.resolve("shop_web_u1/main/0.log"), 0, 1_000);
    LogForwarder forwarder = forwarder();
    try {
      await()
          .atMost(LIMIT)
          .until(
              () ->
                  forwarder.health().stream()
                      .anyMatch(
                          check ->
                              check.name().equals("kafka")
                                  && check.status() == Check.Status.NOT_READY));
      broker = EmbeddedBroker.start(directory.resolve("kafka"), port);
      try (Admin admin = clients.admin()) {
        new TopicCreation(admin, clients.topics()).apply(List.of(Topics.LOGS));
      }
      try (Records records = new Records()) {
        await().atMost(LIMIT).until(() -> records.poll().numbers().size() == 1_000);
        assertThat(records.counted().values()).containsOnly(1);
      }
      await()
          .atMost(LIMIT)
          .until(
              () ->
                  forwarder.health().stream().allMatch(check -> check.status() == Check.Status.OK));
    } finally {
      forwarder.close();
    }
  }

  /** What a consumer of the topic sees. */
  private final class Records implements AutoCloseable {
    private final Consumer<byte[], byte[]> consumer = clients.consumer("test", Map.of());
    private final List<LogRecord> all = new ArrayList<>();
    private final Map<String, Set<Long>> numbers = new TreeMap<>();
    private final Set<String> pods = new TreeSet<>();
    private int marks;

    Records() {
      List<TopicPartition> partitions =
          consumer.partitionsFor(Topics.LOGS.name()).stream()
              .map(info -> new TopicPartition(info.topic(), info.partition()))
              .toList();
      consumer.assign(partitions);
      consumer.seekToBeginning(partitions);
    }

    Records poll() {
      for (ConsumerRecord<byte[], byte[]> record : consumer.poll(Duration.ofMillis(100))) {
        assertThat(new String(record.key(), StandardCharsets.UTF_8)).isEqualTo("n1");
        LogRecord value = Topics.LOGS.deserializer().deserialize(record.topic(), record.value());
        all.add(value);
        if (value instanceof LogBatch batch) {
          pods.add(batch.dimensions().get("pod_name"));
          for (LogLine line : batch.lines()) {
            numbers.computeIfAbsent(line.text(), text -> new TreeSet<>()).add(line.storeTime());
          }
        } else if (value instanceof NodeMark) {
          marks++;
        }
      }
      return this;
    }

    Set<String> numbers() {
      return numbers.keySet();
    }

    Set<Long> storeTimes() {
      Set<Long> times = new TreeSet<>();
      numbers.values().forEach(times::addAll);
      return times;
    }

    /** How often each text counts by the rule of the design: start not before the last end. */
    Map<String, Integer> counted() {
      Map<String, Long> ends = new HashMap<>();
      Map<String, Integer> counts = new HashMap<>();
      for (LogRecord value : all) {
        if (value instanceof LogBatch batch) {
          for (LogLine line : batch.lines()) {
            String stream = batch.file() + line.stream();
            if (line.start() >= ends.getOrDefault(stream, 0L)) {
              ends.put(stream, line.end());
              counts.merge(line.text(), 1, Integer::sum);
            }
          }
        }
      }
      return counts;
    }

    void assertLedgerHasNoGap() {
      Map<String, Long> to = new HashMap<>();
      for (LogRecord value : all) {
        if (value instanceof Read read) {
          assertThat(read.from()).isLessThanOrEqualTo(to.getOrDefault(read.file(), 0L));
          to.merge(read.file(), read.to(), Math::max);
        }
      }
      assertThat(to).isNotEmpty();
    }

    /** No line that comes for the first time is older than a mark before it. */
    void assertMarksKeptTheirWord() {
      long through = Long.MIN_VALUE;
      Map<String, Long> ends = new HashMap<>();
      for (LogRecord value : all) {
        if (value instanceof NodeMark mark) {
          through = Math.max(through, mark.completeThrough());
        } else if (value instanceof LogBatch batch) {
          for (LogLine line : batch.lines()) {
            String stream = batch.file() + line.stream();
            if (line.start() >= ends.getOrDefault(stream, 0L)) {
              ends.put(stream, line.end());
              assertThat(Instant.ofEpochSecond(0, line.time()).toEpochMilli())
                  .isGreaterThan(through);
            }
          }
        }
      }
      assertThat(marks).isPositive();
    }

    @Override
    public void close() {
      consumer.close();
    }
  }
}
