package io.miharu.runtime.kafka;

import io.miharu.runtime.health.Check;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BiConsumer;
import java.util.function.BooleanSupplier;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.errors.WakeupException;
import org.apache.kafka.common.serialization.Deserializer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A compacted topic held in memory and kept current by a thread of its own. Readers see each record
 * some milliseconds after it was committed; {@link #await} closes that gap for one's own writes.
 * Records that cannot be decoded are counted out by a log line and skipped. Thread-safe.
 */
public final class CompactedView<T> implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(CompactedView.class);
  private static final Duration POLL = Duration.ofMillis(200);
  private static final Duration RETRY = Duration.ofSeconds(1);

  private final KafkaClients clients;
  private final String clientId;
  private final Topic<T> topic;
  private final Deserializer<T> deserializer;
  private final BiConsumer<String, @Nullable T> listener;
  private final Map<String, T> values = new ConcurrentHashMap<>();
  private final Map<Integer, Long> positions = new ConcurrentHashMap<>();
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition advanced = lock.newCondition();
  private final Thread thread;
  private volatile boolean caughtUp;
  private volatile boolean closed;
  private volatile @Nullable String failure;
  private volatile @Nullable Consumer<byte[], byte[]> consumer;

  /**
   * @param clientId names the consumer in the broker's logs
   * @param listener told of each change, with null for a deletion, on the view's own thread; called
   *     for the records read at the start too
   */
  public CompactedView(
      KafkaClients clients,
      String clientId,
      Topic<T> topic,
      BiConsumer<String, @Nullable T> listener) {
    this.clients = clients;
    this.clientId = clientId;
    this.topic = topic;
    this.deserializer = topic.deserializer();
    this.listener = listener;
    this.thread = new Thread(this::run, clientId + "-view");
    thread.setDaemon(true);
  }

  /** Begins to read; returns at once. */
  public CompactedView<T> start() {
    thread.start();
    return this;
  }

  /** The current value of a key, or null. */
  public @Nullable T get(String key) {
    return values.get(key);
  }

  /** A live, unmodifiable view of all current values. */
  public Map<String, T> values() {
    return Collections.unmodifiableMap(values);
  }

  /** Whether everything that was there at the start has been read. */
  public boolean caughtUp() {
    return caughtUp;
  }

  /** Waits until everything that was there at the start has been read; false on time-out. */
  public boolean awaitCaughtUp(Duration limit) {
    return await(() -> caughtUp, limit);
  }

  /**
   * Waits until the record at the offset, and all before it, are in the view; false on time-out.
   *
   * @param offset as the producer was told
   */
  public boolean await(int partition, long offset, Duration limit) {
    return await(() -> positions.getOrDefault(partition, 0L) > offset, limit);
  }

  public Check health() {
    String name = topic.name();
    String problem = failure;
    if (problem != null) {
      return Check.notReady(name, problem);
    }
    return caughtUp
        ? Check.ok(name, values.size() + " records in memory")
        : Check.notReady(name, "reading the topic from the beginning");
  }

  @Override
  public void close() {
    closed = true;
    Consumer<byte[], byte[]> current = consumer;
    if (current != null) {
      current.wakeup();
    }
    // No interrupt: it would cut short the consumer's own closing, which then logs errors.
    lock.lock();
    try {
      advanced.signalAll();
    } finally {
      lock.unlock();
    }
    try {
      thread.join(TimeUnit.SECONDS.toMillis(5));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private boolean await(BooleanSupplier condition, Duration limit) {
    long left = limit.toNanos();
    lock.lock();
    try {
      while (!condition.getAsBoolean()) {
        if (left <= 0) {
          return false;
        }
        left = advanced.awaitNanos(left);
      }
      return true;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    } finally {
      lock.unlock();
    }
  }

  private void run() {
    while (!closed) {
      try (Consumer<byte[], byte[]> reader = clients.consumer(clientId, Map.of())) {
        consumer = reader;
        follow(reader);
      } catch (WakeupException | InterruptException e) {
        // Only close() does this; the loop's condition ends it.
      } catch (RuntimeException e) {
        fail(e);
      }
    }
  }

  private void follow(Consumer<byte[], byte[]> reader) {
    var partitions =
        reader.partitionsFor(topic.name()).stream()
            .map(info -> new TopicPartition(info.topic(), info.partition()))
            .toList();
    reader.assign(partitions);
    for (TopicPartition partition : partitions) {
      Long position = positions.get(partition.partition());
      if (position == null) {
        reader.seekToBeginning(List.of(partition));
      } else {
        reader.seek(partition, position);
      }
    }
    Map<TopicPartition, Long> ends = reader.endOffsets(partitions);
    while (!closed) {
      reader.poll(POLL).forEach(this::apply);
      failure = null;
      lock.lock();
      try {
        // The position moves past transaction markers too, which are no records.
        partitions.forEach(p -> positions.put(p.partition(), reader.position(p)));
        caughtUp =
            caughtUp
                || partitions.stream()
                    .allMatch(
                        p -> positions.getOrDefault(p.partition(), 0L) >= ends.getOrDefault(p, 0L));
        advanced.signalAll();
      } finally {
        lock.unlock();
      }
    }
  }

  private void apply(ConsumerRecord<byte[], byte[]> record) {
    if (record.key() == null) {
      return;
    }
    String key = new String(record.key(), StandardCharsets.UTF_8);
    try {
      T value = deserializer.deserialize(record.topic(), record.value());
      if (value == null) {
        values.remove(key);
      } else {
        values.put(key, value);
      }
      listener.accept(key, value);
    } catch (SerializationException e) {
      LOG.warn(
          "{}-{} offset {}: left out, {}",
          record.topic(),
          record.partition(),
          record.offset(),
          e.getMessage());
    }
  }

  private void fail(RuntimeException e) {
    if (failure == null) {
      LOG.warn("Cannot read {}, trying again every second: {}", topic.name(), e.toString());
    }
    failure = "cannot read: " + e;
    lock.lock();
    try {
      advanced.awaitNanos(RETRY.toNanos());
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    } finally {
      lock.unlock();
    }
  }
}
