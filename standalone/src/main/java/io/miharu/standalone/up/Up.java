package io.miharu.standalone.up;

import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.miharu.api.Api;
import io.miharu.embedded.EmbeddedBroker;
import io.miharu.embedded.InfluxServer;
import io.miharu.embedded.InfluxdBinary;
import io.miharu.runtime.Lifecycle;
import io.miharu.runtime.Process;
import io.miharu.runtime.config.Configuration;
import io.miharu.runtime.http.HealthServer;
import io.miharu.runtime.kafka.KafkaClients;
import io.miharu.runtime.kafka.KafkaConfig;
import io.miharu.runtime.kafka.TopicCreation;
import io.miharu.runtime.kafka.Topics;
import io.miharu.simulator.Simulator;
import io.miharu.simulator.cluster.ClusterSpec;
import io.miharu.simulator.incident.Script;
import io.miharu.simulator.kubelet.KubeletServer;
import io.miharu.standalone.demo.DemoDefinitions;
import io.miharu.standalone.demo.WebhookReceiver;
import io.miharu.standalone.process.HealthConfig;
import io.miharu.standalone.process.ProcessFactory;
import io.miharu.standalone.terminal.Logging;
import io.miharu.standalone.terminal.Steps;
import io.miharu.standalone.terminal.Steps.Row;
import io.miharu.standalone.terminal.Terminal;
import io.miharu.store.influxdb.InfluxStore;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import okhttp3.OkHttpClient;
import org.apache.kafka.clients.admin.Admin;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The wiring of {@code miharu up}, in the order of the start. One straight line on purpose: it
 * reads as the picture of the pipeline, and whatever is started is registered for its stop in the
 * same place.
 */
public final class Up {
  private static final Logger LOG = LoggerFactory.getLogger(Up.class);
  private static final Duration READY_LIMIT = Duration.ofSeconds(90);
  private static final Duration PROCESS_STOP = Duration.ofSeconds(9);

  private final UpOptions options;
  private final Map<String, String> environment;
  private final Terminal terminal;
  private final Steps steps;
  private final Lifecycle lifecycle;
  private final Clock clock = Clock.systemUTC();
  private final ZoneId zone = ZoneId.systemDefault();
  private final PrometheusMeterRegistry meters =
      new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
  private final OkHttpClient http = new OkHttpClient();
  private final List<Process> processes = new ArrayList<>();

  /**
   * @param environment normally {@code System.getenv()}
   */
  public Up(
      UpOptions options,
      Map<String, String> environment,
      Terminal terminal,
      Steps steps,
      Lifecycle lifecycle) {
    this.options = options;
    this.environment = environment;
    this.terminal = terminal;
    this.steps = steps;
    this.lifecycle = lifecycle;
  }

  /** Starts everything and prints where it is. */
  public void start() {
    Sources sources = options.named();
    if (sources.isEmpty()) {
      sources = new SourceFinder(http).find();
      steps.note("no source was named, found " + sources.describe());
    }
    DataDirectory data = new Preflight(options, terminal, lifecycle, sources.demo()).run();
    Settings settings = new Settings(options, data);
    // All mistakes in the configuration are to show before the first server starts.
    configuration(settings.ofPipeline(sources, null));
    Logging.toFile(data.resolve("log"));

    String bootstrap = options.kafka().orElseGet(() -> startBroker(data));
    String influx = options.influxdb().map(Object::toString).orElseGet(() -> startInfluxdb(data));
    settings.withServers(bootstrap, influx);

    @Nullable WebhookReceiver receiver = sources.demo() ? startReceiver() : null;
    @Nullable Simulator simulator = sources.demo() ? startSimulator(data) : null;

    Configuration configuration = configuration(settings.ofPipeline(sources, simulator));
    KafkaClients kafka = new KafkaClients(configuration.of(KafkaConfig.class));
    createTopics(kafka);
    ProcessFactory factory = new ProcessFactory(kafka, meters, clock);
    InfluxStore store =
        lifecycle.onStop("store", Duration.ofSeconds(2), factory.store(configuration));

    run(factory.streamProcessor(configuration, store));
    run(factory.alarmEngine(configuration));
    Api api = run(factory.api(configuration, store));
    lifecycle.onStop(
        "alarm printer", Duration.ofSeconds(2), new AlarmPrinter(kafka, terminal, zone).start());
    run(factory.collector(configuration));
    if (!sources.logs().isEmpty()) {
      run(factory.logForwarder(configuration(settings.ofLogs(sources.logs()))));
    }
    if (simulator != null) {
      for (KubeletServer kubelet : simulator.kubelets()) {
        String node = kubelet.node();
        run(factory.logForwarder(configuration(settings.ofSimulatedLogs(simulator, node))));
      }
    }
    HealthServer health = startHealth(configuration.of(HealthConfig.class));
    steps.run(
        "Everything ready",
        () -> {
          new Readiness(processes, System::nanoTime, steps::checkpoint).await(READY_LIMIT);
          return processes.size();
        },
        count -> "(" + count + " processes)");
    if (receiver != null) {
      steps.run(
          "Demo alarm definitions",
          () -> new DemoDefinitions(api.url(), http).create(receiver.url()),
          count -> "(" + count + ")");
    }
    lifecycle.onStop(
        "addresses",
        Duration.ofSeconds(1),
        RunningFile.write(
            RunningFile.in(data),
            new RunningFile.Addresses(
                ProcessHandle.current().pid(), api.url(), health.url(), bootstrap, influx)));
    table(sources, data, bootstrap, influx, api.url(), health.url(), receiver);
  }

