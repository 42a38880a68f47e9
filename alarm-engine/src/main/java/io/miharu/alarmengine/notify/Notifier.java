package io.miharu.alarmengine.notify;

import io.micrometer.core.instrument.MeterRegistry;
import io.miharu.model.Definition;
import io.miharu.model.Notification;
import io.miharu.model.NotificationMethod;
import io.miharu.runtime.config.ConfigurationException;
import io.miharu.runtime.health.Check;
import io.miharu.runtime.kafka.CompactedView;
import io.miharu.runtime.kafka.DeadLetters;
import io.miharu.runtime.kafka.KafkaClients;
import io.miharu.runtime.kafka.Topics;
import java.time.Clock;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListOffsetsOptions;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.WakeupException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Delivers notifications. Instances share the partitions of {@code miharu.notifications}; each
 * reads its own from the beginning, keeps what is pending and commits no offsets, so that no retry
 * is forgotten whatever stops it.
 */
public final class Notifier implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Notifier.class);
  private static final String CLIENT_ID = "miharu-notifier";
  private static final Duration RECONNECT = Duration.ofSeconds(1);
  private static final Duration ADMIN_TIMEOUT = Duration.ofSeconds(10);
  private static final Duration CLIENT_CLOSE = Duration.ofSeconds(1);

  private final KafkaClients clients;
  private final String instanceId;
  private final NotifierConfig config;
  private final RetryPolicy policy;
  private final List<Channel> channels;
  private final CompactedView<Definition> definitions;
  private final NotifierMetrics metrics;
  private final Clock clock;
  private final Receivers receivers = new Receivers();
  private final CountDownLatch closing = new CountDownLatch(1);
  private final Thread thread;
  private volatile @Nullable String failure = "not started";
  private volatile @Nullable Consumer<byte[], byte[]> current;

  /**
   * @param instanceId stable over restarts and unique among the notifiers of the cluster
   * @param channels one for each type of method; closed with the notifier
   * @param definitions where methods are looked up; started and closed by the caller
   * @throws ConfigurationException if the settings contradict each other
   */
  public Notifier(
      KafkaClients clients,
      String instanceId,
      NotifierConfig config,
      List<Channel> channels,
      CompactedView<Definition> definitions,
      MeterRegistry meters,
      Clock clock) {
    this.clients = clients;
    this.instanceId = instanceId;
    this.config = config;
    this.policy = policy(config);
    this.channels = List.copyOf(channels);
    this.definitions = definitions;
    this.metrics = new NotifierMetrics(meters);
    this.clock = clock;
    this.thread = new Thread(this::run, "notifier");
    thread.setDaemon(true);
  }

  /** Begins to deliver; returns at once. */
  public void start() {
    thread.start();
  }

  /** Ready while it reads the topic; receivers that fail are told, and are no fault of ours. */
  public Check health() {
    String problem = failure;
    if (problem != null) {
      return Check.notReady("notifier", problem);
    }
    Map<String, String> failing = receivers.failing(id -> method(id) != null);
    String pending = metrics.pending() + " pending";
    return failing.isEmpty()
        ? Check.ok("notifier", pending)
        : Check.degraded(
            "notifier",
            pending
                + "; methods that do not take notifications: "
                + failing.entrySet().stream()
                    .map(entry -> entry.getKey() + " (" + entry.getValue() + ")")
                    .collect(Collectors.joining(", ")));
  }

  /**
   * Waits for attempts under way as long as configured; what is not settled by then is repeated.
   */
  @Override
  public void close() {
    closing.countDown();
    Consumer<byte[], byte[]> consumer = current;
    if (consumer != null) {
      consumer.wakeup();
    }
    try {
      thread.join(config.stopGrace().plus(CLIENT_CLOSE.multipliedBy(3)).toMillis());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    channels.forEach(Channel::close);
  }

  private boolean isClosing() {
    return closing.getCount() == 0;
  }

  private void run() {
    failure = "reading definitions";
    while (!isClosing() && !definitions.awaitCaughtUp(RECONNECT)) {
      // The view says in its own check what it waits for.
    }
    while (!isClosing()) {
      try {
        deliver();
      } catch (WakeupException | InterruptException e) {
        // Only close() does this; the loop's condition ends it.
      } catch (RuntimeException e) {
        fail(e);
      }
    }
  }

  private void deliver() {
    Consumer<byte[], byte[]> consumer =
        clients.consumer(
            CLIENT_ID,
            Map.of("group.id", CLIENT_ID, "group.instance.id", CLIENT_ID + "-" + instanceId));
    Producer<String, Notification> producer =
        clients.producer(CLIENT_ID, Topics.NOTIFICATIONS, Map.of());
    Producer<byte[], byte[]> letters = clients.byteProducer(CLIENT_ID + "-letters", Map.of());
    try (Admin admin = clients.admin()) {
      current = consumer;
      NotifierSession session =
          new NotifierSession(
              consumer,
              producer,
              new DeadLetters(letters),
              partitions -> logEnds(admin, partitions),
              deliveries(),
              new Dispatch(channels, this::method),
              receivers,
              metrics,
              config.stopGrace(),
              clock);
      session.subscribe();
      try {
        while (!isClosing()) {
          session.turn();
          failure = null;
        }
      } finally {
        session.stop();
      }
    } finally {
      current = null;
      producer.close(CLIENT_CLOSE);
      letters.close(CLIENT_CLOSE);
      consumer.close(CloseOptions.timeout(CLIENT_CLOSE));
    }
  }

  private Deliveries deliveries() {
    return new Deliveries(
        policy,
        config.maxInFlight(),
        config.maxInFlightPerMethod(),
        () -> ThreadLocalRandom.current().nextDouble());
  }

  private static RetryPolicy policy(NotifierConfig config) {
    int perMethod = config.maxInFlightPerMethod();
    if (perMethod < 1 || perMethod > config.maxInFlight()) {
      throw new ConfigurationException(
          List.of(
              "miharu.alarm-engine.notifier.max-in-flight-per-method: expected 1 to max-in-flight ("
                  + config.maxInFlight()
                  + "), found "
                  + perMethod));
    }
    try {
      return new RetryPolicy(config.attempts(), config.firstDelay(), config.maxDelay());
    } catch (IllegalArgumentException e) {
      throw new ConfigurationException(List.of("miharu.alarm-engine.notifier: " + e.getMessage()));
    }
  }

  private @Nullable NotificationMethod method(String id) {
    return definitions.get(NotificationMethod.key(id)) instanceof NotificationMethod method
        ? method
        : null;
  }

  /**
   * Where the partitions end, open transactions included: a notification that this notifier
   * delivered before it was killed may lie behind a transaction that an engine left open, where a
   * reader of committed records does not see it yet.
   */
  private static Map<TopicPartition, Long> logEnds(
      Admin admin, Collection<TopicPartition> partitions) {
    Map<TopicPartition, OffsetSpec> latest = new HashMap<>();
    partitions.forEach(partition -> latest.put(partition, OffsetSpec.latest()));
    try {
      Map<TopicPartition, Long> ends = new HashMap<>();
      admin
          .listOffsets(latest, new ListOffsetsOptions(IsolationLevel.READ_UNCOMMITTED))
          .all()
          .get(ADMIN_TIMEOUT.toMillis(), TimeUnit.MILLISECONDS)
          .forEach((partition, end) -> ends.put(partition, end.offset()));
      return ends;
    } catch (ExecutionException | TimeoutException e) {
      throw new KafkaException("cannot learn where " + partitions + " end", e);
    } catch (InterruptedException e) {
      throw new InterruptException(e);
    }
  }

  private void fail(RuntimeException e) {
    if (failure == null || !isKnown(e)) {
      LOG.warn("Cannot deliver notifications, trying again every second: {}", e.toString());
    }
    failure = "cannot read " + Topics.NOTIFICATIONS.name() + ": " + e;
    try {
      closing.await(RECONNECT.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  private boolean isKnown(RuntimeException e) {
    String known = failure;
    return known != null && known.endsWith(e.toString());
  }
}
