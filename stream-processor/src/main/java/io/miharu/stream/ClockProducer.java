package io.miharu.stream;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.miharu.model.ClockMark;
import io.miharu.runtime.kafka.KafkaClients;
import io.miharu.runtime.kafka.Topic;
import io.miharu.runtime.kafka.Topics;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.Serializer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes the wall clock data: a {@link ClockMark} once a second in every partition of samples, logs
 * and posted, so that empty partitions move too. A mark that cannot be delivered within seconds is
 * given up, since the next one says more. Several instances may do this at once.
 */
final class ClockProducer implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(ClockProducer.class);
  private static final long INTERVAL_MS = 1_000;
  private static final Duration CLOSE = Duration.ofSeconds(1);

  private final Producer<byte[], byte[]> producer;
  private final Map<Topic<?>, Integer> partitions;
  private final Clock clock;
  private final Counter errors;
  private final AtomicBoolean failing = new AtomicBoolean();
  private final ScheduledExecutorService ticker =
      Executors.newSingleThreadScheduledExecutor(
          task -> {
            Thread thread = new Thread(task, "clock-producer");
            thread.setDaemon(true);
            return thread;
          });

  /**
   * @param partitions how many each of samples, logs and posted has
   */
  ClockProducer(
      KafkaClients clients,
      String instanceId,
      Map<Topic<?>, Integer> partitions,
      Clock clock,
      MeterRegistry meters) {
    this.producer =
        clients.byteProducer(
            "miharu-clock-" + instanceId,
            Map.of(
                ProducerConfig.MAX_BLOCK_MS_CONFIG, INTERVAL_MS,
                ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, 3_000,
                ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, 5_000));
    this.partitions = Map.copyOf(partitions);
    this.clock = clock;
    this.errors =
        Counter.builder("miharu.stream.clock.errors")
            .description("Clock marks that could not be written")
            .register(meters);
  }

  void start() {
    ticker.scheduleAtFixedRate(this::tick, 0, INTERVAL_MS, TimeUnit.MILLISECONDS);
  }

  private void tick() {
    ClockMark mark = new ClockMark(clock.millis());
    send(Topics.SAMPLES, Topics.SAMPLES.serializer(), mark);
    send(Topics.LOGS, Topics.LOGS.serializer(), mark);
    send(Topics.POSTED, Topics.POSTED.serializer(), mark);
  }

  private <T> void send(Topic<T> topic, Serializer<? super T> serializer, T mark) {
    byte[] value = serializer.serialize(topic.name(), mark);
    for (int partition = 0; partition < partitions.getOrDefault(topic, 0); partition++) {
      try {
        producer.send(
            new ProducerRecord<>(topic.name(), partition, null, value),
            (metadata, error) -> sent(error));
      } catch (RuntimeException e) {
        sent(e); // An exception out of a tick would end all further ones.
      }
    }
  }

  private void sent(@Nullable Exception error) {
    if (error != null) {
      errors.increment();
      if (failing.compareAndSet(false, true)) {
        LOG.warn("Clock marks cannot be written, progress stands still: {}", error.toString());
      }
    } else if (failing.compareAndSet(true, false)) {
      LOG.info("Clock marks are written again");
    }
  }

  /** Whether the last mark could not be written. */
  boolean isFailing() {
    return failing.get();
  }

  @Override
  public void close() {
    ticker.shutdownNow();
    producer.close(CLOSE);
  }
}
