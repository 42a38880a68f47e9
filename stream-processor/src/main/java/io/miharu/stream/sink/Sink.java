package io.miharu.stream.sink;

import io.micrometer.core.instrument.MeterRegistry;
import io.miharu.runtime.health.Check;
import io.miharu.runtime.kafka.KafkaClients;
import io.miharu.store.RecordEncoder;
import io.miharu.store.StoreWriter;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.RangeAssignor;
import org.apache.kafka.common.KafkaException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads metrics, roll-ups, posted points, log lines and transitions and writes them into the store.
 * One thread polls, several write. While the store is away nothing is lost and the membership of
 * the group goes on. Thread-safe.
 */
public final class Sink implements AutoCloseable {
  public static final String GROUP = "miharu-sink";

  private static final Logger LOG = LoggerFactory.getLogger(Sink.class);
  private static final Duration CLOSE_LIMIT = Duration.ofSeconds(8);
  private static final Duration RETRY = Duration.ofSeconds(1);

  private final KafkaClients clients;
  private final String instanceId;
  private final StoreGate gate;
  private final SinkMeters meters;
  private final DeadLetterOffice letters;
  private final List<Lane> lanes = new ArrayList<>();
  private final Thread thread = new Thread(this::run, "sink-poll");
  private final CountDownLatch closing = new CountDownLatch(1);
  private volatile @Nullable String problem;
  private volatile @Nullable SinkPoll poll;

  /**
   * @param encoders gives each writer an encoder of its own, of the same store as {@code writer}
   * @param instanceId stable over restarts and unique among sinks, so that a restart is back at
   *     once; empty for an ordinary member of the group
   */
  public Sink(
      KafkaClients clients,
      StoreWriter writer,
      Supplier<RecordEncoder> encoders,
      SinkConfig config,
      String instanceId,
      MeterRegistry registry,
      Clock clock) {
    this.clients = clients;
    this.instanceId = instanceId;
    this.gate = new StoreGate(writer, clock);
    this.meters = new SinkMeters(registry, RecordReader.topics());
    this.letters = new DeadLetterOffice(clients);
    Delivery delivery = new Delivery(gate, letters::send, meters, config.maxBackoff());
    for (int i = 0; i < config.writers(); i++) {
      String name = "sink-writer-" + i;
      lanes.add(new Lane(name, config, delivery, gate, encoders.get(), meters, clock));
    }
  }

  /** Begins to work; returns at once. */
  public void start() {
    lanes.forEach(Lane::start);
    thread.start();
  }

  /** The state of the store and of the consumer. */
  public List<Check> health() {
    String failure = problem;
    SinkPoll current = poll;
    Check consumer =
        failure == null
            ? Check.ok(
                "sink",
                "%d partitions, %d records behind"
                    .formatted(current == null ? 0 : current.partitions(), meters.lag()))
            : Check.notReady("sink", "cannot read from Kafka, trying again: " + failure);
    return List.of(gate.health(), consumer);
  }

  /** Stores what was read if the store takes it at once, commits, and stops within 10 s. */
  @Override
  public void close() {
    closing.countDown();
    SinkPoll current = poll;
    if (current != null) {
      current.wakeup();
    }
    try {
      thread.join(CLOSE_LIMIT.toMillis());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    lanes.forEach(Lane::close);
    letters.close();
  }

  private void run() {
    while (closing.getCount() > 0) {
      try {
        read();
      } catch (KafkaException e) {
        LOG.warn("Cannot read from Kafka at {}: {}", clients.bootstrap(), e.toString());
        problem = e.toString();
        awaitRetry();
      }
    }
  }

  private void read() {
    Consumer<byte[], byte[]> consumer = clients.consumer("sink", settings());
    try {
      SinkPoll current = new SinkPoll(consumer, lanes, meters);
      poll = current;
      if (problem != null) {
        LOG.info("Reading from Kafka again");
        problem = null;
      }
      current.run(closing);
    } finally {
      consumer.close(CloseOptions.timeout(RETRY));
    }
  }

  private void awaitRetry() {
    try {
      closing.await(RETRY.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private Map<String, Object> settings() {
    Map<String, Object> settings = new HashMap<>();
    settings.put(ConsumerConfig.GROUP_ID_CONFIG, GROUP);
    settings.put(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, 2_000);
    // Eager: at a rebalance every partition is given back, which keeps the hand-over simple.
    settings.put(
        ConsumerConfig.PARTITION_ASSIGNMENT_STRATEGY_CONFIG, RangeAssignor.class.getName());
    if (!instanceId.isEmpty()) {
      settings.put(ConsumerConfig.GROUP_INSTANCE_ID_CONFIG, instanceId);
    }
    return settings;
  }
}
