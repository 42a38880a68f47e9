package io.miharu.logforwarder;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.miharu.logforwarder.checkpoint.Checkpoint;
import io.miharu.logforwarder.checkpoint.CheckpointStore;
import io.miharu.logforwarder.discovery.GlobDiscovery;
import io.miharu.logforwarder.discovery.LogSources;
import io.miharu.logforwarder.discovery.PodLookup;
import io.miharu.logforwarder.parse.ParseStats;
import io.miharu.logforwarder.send.Dispatcher;
import io.miharu.logforwarder.send.Encoder;
import io.miharu.logforwarder.send.KafkaPublisher;
import io.miharu.logforwarder.send.SendLimits;
import io.miharu.logforwarder.send.SendStats;
import io.miharu.logforwarder.tail.FileOpening;
import io.miharu.logforwarder.tail.TailLimits;
import io.miharu.logforwarder.tail.TailTotals;
import io.miharu.logforwarder.tail.Tailer;
import io.miharu.runtime.Lifecycle;
import io.miharu.runtime.Process;
import io.miharu.runtime.StartException;
import io.miharu.runtime.health.Check;
import io.miharu.runtime.kafka.KafkaClients;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;

/** The log-forwarder: tails container logs of one node into {@code miharu.logs}. */
public final class LogForwarder implements Process {
  /** Of the process, and of its marks. */
  public static final String NAME = "log-forwarder";

  private final LogForwarderConfig config;
  private final KafkaClients kafka;
  private final PodLookup pods;
  private final MeterRegistry meters;
  private final Clock clock;
  private final Lifecycle lifecycle = new Lifecycle();
  private final ParseStats parseStats = new ParseStats();
  private final SendStats sendStats = new SendStats();
  private volatile @Nullable Running running;

  /** What exists between start and close. */
  private record Running(Tailer tailer, Dispatcher dispatcher, ForwardingLoop loop) {}

  public LogForwarder(
      LogForwarderConfig config,
      KafkaClients kafka,
      PodLookup pods,
      MeterRegistry meters,
      Clock clock) {
    this.config = config;
    this.kafka = kafka;
    this.pods = pods;
    this.meters = meters;
    this.clock = clock;
  }

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public void start() {
    CheckpointStore store = new CheckpointStore(config.checkpoint());
    Optional<Checkpoint> checkpoint = read(store);
    KafkaPublisher publisher =
        lifecycle.onStop(
            "log producer",
            Duration.ofSeconds(3),
            new KafkaPublisher(kafka, config.node(), config.maxRecordBytes()));
    SendLimits sendLimits = SendLimits.standard();
    TailLimits standard = TailLimits.standard();
    TailLimits tailLimits =
        new TailLimits(
            config.maxLineBytes(),
            standard.quantumBytes(),
            config.inFlightBytes(),
            standard.lingerMs());
    Encoder encoder = new Encoder(config.node(), config.maxRecordBytes(), sendStats);
    Dispatcher dispatcher = new Dispatcher(publisher, encoder, sendLimits);
    Tailer tailer =
        new Tailer(
            new GlobDiscovery(config.paths(), excluded(), ownDirectories()),
            new LogSources(config.node(), config.defaultTenant(), pods),
            new FileOpening(tailLimits, sendLimits, encoder, parseStats, sendStats),
            dispatcher,
            tailLimits,
            checkpoint.orElse(Checkpoint.of(List.of())),
            checkpoint.isEmpty() && config.startAt() == LogForwarderConfig.StartAt.END);
    ForwardingLoop loop = new ForwardingLoop(tailer, dispatcher, store, clock, config.node());
    Running now = new Running(tailer, dispatcher, loop);
    running = now;
    measure(now);
    Thread thread = new Thread(loop, NAME);
    lifecycle.onStop(
        "reading of logs",
        Duration.ofSeconds(5),
        () -> {
          loop.stop();
          thread.join();
        });
    thread.start();
  }