  private Configuration configuration(Map<String, String> settings) {
    return Configuration.load(
        options.config().orElse(null), environment, settings, ProcessFactory.mappings());
  }

  private String startBroker(DataDirectory data) {
    return steps
        .run(
            "Kafka broker",
            () ->
                lifecycle.onStop(
                    "Kafka broker",
                    Duration.ofSeconds(7),
                    EmbeddedBroker.start(data.resolve("kafka"), options.ports().kafka())),
            broker -> "on " + broker.bootstrapServers())
        .bootstrapServers();
  }

  private String startInfluxdb(DataDirectory data) {
    return steps
        .run(
            "InfluxDB",
            () ->
                lifecycle.onStop(
                    "InfluxDB",
                    Duration.ofSeconds(8),
                    InfluxServer.start(
                        new InfluxdBinary(options.cache(), steps::progress).locate(),
                        data.resolve("influxdb"),
                        options.ports().influxdb())),
            server -> "on " + server.url())
        .url();
  }

  private WebhookReceiver startReceiver() {
    return steps.run(
        "Webhook receiver",
        () -> {
          WebhookReceiver listening =
              new WebhookReceiver(options.ports().webhook(), terminal, zone);
          lifecycle.onStop("webhook receiver", Duration.ofSeconds(1), listening);
          listening.start();
          return listening;
        },
        started -> "on " + started.url());
  }

  private Simulator startSimulator(DataDirectory data) {
    return steps.run(
        "Demo cluster",
        () ->
            lifecycle
                .onStop(
                    "demo cluster",
                    Duration.ofSeconds(3),
                    new Simulator(
                        ClusterSpec.DEFAULT,
                        data.resolve("demo"),
                        clock,
                        Script::demo,
                        story ->
                            terminal.out().println(" " + terminal.bold("demo") + "     " + story)))
                .start(),
        started -> "with " + started.kubelets().size() + " nodes");
  }

  private void createTopics(KafkaClients kafka) {
    steps.run(
        "Topics",
        () -> {
          try (Admin admin = kafka.admin()) {
            return new TopicCreation(admin, kafka.topics()).apply(Topics.all());
          }
        },
        made -> made == 0 ? "are there" : "created (" + made + ")");
  }

  private <P extends Process> P run(P process) {
    processes.add(process);
    return steps.run(
        process.name(),
        () -> {
          lifecycle.onStop(process.name(), PROCESS_STOP, process);
          process.start();
          LOG.info("{}: {}", process.name(), process.summary());
          return process;
        },
        started -> "");
  }

  private HealthServer startHealth(HealthConfig config) {
    return steps.run(
        "Health and metrics",
        () ->
            lifecycle.onStop(
                "health server",
                Duration.ofSeconds(2),
                new HealthServer(config.host(), config.port(), meters, processes).start()),
        started -> "on " + started.url());
  }

  private void table(
      Sources sources,
      DataDirectory data,
      String bootstrap,
      String influx,
      String api,
      String health,
      @Nullable WebhookReceiver receiver) {
    List<Row> rows = new ArrayList<>();
    rows.add(new Row("API", api + "/v2.0"));
    rows.add(new Row("Health", health + "/health/ready"));
    rows.add(new Row("Metrics", health + "/metrics"));
    rows.add(new Row("Kafka", bootstrap));
    rows.add(new Row("InfluxDB", influx));
    if (receiver != null) {
      rows.add(new Row("Webhooks", receiver.url()));
    }
    rows.add(new Row("Sources", sources.describe()));
    rows.add(new Row("Data", data.toString()));
    steps.table(rows);
  }
}
