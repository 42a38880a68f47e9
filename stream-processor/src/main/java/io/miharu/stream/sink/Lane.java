package io.miharu.stream.sink;

import io.miharu.store.RecordEncoder;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/**
 * One writer: takes the records of some partitions, encodes and writes them batch after batch on a
 * thread of its own. One batch at a time, so that of two points with the same series and timestamp
 * the later one stays. Thread-safe.
 */
final class Lane implements AutoCloseable {
  private final SinkConfig config;
  private final Delivery delivery;
  private final StoreGate gate;
  private final RecordEncoder encoder;
  private final SinkMeters meters;
  private final Clock clock;
  private final Thread thread;

  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private final Queue<ConsumerRecord<byte[], byte[]>> queue = new ArrayDeque<>();
  private final Map<TopicPartition, Long> stored = new HashMap<>();
  private long queuedBytes;

  /** Rises when everything that was given is to be dropped. */
  private int assignment;

  private boolean writing;
  private boolean closed;

  /** Of this lane's thread alone. */
  private final Flight flight = new Flight();

  private int generation;

  Lane(
      String name,
      SinkConfig config,
      Delivery delivery,
      StoreGate gate,
      RecordEncoder encoder,
      SinkMeters meters,
      Clock clock) {
    this.config = config;
    this.delivery = delivery;
    this.gate = gate;
    this.encoder = encoder;
    this.meters = meters;
    this.clock = clock;
    this.thread = new Thread(this::run, name);
    // A write that hangs in a socket cannot be interrupted, and must not keep the JVM alive.
    thread.setDaemon(true);
  }

  void start() {
    thread.start();
  }

  /** Takes a record; never blocks, so watch {@link #isFull()}. */
  void add(ConsumerRecord<byte[], byte[]> record) {
    locked(
        () -> {
          queue.add(record);
          queuedBytes += size(record);
          changed.signalAll();
        });
  }

  /** Whether enough is waiting, so that its partitions should pause. */
  boolean isFull() {
    lock.lock();
    try {
      return queuedBytes >= config.readAheadBytes();
    } finally {
      lock.unlock();
    }
  }

  /** Moves the offsets that were completed since the last call into the map. */
  void takeStored(Map<TopicPartition, Long> target) {
    locked(
        () -> {
          target.putAll(stored);
          stored.clear();
        });
  }

  /** Waits until everything given is stored; gives up when the store is away. */
  void drain(Duration limit) {
    await(() -> (queue.isEmpty() && !writing) || gate.isAway(), limit);
  }

  /** Drops what is not stored: its partitions go elsewhere, or are read again. */
  void abandon() {
    locked(
        () -> {
          queue.clear();
          queuedBytes = 0;
          stored.clear();
          assignment++;
          if (writing) {
            thread.interrupt();
          }
          changed.signalAll();
        });
  }

  /** Waits for a write under way to end, so that it cannot overwrite what the next owner writes. */
  void awaitIdle(Duration limit) {
    await(() -> !writing, limit);
  }

  /** Stops for good; what is not stored is dropped. Returns at once. */
  @Override
  public void close() {
    locked(
        () -> {
          closed = true;
          thread.interrupt();
        });
  }

  private void run() {
    boolean prepared = false;
    while (!isClosed()) {
      try {
        if (!prepared) {
          delivery.awaitStore();
          prepared = true;
        }
        writeNextBatch();
      } catch (InterruptedException e) {
        // Closed, or the batch was abandoned.
      }
    }
  }

  private void writeNextBatch() throws InterruptedException {
    int begun = awaitRecord();
    boolean delivered = false;
    try {
      fill(begun);
      delivery.deliver(flight);
      while (generation != gate.generation()) {
        announceAgain();
        delivery.deliver(flight);
      }
      delivered = true;
    } finally {
      finish(begun, delivered);
    }
  }

  /** Waits for work; the assignment that it belongs to. */
  private int awaitRecord() throws InterruptedException {
    lock.lockInterruptibly();
    try {
      while (queue.isEmpty()) {
        changed.await();
      }
      writing = true;
      return assignment;
    } finally {
      lock.unlock();
    }
  }

  private void fill(int begun) throws InterruptedException {
    if (generation != gate.generation()) {
      generation = gate.generation();
      encoder.forgetSeries();
    }
    long deadlineNs = System.nanoTime() + config.batchTime().toNanos();
    while (flight.lines().count() < config.batchLines()
        && flight.lines().bytes() < config.batchBytes()) {
      ConsumerRecord<byte[], byte[]> record = next(begun, deadlineNs);
      if (record == null) {
        return;
      }
      flight.begin(record);
      encode(record);
    }
  }

  /** The store lost what it had, so the flight must bring its series too. */
  private void announceAgain() {
    generation = gate.generation();
    encoder.forgetSeries();
    flight.encodeAgain(this::encodeKnown);
  }

  private void encodeKnown(ConsumerRecord<byte[], byte[]> record) {
    try {
      RecordReader.encode(record, encoder, clock.millis(), flight.lines());
    } catch (RuntimeException e) {
      // Counted and put aside when it was met first.
      flight.lines().dropUnfinished();
    }
  }

  private void encode(ConsumerRecord<byte[], byte[]> record) throws InterruptedException {
    try {
      meters.expired(RecordReader.encode(record, encoder, clock.millis(), flight.lines()));
    } catch (RuntimeException e) {
      flight.lines().dropUnfinished();
      delivery.putAside(record, e);
    }
  }

  /** The next record of the assignment, or null if none comes before the deadline. */
  private @Nullable ConsumerRecord<byte[], byte[]> next(int begun, long deadlineNs)
      throws InterruptedException {
    lock.lockInterruptibly();
    try {
      while (queue.isEmpty() && assignment == begun) {
        long leftNs = deadlineNs - System.nanoTime();
        if (leftNs <= 0) {
          return null;
        }
        changed.awaitNanos(leftNs);
      }
      if (assignment != begun) {
        return null;
      }
      ConsumerRecord<byte[], byte[]> record = queue.remove();
      queuedBytes -= size(record);
      return record;
    } finally {
      lock.unlock();
    }
  }

  private void finish(int begun, boolean delivered) {
    locked(
        () -> {
          if (delivered && assignment == begun && !closed) {
            stored.putAll(flight.nextOffsets());
          } else {
            // What was announced may not have been stored.
            encoder.forgetSeries();
          }
          writing = false;
          // An interruption was for this batch; none comes once nothing is being written.
          Thread.interrupted();
          changed.signalAll();
        });
    flight.clear();
  }

  private boolean isClosed() {
    lock.lock();
    try {
      return closed;
    } finally {
      lock.unlock();
    }
  }

  private void await(BooleanSupplier condition, Duration limit) {
    long deadlineNs = System.nanoTime() + limit.toNanos();
    lock.lock();
    try {
      long leftNs = deadlineNs - System.nanoTime();
      while (!condition.getAsBoolean() && leftNs > 0) {
        // The store's state changes without a signal to this lane.
        changed.awaitNanos(Math.min(leftNs, TimeUnit.MILLISECONDS.toNanos(100)));
        leftNs = deadlineNs - System.nanoTime();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      lock.unlock();
    }
  }

  private void locked(Runnable action) {
    lock.lock();
    try {
      action.run();
    } finally {
      lock.unlock();
    }
  }

  private static long size(ConsumerRecord<byte[], byte[]> record) {
    return 100L + Math.max(0, record.serializedValueSize());
  }
}
