package io.miharu.api.registry;

import dev.failsafe.Failsafe;
import dev.failsafe.RetryPolicy;
import io.miharu.api.http.ApiException;
import io.miharu.model.Definition;
import io.miharu.runtime.kafka.CompactedView;
import io.miharu.runtime.kafka.KafkaClients;
import io.miharu.runtime.kafka.Topics;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListOffsetsOptions;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.errors.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Changes definitions one after the other, over all instances of the API: every writer has the same
 * transactional id, so that the one that initialised last shuts out all others. Each reads to the
 * end before it decides, and a commit fails if another writer came between; so no decision is made
 * on definitions that somebody else has changed since. Thread-safe.
 */
final class DefinitionWriter implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(DefinitionWriter.class);
  private static final String TRANSACTIONAL_ID = "miharu-definitions";
  private static final String CLIENT_ID = "api-definitions-writer";
  private static final TopicPartition PARTITION = new TopicPartition(Topics.DEFINITIONS.name(), 0);

  /** How long a caller waits for a change before it is told that Kafka is away. */
  private static final Duration LIMIT = Duration.ofSeconds(20);

  /** How long the writer's own view may take to show what was committed. */
  private static final Duration SHOWN_WITHIN = Duration.ofSeconds(10);

  private static final Map<String, Object> PRODUCER_SETTINGS =
      Map.of(
          "transactional.id", TRANSACTIONAL_ID,
          "transaction.timeout.ms", 10_000,
          "max.block.ms", 5_000,
          "request.timeout.ms", 4_000,
          "delivery.timeout.ms", 5_000);

  /** Two writers that shut each other out need different waits to get through. */
  private static final RetryPolicy<Object> RETRIES =
      RetryPolicy.builder()
          .handle(KafkaException.class)
          .abortOn(InterruptException.class)
          .withBackoff(Duration.ofMillis(50), Duration.ofSeconds(2))
          .withJitter(0.5)
          .withMaxAttempts(-1)
          .withMaxDuration(LIMIT)
          .onRetry(
              event ->
                  LOG.debug(
                      "Writing definitions, attempt {}, because of {}",
                      event.getAttemptCount() + 1,
                      String.valueOf(event.getLastException())))
          .build();

  private final KafkaClients clients;
  private final CompactedView<Definition> view;
  private final ReentrantLock oneAtATime = new ReentrantLock();
  private @Nullable Producer<String, Definition> producer;
  private @Nullable Admin admin;

  DefinitionWriter(KafkaClients clients, CompactedView<Definition> view) {
    this.clients = clients;
    this.view = view;
  }

  /**
   * Makes a change and returns when the view shows it.
   *
   * @throws ApiException what the change refuses with, or 503 if Kafka does not take it
   */
  <R> R change(Change<R> change) {
    if (!locked()) {
      throw unavailable(new TimeoutException("other changes are waiting"));
    }
    try {
      Attempts<R> attempts = new Attempts<>(change);
      return Failsafe.with(RETRIES).get(attempts::next);
    } catch (KafkaException e) {
      throw unavailable(e);
    } finally {
      oneAtATime.unlock();
    }
  }

  @Override
  public void close() {
    oneAtATime.lock();
    try {
      discardProducer();
      if (admin != null) {
        admin.close(Duration.ZERO);
      }
    } finally {
      oneAtATime.unlock();
    }
  }

  /** The tries to make one change. */
  private final class Attempts<R> {
    private final Change<R> change;
    private @Nullable Plan<R> uncertain;

    Attempts(Change<R> change) {
      this.change = change;
    }

    R next() {
      try {
        Producer<String, Definition> writer = writer();
        readToEnd();
        Plan<R> earlier = uncertain;
        if (earlier != null && earlier.isShownBy(view.values())) {
          return earlier.result();
        }
        Plan<R> plan = change.plan(new Definitions(view.values()));
        if (!plan.writes().isEmpty()) {
          long offset = commit(writer, plan);
          awaitShown(offset);
        }
        return plan.result();
      } catch (KafkaException e) {
        // Whatever it was, the next attempt begins with a new producer, which aborts what is open.
        discardProducer();
        throw e;
      }
    }

    private long commit(Producer<String, Definition> writer, Plan<R> plan) {
      writer.beginTransaction();
      Future<RecordMetadata> last = null;
      for (Plan.Write write : plan.writes()) {
        last =
            writer.send(
                new ProducerRecord<>(PARTITION.topic(), 0, write.key(), write.definition()));
      }
      uncertain = plan;
      try {
        writer.commitTransaction();
      } catch (KafkaException e) {
        if (e.getCause() instanceof RecordTooLargeException) {
          discardProducer();
          throw ApiException.tooLarge("The definition is larger than a record may be");
        }
        throw e;
      }
      return offset(last);
    }
  }

  private Producer<String, Definition> writer() {
    Producer<String, Definition> current = producer;
    if (current == null) {
      current = clients.producer(CLIENT_ID, Topics.DEFINITIONS, PRODUCER_SETTINGS);
      producer = current;
      current.initTransactions();
    }
    return current;
  }

  /**
   * Needed also where this writer was the last to initialise, as far as it knows: if another one
   * came since, a commit would fail and be tried again, but a refusal would stand.
   */
  private void readToEnd() {
    if (!view.await(0, end() - 1, SHOWN_WITHIN)) {
      throw new TimeoutException(
          Topics.DEFINITIONS.name() + " was not read to its end within " + SHOWN_WITHIN);
    }
  }

  private long end() {
    if (admin == null) {
      admin = clients.admin();
    }
    try {
      return admin
          .listOffsets(
              Map.of(PARTITION, OffsetSpec.latest()),
              new ListOffsetsOptions(IsolationLevel.READ_COMMITTED))
          .partitionResult(PARTITION)
          .get(SHOWN_WITHIN.toMillis(), TimeUnit.MILLISECONDS)
          .offset();
    } catch (ExecutionException | java.util.concurrent.TimeoutException e) {
      throw new KafkaException("cannot find the end of " + PARTITION, e);
    } catch (InterruptedException e) {
      throw new InterruptException(e);
    }
  }

  private void awaitShown(long offset) {
    if (!view.await(0, offset, SHOWN_WITHIN)) {
      LOG.warn("A committed change at offset {} of {} is not yet shown", offset, PARTITION);
    }
  }

  private void discardProducer() {
    Producer<String, Definition> current = producer;
    producer = null;
    if (current != null) {
      current.close(Duration.ZERO);
    }
  }

  private boolean locked() {
    try {
      return oneAtATime.tryLock(LIMIT.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  private static long offset(@Nullable Future<RecordMetadata> last) {
    if (last == null) {
      throw new IllegalStateException("a plan without writes is not committed");
    }
    try {
      return last.get().offset();
    } catch (ExecutionException e) {
      throw new KafkaException("a committed record failed", e.getCause());
    } catch (InterruptedException e) {
      throw new InterruptException(e);
    }
  }

  private static ApiException unavailable(Exception cause) {
    return ApiException.unavailable(
        "The change was not made: Kafka did not take it within "
            + LIMIT.toSeconds()
            + " s. Try again",
        cause);
  }
}
