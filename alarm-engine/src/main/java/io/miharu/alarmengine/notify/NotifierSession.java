package io.miharu.alarmengine.notify;

import io.miharu.model.Notification;
import io.miharu.runtime.kafka.DeadLetters;
import io.miharu.runtime.kafka.Topics;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.serialization.Deserializer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The notifier from one connection to Kafka to its end: reads, sends, writes back. Everything but
 * {@link #events} is confined to the thread that calls {@link #turn}; answers of receivers and
 * brokers come from other threads and wait in that queue.
 */
final class NotifierSession implements ConsumerRebalanceListener {
  private static final Logger LOG = LoggerFactory.getLogger(NotifierSession.class);

  /** How long a receiver's answer may wait for the consumer's poll. */
  private static final Duration BUSY_POLL = Duration.ofMillis(50);

  private static final Duration IDLE_POLL = Duration.ofMillis(500);
  private static final long WRITE_RETRY_MS = 1_000;
  private static final String TOPIC = Topics.NOTIFICATIONS.name();

  private final Consumer<byte[], byte[]> consumer;
  private final Producer<String, Notification> producer;
  private final DeadLetters deadLetters;
  private final LogEnds logEnds;
  private final Deliveries deliveries;
  private final Dispatch dispatch;
  private final Receivers receivers;
  private final NotifierMetrics metrics;
  private final Duration stopGrace;
  private final Clock clock;

  private final Deserializer<Notification> deserializer = Topics.NOTIFICATIONS.deserializer();
  private final BlockingQueue<Runnable> events = new LinkedBlockingQueue<>();
  private final Map<TopicPartition, Long> loading = new HashMap<>();
  private final List<Notification> unwritten = new ArrayList<>();
  private long rewriteAtMs = Long.MAX_VALUE;
  private boolean stopped;

  /** Where partitions end, whether or not what is there has been committed. */
  @FunctionalInterface
  interface LogEnds {
    Map<TopicPartition, Long> of(Collection<TopicPartition> partitions);
  }

  NotifierSession(
      Consumer<byte[], byte[]> consumer,
      Producer<String, Notification> producer,
      DeadLetters deadLetters,
      LogEnds logEnds,
      Deliveries deliveries,
      Dispatch dispatch,
      Receivers receivers,
      NotifierMetrics metrics,
      Duration stopGrace,
      Clock clock) {
    this.consumer = consumer;
    this.producer = producer;
    this.deadLetters = deadLetters;
    this.logEnds = logEnds;
    this.deliveries = deliveries;
    this.dispatch = dispatch;
    this.receivers = receivers;
    this.metrics = metrics;
    this.stopGrace = stopGrace;
    this.clock = clock;
  }

  void subscribe() {
    consumer.subscribe(List.of(TOPIC), this);
  }

  /** Does what there is to do and waits a moment for more. */
  void turn() {
    boolean idle = deliveries.pending() == 0 && loading.isEmpty();
    consumer.poll(idle ? IDLE_POLL : BUSY_POLL).forEach(this::read);
    loading.entrySet().removeIf(this::isLoaded);
    for (Runnable event = events.poll(); event != null; event = events.poll()) {
      event.run();
    }
    rewrite();
    deliveries.start(clock.millis()).forEach(this::send);
    metrics.pending(deliveries.pending());
  }

  @Override
  public void onPartitionsAssigned(Collection<TopicPartition> partitions) {
    if (partitions.isEmpty()) {
      return;
    }
    consumer.seekToBeginning(partitions);
    loading.putAll(logEnds.of(partitions));
  }

  /** Lets attempts under way end, so that the next owner need not repeat them. */
  @Override
  public void onPartitionsRevoked(Collection<TopicPartition> partitions) {
    awaitOutcomes();
    onPartitionsLost(partitions);
  }

  @Override
  public void onPartitionsLost(Collection<TopicPartition> partitions) {
    partitions.forEach(partition -> deliveries.lost(partition.partition()));
    loading.keySet().removeAll(partitions);
  }

  private void read(ConsumerRecord<byte[], byte[]> record) {
    try {
      Notification notification = deserializer.deserialize(record.topic(), record.value());
      if (notification != null) {
        deliveries.read(record.partition(), notification);
      } else if (record.key() != null) {
        deliveries.forget(new String(record.key(), StandardCharsets.UTF_8));
      }
    } catch (SerializationException e) {
      deadLetters.send(record, e.getClass().getName(), String.valueOf(e.getMessage()));
    }
  }

  private boolean isLoaded(Map.Entry<TopicPartition, Long> end) {
    // The position moves past transaction markers too, which are no records.
    if (consumer.position(end.getKey()) < end.getValue()) {
      return false;
    }
    deliveries.loaded(end.getKey().partition());
    return true;
  }

  private void send(Notification notification) {
    dispatch
        .send(notification, clock.millis())
        .whenComplete(
            (outcome, error) -> events.add(() -> ended(notification, outcomeOf(outcome, error))));
  }

  private static Outcome outcomeOf(@Nullable Outcome outcome, @Nullable Throwable error) {
    return outcome != null ? outcome : new Outcome.GivenUp("the channel failed: " + error);
  }

  private void ended(Notification sent, Outcome outcome) {
    receivers.ended(sent.methodId(), outcome);
    deliveries
        .ended(sent, outcome, clock.millis())
        .ifPresent(
            notification -> {
              metrics.ended(notification.status());
              write(notification);
            });
  }

  private void write(Notification notification) {
    deliveries
        .partitionOf(notification.id())
        .ifPresent(
            partition ->
                producer.send(
                    new ProducerRecord<>(TOPIC, partition, notification.id(), notification),
                    (metadata, error) -> events.add(() -> written(notification, error))));
  }

  private void written(Notification notification, @Nullable Exception error) {
    if (error == null) {
      deliveries.written(notification);
      return;
    }
    if (unwritten.isEmpty()) {
      LOG.warn("Cannot write outcomes to {}, trying again: {}", TOPIC, error.toString());
    }
    unwritten.add(notification);
    rewriteAtMs = clock.millis() + WRITE_RETRY_MS;
  }

  private void rewrite() {
    if (!unwritten.isEmpty() && clock.millis() >= rewriteAtMs) {
      List<Notification> again = List.copyOf(unwritten);
      unwritten.clear();
      again.forEach(this::write);
    }
  }

  /** The last call: lets attempts under way end, for a bounded time. */
  void stop() {
    awaitOutcomes();
    stopped = true;
  }

  private void awaitOutcomes() {
    long deadline = clock.millis() + stopGrace.toMillis();
    try {
      while (!stopped && deliveries.isBusy() && clock.millis() < deadline) {
        Runnable event = events.poll(Math.max(1, deadline - clock.millis()), TimeUnit.MILLISECONDS);
        if (event != null) {
          event.run();
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
