package io.miharu.stream.sink;

import dev.failsafe.Failsafe;
import dev.failsafe.FailsafeException;
import dev.failsafe.RetryPolicy;
import io.miharu.store.Lines;
import io.miharu.store.Target;
import io.miharu.store.WriteOutcome;
import io.miharu.store.WriteOutcome.Accepted;
import io.miharu.store.WriteOutcome.Rejected;
import io.miharu.store.WriteOutcome.Unavailable;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.KafkaException;

/**
 * Sees a flight through: tries again while the store is away, and halves what it refuses until the
 * bad line is found, which alone goes to the dead letters. Returns when everything is settled.
 * Thread-safe.
 */
final class Delivery {
  private static final Duration FIRST_BACKOFF = Duration.ofMillis(100);

  /** A quarter up or down, so that several writers do not come back at the same moment. */
  private static final double JITTER = 0.25;

  /** Below a broker's default limit of 1 MiB for a record, headers included. */
  private static final int MAX_LETTER_BYTES = 900_000;

  /** Takes what has to be put aside; the future completes when the broker has it. */
  interface Letters {
    Future<?> send(
        ConsumerRecord<byte[], byte[]> record, byte[] value, String cause, String message);
  }

  private final StoreGate gate;
  private final Letters deadLetters;
  private final SinkMeters meters;
  private final RetryPolicy<WriteOutcome> untilTaken;
  private final RetryPolicy<Object> untilAcknowledged;

  Delivery(StoreGate gate, Letters deadLetters, SinkMeters meters, Duration maxBackoff) {
    this.gate = gate;
    this.deadLetters = deadLetters;
    this.meters = meters;
    this.untilTaken =
        RetryPolicy.<WriteOutcome>builder()
            .handleResultIf(outcome -> outcome instanceof Unavailable)
            .withBackoff(FIRST_BACKOFF, maxBackoff)
            .withJitter(JITTER)
            .withMaxRetries(-1)
            .onFailedAttempt(
                attempt -> {
                  if (attempt.getLastResult() instanceof Unavailable away) {
                    meters.retried(away.reason());
                  }
                })
            .build();
    this.untilAcknowledged =
        RetryPolicy.builder()
            .handle(ExecutionException.class, KafkaException.class)
            .withBackoff(FIRST_BACKOFF, maxBackoff)
            .withJitter(JITTER)
            .withMaxRetries(-1)
            .build();
  }

  /** Waits until the store can take writes. */
  void awaitStore() throws InterruptedException {
    settle(gate::prepare);
  }

  /** Writes all lines, each of which is stored or a dead letter when this returns. */
  void deliver(Flight flight) throws InterruptedException {
    for (Map.Entry<Target, Lines> entry : flight.lines().byTarget().entrySet()) {
      if (entry.getValue().count() > 0) {
        write(flight, entry.getKey(), entry.getValue(), 0, entry.getValue().count());
      }
    }
    meters.batch();
  }

  /** Puts a record aside that cannot be read; returns when the broker has it. */
  void putAside(ConsumerRecord<byte[], byte[]> record, RuntimeException cause)
      throws InterruptedException {
    meters.undecodable();
    send(record, record.value(), cause.getClass().getName(), String.valueOf(cause.getMessage()));
  }

  private void write(Flight flight, Target target, Lines lines, int from, int to)
      throws InterruptedException {
    WriteOutcome outcome =
        settle(() -> meters.write().record(() -> gate.write(target, lines, from, to)));
    if (outcome instanceof Accepted accepted) {
      meters.stored(target, to - from - accepted.expired());
      meters.expired(accepted.expired());
    } else if (outcome instanceof Rejected rejected && to - from == 1) {
      meters.rejected();
      byte[] line = lines.text(from, to).getBytes(StandardCharsets.UTF_8);
      send(flight.record(lines.origin(from)), line, "Rejected", rejected.cause());
    } else {
      // Lines that the store has kept from the whole are written again, which changes nothing.
      int middle = (from + to) >>> 1;
      write(flight, target, lines, from, middle);
      write(flight, target, lines, middle, to);
    }
  }

  private WriteOutcome settle(Supplier<WriteOutcome> attempt) throws InterruptedException {
    try {
      return Failsafe.with(untilTaken).get(attempt::get);
    } catch (FailsafeException e) {
      throw interrupted(e);
    }
  }

  private void send(
      ConsumerRecord<byte[], byte[]> record, byte[] value, String cause, String message)
      throws InterruptedException {
    byte[] part = value.length <= MAX_LETTER_BYTES ? value : Arrays.copyOf(value, MAX_LETTER_BYTES);
    try {
      Failsafe.with(untilAcknowledged)
          .run(() -> deadLetters.send(record, part, cause, message).get());
    } catch (FailsafeException e) {
      throw interrupted(e);
    }
  }

  /** Nothing but an interruption ends the attempts. */
  private static InterruptedException interrupted(FailsafeException e) {
    if (e.getCause() instanceof InterruptedException interrupted) {
      return interrupted;
    }
    throw e;
  }
}
