package io.miharu.stream;

import io.micrometer.core.instrument.MeterRegistry;
import io.miharu.runtime.Lifecycle;
import io.miharu.runtime.Process;
import io.miharu.runtime.health.Check;
import io.miharu.runtime.kafka.KafkaClients;
import io.miharu.runtime.kafka.Topic;
import io.miharu.runtime.kafka.Topics;
import io.miharu.stream.meters.StreamMeters;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.KafkaException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The stream-processor as one of Miharu's processes: the topology, the producer of clock marks, and
 * what else runs with them, such as the sink.
 */
public final class StreamProcessor implements Process {
  private static final Logger LOG = LoggerFactory.getLogger(StreamProcessor.class);
  private static final String NAME = "stream-processor";
  private static final List<Topic<?>> INPUTS =
      List.of(Topics.SAMPLES, Topics.LOGS, Topics.POSTED, Topics.ROLLUP_PARTIALS);
  private static final long RETRY_MS = 1_000;
  private static final long ADMIN_TIMEOUT_MS = 3_000;
  private static final Duration TOPOLOGY_STOP = Duration.ofSeconds(5);
  private static final Duration CLOCK_STOP = Duration.ofSeconds(1);

  private final StreamProcessorConfig config;
  private final KafkaClients clients;
  private final MeterRegistry meters;
  private final StreamMeters streamMeters;
  private final Clock clock;
  private final List<Companion> companions;
  private final Lifecycle lifecycle = new Lifecycle();
  private final Lifecycle beside = new Lifecycle();
  private final ScheduledExecutorService starter;
  private boolean closed;
  private volatile @Nullable RunningTopology topology;
  private volatile @Nullable ClockProducer clockProducer;
  private volatile String waitingFor = "not started";

  /**
   * @param clock the source of clock marks; nothing else here reads it
   * @param companions started and closed with the topology, and heard in the health checks
   */
  public StreamProcessor(
      StreamProcessorConfig config,
      KafkaClients clients,
      MeterRegistry meters,
      Clock clock,
      List<Companion> companions) {
    this.config = config;
    this.clients = clients;
    this.meters = meters;
    this.streamMeters = new StreamMeters(meters);
    this.clock = clock;
    this.companions = List.copyOf(companions);
    this.starter =
        Executors.newSingleThreadScheduledExecutor(
            task -> {
              Thread thread = new Thread(task, "stream-processor-start");
              thread.setDaemon(true);
              return thread;
            });
  }

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public void start() {
    if (!tryToRun()) {
      LOG.warn("Samples and logs are not processed yet, trying every second: {}", waitingFor);
      retryLater();
    }
    for (Companion companion : companions) {
      beside.onStop(companion.name(), companion.closeLimit(), companion.closing());
      companion.start().run();
    }
  }

  private void retryLater() {
    if (!starter.isShutdown()) {
      starter.schedule(this::retry, RETRY_MS, TimeUnit.MILLISECONDS);
    }
  }

  private void retry() {
    try {
      if (tryToRun()) {
        LOG.info("Kafka and the topics are there: samples and logs are processed");
      } else {
        retryLater();
      }
    } catch (RuntimeException e) {
      waitingFor = e.toString();
      LOG.error("Samples and logs are not processed: {}", e.toString());
    }
  }

  private boolean tryToRun() {
    Map<Topic<?>, Integer> partitions;
    try {
      partitions = partitions();
    } catch (ExecutionException e) {
      waitingFor = "cannot see the topics: " + e.getCause();
      return false;
    } catch (TimeoutException e) {
      waitingFor = "no answer from Kafka at " + clients.bootstrap();
      return false;
    } catch (KafkaException e) {
      waitingFor = "cannot reach Kafka at " + clients.bootstrap() + ": " + e;
      return false;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
    run(partitions);
    return true;
  }

  private Map<Topic<?>, Integer> partitions()
      throws ExecutionException, TimeoutException, InterruptedException {
    Admin admin = clients.admin();
    try {
      Map<String, TopicDescription> found =
          admin
              .describeTopics(INPUTS.stream().map(Topic::name).toList())
              .allTopicNames()
              .get(ADMIN_TIMEOUT_MS, TimeUnit.MILLISECONDS);
      Map<Topic<?>, Integer> partitions = new HashMap<>();
      INPUTS.forEach(
          topic ->
              partitions.put(
                  topic, Objects.requireNonNull(found.get(topic.name())).partitions().size()));
      return partitions;
    } finally {
      // Without a limit, closing waits for the call that has just timed out here.
      admin.close(Duration.ZERO);
    }
  }

  private static int count(Map<Topic<?>, Integer> partitions, Topic<?> topic) {
    return Objects.requireNonNull(partitions.get(topic));
  }

  private synchronized void run(Map<Topic<?>, Integer> partitions) {
    if (closed) {
      return;
    }
    StreamTopology.Settings settings =
        new StreamTopology.Settings(
            config.grace(),
            config.logBucket(),
            config.defaultTenant(),
            count(partitions, Topics.SAMPLES),
            count(partitions, Topics.ROLLUP_PARTIALS),
            count(partitions, Topics.LOGS));
    RunningTopology running =
        new RunningTopology(config, clients, StreamTopology.build(settings, streamMeters));
    topology = lifecycle.onStop("topology", TOPOLOGY_STOP, running);
    running.start();
    ClockProducer ticking =
        new ClockProducer(clients, config.instanceId(), partitions, clock, meters);
    clockProducer = lifecycle.onStop("clock marks", CLOCK_STOP, ticking);
    ticking.start();
  }

  @Override
  public String summary() {
    return "silent nodes are waited for %s, logs are counted over %s, %d stream threads, state in %s"
        .formatted(config.grace(), config.logBucket(), config.threads(), config.stateDir());
  }

  @Override
  public List<Check> health() {
    List<Check> checks = new ArrayList<>();
    RunningTopology running = topology;
    checks.add(running == null ? Check.notReady("streams", waitingFor) : running.health());
    ClockProducer ticking = clockProducer;
    if (ticking != null) {
      checks.add(
          ticking.isFailing()
              ? Check.degraded("clock", "clock marks cannot be written: progress stands still")
              : Check.ok("clock", "a mark a second"));
    }
    companions.forEach(companion -> checks.addAll(companion.health().get()));
    return checks;
  }

  @Override
  public void close() {
    synchronized (this) {
      closed = true;
    }
    starter.shutdownNow();
    // Side by side, since either may need most of the 10 s; they share nothing but Kafka.
    CompletableFuture<Void> topologyClosed = CompletableFuture.runAsync(lifecycle::close);
    beside.close();
    topologyClosed.join();
  }
}
