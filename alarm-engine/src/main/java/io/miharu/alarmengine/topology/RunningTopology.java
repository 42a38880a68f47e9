package io.miharu.alarmengine.topology;

import io.miharu.runtime.StartException;
import io.miharu.runtime.health.Check;
import io.miharu.runtime.kafka.KafkaClients;
import io.miharu.runtime.kafka.Topic;
import io.miharu.runtime.kafka.Topics;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Properties;
import java.util.TreeMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.IntFunction;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.errors.StreamsUncaughtExceptionHandler.StreamThreadExceptionResponse;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The alarm topology at work: waits for Kafka and the topics, runs, replaces threads that fail. A
 * failed thread's open transaction is taken back, its state rebuilt and the input read again, so
 * that nothing is evaluated twice.
 */
public final class RunningTopology implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(RunningTopology.class);
  private static final String APPLICATION_ID = "miharu-alarm-engine";
  private static final String CHECK = "evaluation";
  private static final long RETRY_MS = 1_000;
  private static final long ADMIN_TIMEOUT_MS = 5_000;
  private static final Duration STREAMS_CLOSE = Duration.ofSeconds(4);

  /** What the router reads together, partition by partition. */
  private static final List<Topic<?>> COPARTITIONED =
      List.of(Topics.METRICS, Topics.POSTED, Topics.ROUTER_DEFINITIONS);

  private final KafkaClients clients;
  private final String instanceId;
  private final Path stateDirectory;
  private final int threads;
  private final IntFunction<Topology> topology;
  private final CountDownLatch closing = new CountDownLatch(1);
  private volatile @Nullable KafkaStreams streams;
  private volatile @Nullable String failure = "not started";
  private @Nullable Thread waiter;

  /**
   * @param instanceId stable over restarts, unique in the cluster
   * @param stateDirectory of this instance alone
   * @param topology made for a number of routers
   */
  public RunningTopology(
      KafkaClients clients,
      String instanceId,
      Path stateDirectory,
      int threads,
      IntFunction<Topology> topology) {
    this.clients = clients;
    this.instanceId = instanceId;
    this.stateDirectory = stateDirectory;
    this.threads = threads;
    this.topology = topology;
  }

  /**
   * Starts at once where Kafka answers, else as soon as it does.
   *
   * @throws StartException if topics that are read together have different numbers of partitions
   */
  public synchronized void start() {
    if (tryToRun()) {
      return;
    }
    LOG.warn("Alarms are not evaluated yet, trying again every second: {}", failure);
    Thread waiting = new Thread(this::runWhenPossible, "alarm-topology-start");
    waiting.setDaemon(true);
    waiting.start();
    waiter = waiting;
  }

  public Check health() {
    KafkaStreams current = streams;
    String problem = failure;
    if (current != null && current.state() == KafkaStreams.State.RUNNING) {
      return Check.ok(CHECK, "running");
    }
    String state = current == null ? "not running" : current.state().toString();
    return Check.notReady(CHECK, problem == null ? state : state + ": " + problem);
  }

  @Override
  public void close() {
    closing.countDown();
    Thread waiting = waiter;
    if (waiting != null) {
      waiting.interrupt();
    }
    KafkaStreams current = streams;
    if (current != null) {
      current.close(STREAMS_CLOSE);
    }
  }

  private void runWhenPossible() {
    try {
      while (!closing.await(RETRY_MS, TimeUnit.MILLISECONDS) && !tryToRun()) {
        // The failure is in the health check, and has been logged.
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (StartException e) {
      LOG.error("Alarms are not evaluated: {}", e.getMessage());
    }
  }

  private boolean tryToRun() {
    Map<String, Integer> partitions;
    try (Admin admin = clients.admin()) {
      partitions = partitions(admin);
    } catch (ExecutionException e) {
      failure = "cannot see the topics: " + e.getCause();
      return false;
    } catch (TimeoutException e) {
      failure = "no answer from Kafka at " + clients.bootstrap();
      return false;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
    if (partitions.values().stream().distinct().count() > 1) {
      failure =
          "topics that are read together must have equally many partitions, found " + partitions;
      throw new StartException(
          "Alarm engine: " + failure + ". Make them anew with one miharu.kafka.topics.partitions.");
    }
    failure = null;
    run(Objects.requireNonNull(partitions.get(Topics.METRICS.name())));
    return true;
  }

  static Properties settings(KafkaClients clients, String instanceId, Path stateDirectory) {
    Properties settings = clients.streams(APPLICATION_ID, instanceId, stateDirectory);
    settings.put("processing.exception.handler", SkipUnlessEvaluating.class.getName());
    return settings;
  }

  private static Map<String, Integer> partitions(Admin admin)
      throws ExecutionException, InterruptedException, TimeoutException {
    Map<String, Integer> partitions = new TreeMap<>();
    admin
        .describeTopics(COPARTITIONED.stream().map(Topic::name).toList())
        .allTopicNames()
        .get(ADMIN_TIMEOUT_MS, TimeUnit.MILLISECONDS)
        .forEach((name, topic) -> partitions.put(name, topic.partitions().size()));
    return partitions;
  }

  private void run(int routers) {
    Properties settings = settings(clients, instanceId, stateDirectory);
    settings.put("num.stream.threads", threads);
    KafkaStreams started = new KafkaStreams(topology.apply(routers), settings);
    started.setUncaughtExceptionHandler(this::replaceThread);
    started.setStateListener(
        (now, before) -> {
          if (now == KafkaStreams.State.RUNNING && failure != null) {
            LOG.info("Alarms are evaluated again");
            failure = null;
          }
        });
    streams = started;
    started.start();
    if (closing.getCount() == 0) {
      started.close(STREAMS_CLOSE);
    }
  }

  private StreamThreadExceptionResponse replaceThread(Throwable error) {
    LOG.error("A stream thread failed and is replaced", error);
    failure = error.toString();
    try {
      // Runs on the failed thread: paces what would fail again at once.
      closing.await(RETRY_MS, TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    return StreamThreadExceptionResponse.REPLACE_THREAD;
  }
}
