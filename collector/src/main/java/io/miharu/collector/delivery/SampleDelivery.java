package io.miharu.collector.delivery;

import dev.failsafe.Failsafe;
import dev.failsafe.FailsafeException;
import dev.failsafe.RetryPolicy;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.miharu.model.SampleBatch;
import io.miharu.model.SampleRecord;
import io.miharu.runtime.health.Check;
import io.miharu.runtime.kafka.Topics;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sends cycles one after the other: a cycle's batches, again until Kafka has them all, then its
 * mark, then the next cycle. So a node's samples stay in the order of time and a mark never runs
 * ahead of them. While Kafka is away cycles wait in memory; beyond the limit the oldest is given
 * up.
 */
public final class SampleDelivery implements AutoCloseable {
  /** For the producer: gives up soon enough that a stop is not held up, and tries again above. */
  public static final Map<String, Object> PRODUCER_SETTINGS =
      Map.of(
          "linger.ms", 5,
          "max.block.ms", 5_000,
          "request.timeout.ms", 10_000,
          "delivery.timeout.ms", 30_000);

  private static final Logger LOG = LoggerFactory.getLogger(SampleDelivery.class);
  private static final Duration STOP_LIMIT = Duration.ofSeconds(2);

  private final Producer<String, SampleRecord> producer;
  private final String bootstrap;
  private final int limit;
  private final Counter sent;
  private final Counter lost;
  private final Deque<Cycle> waiting = new ArrayDeque<>();
  private final AtomicReference<@Nullable String> failure = new AtomicReference<>();
  private final RetryPolicy<Object> untilDelivered =
      RetryPolicy.builder()
          .handle(NotDelivered.class)
          .withBackoff(Duration.ofMillis(200), Duration.ofSeconds(5))
          .withJitter(0.2)
          .withMaxAttempts(-1)
          .build();
  private final Thread worker = new Thread(this::run, "sample-delivery");
  private int waitingBatches;
  private boolean losing;
  private boolean closed;

  /**
   * @param producer closed with this
   * @param bootstrap the brokers, for messages
   * @param limit how many batches may wait
   */
  public SampleDelivery(
      Producer<String, SampleRecord> producer, String bootstrap, int limit, MeterRegistry meters) {
    this.producer = producer;
    this.bootstrap = bootstrap;
    this.limit = limit;
    this.sent = meters.counter("miharu.collector.batches.sent");
    this.lost = meters.counter("miharu.collector.batches.lost");
    meters.gauge("miharu.collector.batches.waiting", this, SampleDelivery::waitingBatches);
    worker.setDaemon(true);
  }

  public void start() {
    worker.start();
  }

  /** Takes a cycle to send; never blocks. */
  public synchronized void offer(Cycle cycle) {
    waiting.addLast(cycle);
    waitingBatches += cycle.batches().size();
    while (waitingBatches > limit && waiting.size() > 1) {
      Cycle oldest = waiting.removeFirst();
      waitingBatches -= oldest.batches().size();
      lost.increment(oldest.batches().size());
      if (!losing) {
        losing = true;
        LOG.warn(
            "Kafka has been away for so long that the oldest samples are given up, from {} on;"
                + " raise miharu.collector.pending-batches to bridge more",
            oldest.mark().node());
      }
    }
    notifyAll();
  }

  /** How sending goes. */
  public Check check() {
    String problem = failure.get();
    return problem == null
        ? Check.ok("kafka", "samples reach " + bootstrap)
        : Check.notReady("kafka", problem);
  }

  @Override
  public void close() {
    synchronized (this) {
      closed = true;
      notifyAll();
    }
    try {
      worker.join(STOP_LIMIT.toMillis());
      worker.interrupt();
      worker.join(STOP_LIMIT.toMillis());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    producer.close(STOP_LIMIT);
  }

  private synchronized double waitingBatches() {
    return waitingBatches;
  }

  private void run() {
    try {
      for (Cycle cycle = next(); cycle != null; cycle = next()) {
        deliver(cycle);
      }
    } catch (InterruptedException | InterruptException e) {
      Thread.currentThread().interrupt();
    } catch (FailsafeException e) {
      if (!(e.getCause() instanceof InterruptedException)) {
        throw e;
      }
    }
  }

  /** The next cycle, or null when there is none and there will be none. */
  private synchronized @Nullable Cycle next() throws InterruptedException {
    while (waiting.isEmpty() && !closed) {
      wait();
    }
    Cycle cycle = waiting.pollFirst();
    if (cycle != null) {
      waitingBatches -= cycle.batches().size();
    }
    return cycle;
  }

  private void deliver(Cycle cycle) {
    List<SampleRecord> batches = new ArrayList<>(cycle.batches());
    String node = cycle.mark().node();
    Failsafe.with(untilDelivered).run(() -> send(node, batches));
    List<SampleRecord> mark = new ArrayList<>(List.of(cycle.mark()));
    Failsafe.with(untilDelivered).run(() -> send(node, mark));
    report(null);
  }

  /** Sends and waits; what Kafka did not take stays in the list. */
  private void send(String node, List<SampleRecord> records) throws NotDelivered {
    Queue<SampleRecord> failed = new ConcurrentLinkedQueue<>();
    AtomicReference<@Nullable Exception> cause = new AtomicReference<>();
    for (SampleRecord record : records) {
      producer.send(
          new ProducerRecord<>(Topics.SAMPLES.name(), node, record),
          (metadata, error) -> {
            if (error == null) {
              sent.increment(record instanceof SampleBatch ? 1 : 0);
            } else if (error instanceof RecordTooLargeException) {
              lost.increment();
              LOG.warn("A batch of {} is given up: {}", node, error.getMessage());
            } else {
              failed.add(record);
              cause.set(error);
            }
          });
    }
    producer.flush();
    records.clear();
    records.addAll(failed);
    Exception error = cause.get();
    if (error != null) {
      report(
          "samples wait for Kafka at "
              + bootstrap
              + ": "
              + error.getMessage()
              + "; they are kept and sent again. Check that the brokers run and that the topic "
              + Topics.SAMPLES.name()
              + " exists");
      throw new NotDelivered(error);
    }
  }

  private void report(@Nullable String now) {
    String before = failure.getAndSet(now);
    if (before == null && now != null) {
      LOG.warn("{}", now);
    } else if (before != null && now == null) {
      LOG.info("Samples reach Kafka again");
      synchronized (this) {
        losing = false;
      }
    }
  }

  private static final class NotDelivered extends Exception {
    NotDelivered(Exception cause) {
      super(cause);
    }
  }
}
