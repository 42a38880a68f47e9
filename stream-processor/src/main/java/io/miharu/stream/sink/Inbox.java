package io.miharu.stream.sink;

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
 * Between the polling thread and one writer: records one way, completed offsets the other. What was
 * given before {@link #abandon} is of an earlier assignment, and nothing of it is ever completed.
 * Thread-safe.
 */
final class Inbox {
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private final Queue<ConsumerRecord<byte[], byte[]>> queue = new ArrayDeque<>();
  private final Map<TopicPartition, Long> stored = new HashMap<>();
  private long queuedBytes;
  private int assignment;
  private boolean writing;

  /** Takes a record; never blocks, so watch {@link #bytes()}. */
  void add(ConsumerRecord<byte[], byte[]> record) {
    locked(
        () -> {
          queue.add(record);
          queuedBytes += size(record);
          changed.signalAll();
        });
  }

  /** What the records that wait take, about. */
  long bytes() {
    lock.lock();
    try {
      return queuedBytes;
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

  /** Waits until everything given is stored, or there is a reason to give up. */
  void drain(BooleanSupplier giveUp, Duration limit) {
    await(() -> (queue.isEmpty() && !writing) || giveUp.getAsBoolean(), limit);
  }

  /**
   * Drops everything that is not stored.
   *
   * @param interrupt called if a batch is being written
   */
  void abandon(Runnable interrupt) {
    locked(
        () -> {
          queue.clear();
          queuedBytes = 0;
          stored.clear();
          assignment++;
          if (writing) {
            interrupt.run();
          }
          changed.signalAll();
        });
  }

  /** Waits for the batch under way to end. */
  void awaitIdle(Duration limit) {
    await(() -> !writing, limit);
  }

  /** Waits for a first record, which begins a batch; the assignment that it belongs to. */
  int begin() throws InterruptedException {
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

  /** The next record of the assignment, or null if none comes before the deadline. */
  @Nullable ConsumerRecord<byte[], byte[]> next(int begun, long deadlineNs)
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

  /**
   * Ends a batch.
   *
   * @param offsets that it completed; empty if it was not stored
   * @return whether the offsets count; if not, the batch was abandoned
   */
  boolean end(int begun, Map<TopicPartition, Long> offsets) {
    lock.lock();
    try {
      boolean counts = assignment == begun;
      if (counts) {
        stored.putAll(offsets);
      }
      writing = false;
      // An interruption was for this batch; none comes once nothing is being written.
      Thread.interrupted();
      changed.signalAll();
      return counts;
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
        // A reason to give up comes without a signal.
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
