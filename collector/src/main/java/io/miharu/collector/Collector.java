package io.miharu.collector;

import io.micrometer.core.instrument.MeterRegistry;
import io.miharu.collector.cadvisor.CadvisorScrapes;
import io.miharu.collector.delivery.SampleDelivery;
import io.miharu.collector.scrape.Endpoint;
import io.miharu.collector.scrape.HttpSource;
import io.miharu.collector.scrape.Schedule;
import io.miharu.kubernetes.InformerPodDirectory;
import io.miharu.kubernetes.PodDirectory;
import io.miharu.kubernetes.PodListFile;
import io.miharu.kubernetes.PodSettings;
import io.miharu.runtime.Lifecycle;
import io.miharu.runtime.Process;
import io.miharu.runtime.StartException;
import io.miharu.runtime.health.Check;
import io.miharu.runtime.kafka.KafkaClients;
import io.miharu.runtime.kafka.Topics;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import okhttp3.HttpUrl;
import org.jspecify.annotations.Nullable;

/** Scrapes every target on its own schedule and sends what it finds to {@link Topics#SAMPLES}. */
public final class Collector implements Process {
  private static final Duration STOP_LIMIT = Duration.ofSeconds(2);
  private static final Duration DELIVERY_STOP_LIMIT = Duration.ofSeconds(6);
  private static final Duration PODS_FILE_INTERVAL = Duration.ofSeconds(5);

  private final CollectorConfig config;
  private final KafkaClients kafka;
  private final MeterRegistry meters;
  private final Clock clock;
  private final Lifecycle lifecycle = new Lifecycle();
  private final List<TargetState> states = new CopyOnWriteArrayList<>();
  private volatile @Nullable PodDirectory pods;
  private volatile @Nullable SampleDelivery delivery;

  public Collector(CollectorConfig config, KafkaClients kafka, MeterRegistry meters, Clock clock) {
    this.config = config;
    this.kafka = kafka;
    this.meters = meters;
    this.clock = clock;
  }

  @Override
  public String name() {
    return "collector";
  }

  @Override
  public void start() {
    String node = config.node().orElseGet(Collector::hostName);
    checkNodes(node);
    PodDirectory directory = lifecycle.onStop("pod directory", STOP_LIMIT, openPods(node));
    SampleDelivery sender =
        lifecycle.onStop(
            "sample delivery",
            DELIVERY_STOP_LIMIT,
            new SampleDelivery(
                kafka.producer(
                    "miharu-collector-" + node, Topics.SAMPLES, SampleDelivery.PRODUCER_SETTINGS),
                kafka.bootstrap(),
                config.pendingBatches(),
                meters));
    pods = directory;
    delivery = sender;
    sender.start();
    if (!config.targets().isEmpty()) {
      ScheduledExecutorService scheduler =
          Executors.newScheduledThreadPool(
              config.targets().size(),
              task -> {
                Thread thread = new Thread(task, "scrape");
                thread.setDaemon(true);
                return thread;
              });
      List<HttpSource> sources = new ArrayList<>();
      lifecycle.onStop("scrapes", STOP_LIMIT, () -> stop(scheduler, sources));
      for (CollectorConfig.Target target : config.targets()) {
        HttpSource source = source(target);
        sources.add(source);
        startTarget(target, target.node().orElse(node), source, directory, sender, scheduler);
      }
    }
  }

  @Override
  public String summary() {
    return "scrapes "
        + (config.targets().isEmpty()
            ? "nothing"
            : String.join(", ", config.targets().stream().map(t -> shown(url(t))).toList()))
        + " every "
        + config.interval();
  }

  @Override
  public List<Check> health() {
    List<Check> checks = new ArrayList<>();
    SampleDelivery sender = delivery;
    if (sender != null) {
      checks.add(sender.check());
    }
    PodDirectory directory = pods;
    if (directory != null) {
      checks.add(
          directory
              .problem()
              .map(problem -> Check.degraded("pods", problem))
              .orElseGet(() -> Check.ok("pods", "what is known about pods is current")));
    }
    states.forEach(state -> checks.add(state.check()));
    return checks;
  }

  @Override
  public void close() {
    lifecycle.close();
  }

  private PodDirectory openPods(String node) {
    PodSettings settings = new PodSettings(config.defaultTenant(), config.podLabels());
    if (config.podsFile().isPresent()) {
      return PodListFile.open(config.podsFile().get(), settings, PODS_FILE_INTERVAL);
    }
    return config.kubernetes()
        ? InformerPodDirectory.connect(node, settings)
        : PodDirectory.none(config.defaultTenant());
  }

  /** Two targets of one node would count it twice, and each would mark the other's samples done. */
  private void checkNodes(String node) {
    Set<String> seen = new HashSet<>();
    for (CollectorConfig.Target target : config.targets()) {
      if (!seen.add(target.node().orElse(node))) {
        throw new StartException(
            "Two targets of miharu.collector speak of the node "
                + target.node().orElse(node)
                + ": remove one, or name each one's node");
      }
    }
  }

  private HttpSource source(CollectorConfig.Target target) {
    return new HttpSource(
        new Endpoint(
            url(target), target.bearerTokenFile(), target.caFile(), target.insecureSkipVerify()),
        config.timeout());
  }

  private void startTarget(
      CollectorConfig.Target target,
      String node,
      HttpSource source,
      PodDirectory directory,
      SampleDelivery sender,
      ScheduledExecutorService scheduler) {
    String url = shown(url(target));
    TargetState state = new TargetState(url);
    states.add(state);
    TargetScraper scraper =
        new TargetScraper(
            node,
            config.interval().toMillis(),
            config.bodyLimit(),
            source,
            new CadvisorScrapes(node, directory, config.defaultTenant()),
            state,
            new TargetMeters(meters, url, state, clock),
            sender::offer);
    Schedule schedule = Schedule.of(node + " " + url, config.interval().toMillis());
    new TargetLoop(scraper, schedule, directory, scheduler, clock).start();
  }

  /** Interrupts first, so that the scrapes that are cut off know that they need not complain. */
  private static void stop(ScheduledExecutorService scheduler, List<HttpSource> sources)
      throws InterruptedException {
    scheduler.shutdownNow();
    sources.forEach(HttpSource::close);
    scheduler.awaitTermination(STOP_LIMIT.toMillis(), TimeUnit.MILLISECONDS);
  }

  private static HttpUrl url(CollectorConfig.Target target) {
    HttpUrl url = HttpUrl.get(target.url());
    if (url == null) {
      throw new StartException(
          "The target " + target.url() + " is no http or https URL: write http://host:port");
    }
    return url.encodedPath().equals("/")
        ? url.newBuilder().encodedPath(target.kind().path()).build()
        : url;
  }

  /** Without a user and a password. */
  private static String shown(HttpUrl url) {
    return url.newBuilder().username("").password("").build().toString();
  }

  private static String hostName() {
    try {
      return InetAddress.getLocalHost().getHostName();
    } catch (UnknownHostException e) {
      throw new StartException("This machine has no host name: set miharu.collector.node", e);
    }
  }
}