  @Override
  public String summary() {
    return "node "
        + config.node()
        + ", "
        + String.join(", ", config.paths())
        + " to "
        + kafka.bootstrap();
  }

  @Override
  public List<Check> health() {
    Running now = running;
    if (now == null) {
      return List.of(Check.notReady("logs", "not started"));
    }
    List<Check> checks = new ArrayList<>();
    TailTotals totals = now.tailer().totals();
    String unreadable = now.tailer().unreadableDetail();
    checks.add(
        unreadable.isEmpty()
            ? Check.ok(
                "files", totals.openFiles() + " open, " + totals.lagBytes() + " bytes behind")
            : Check.degraded("files", unreadable));
    String kafkaProblem = now.dispatcher().problem();
    checks.add(
        kafkaProblem == null
            ? Check.ok("kafka", kafka.bootstrap())
            : Check.notReady(
                "kafka",
                kafkaProblem + "; lines wait in their files, " + totals.lagBytes() + " bytes"));
    String checkpointProblem = now.loop().checkpointProblem();
    checks.add(
        checkpointProblem == null
            ? Check.ok("checkpoint", config.checkpoint().toString())
            : Check.degraded("checkpoint", checkpointProblem));
    String defect = now.loop().defect();
    if (defect != null) {
      checks.add(Check.notReady("reading", "a defect, please report it with the log: " + defect));
    }
    return checks;
  }

  @Override
  public void close() {
    lifecycle.close();
  }

  private Optional<Checkpoint> read(CheckpointStore store) {
    try {
      return store.read();
    } catch (IOException e) {
      throw new StartException(
          "Cannot read the checkpoint "
              + config.checkpoint()
              + " ("
              + e
              + "): make it readable for this user, or set miharu.log-forwarder.checkpoint",
          e);
    }
  }

  /** As files are found: with links resolved. */
  private List<Path> ownDirectories() {
    List<Path> directories = new ArrayList<>();
    for (Path directory : config.ownDirectories().orElse(List.of())) {
      try {
        directories.add(directory.toRealPath());
      } catch (IOException notThere) {
        directories.add(directory.toAbsolutePath().normalize());
      }
    }
    return directories;
  }

  private List<String> excluded() {
    List<String> excluded = new ArrayList<>(config.exclude().orElse(List.of()));
    config.ownPod().ifPresent(pod -> excluded.add("/**/*_" + pod + "_*/**"));
    return excluded;
  }

  private void measure(Running now) {
    count("lines", sendStats, SendStats::lines);
    count("records", sendStats, SendStats::records);
    count("send.failures", sendStats, SendStats::failures);
    count("record.cut", sendStats, SendStats::cut);
    count("bytes", parseStats, ParseStats::bytes);
    count("malformed", parseStats, ParseStats::malformed);
    count("cut", parseStats, ParseStats::cut);
    count("invalid.utf8", parseStats, ParseStats::invalidUtf8);
    gauge("files.open", now, r -> r.tailer().totals().openFiles());
    gauge("lag.bytes", now, r -> r.tailer().totals().lagBytes());
    gauge("in.flight.bytes", now, r -> r.tailer().totals().inFlightBytes());
    gauge("files.unreadable", now, r -> r.tailer().unreadableCount());
    gauge("checkpoint.age.seconds", now, r -> (clock.millis() - r.loop().checkpointMs()) / 1_000.0);
  }

  private <T> void count(String name, T stats, ToDoubleFunction<T> value) {
    FunctionCounter.builder("miharu.log.forwarder." + name, stats, value)
        .tag("node", config.node())
        .register(meters);
  }

  private <T> void gauge(String name, T source, ToDoubleFunction<T> value) {
    Gauge.builder("miharu.log.forwarder." + name, source, value)
        .tag("node", config.node())
        .strongReference(true)
        .register(meters);
  }
}
