package io.miharu.alarmengine;

import io.micrometer.core.instrument.MeterRegistry;
import io.miharu.alarmengine.notify.Channel;
import io.miharu.alarmengine.notify.Notifier;
import io.miharu.alarmengine.notify.NotifierConfig;
import io.miharu.alarmengine.notify.webhook.WebhookChannel;
import io.miharu.alarmengine.topology.AlarmTopology;
import io.miharu.alarmengine.topology.EngineMetrics;
import io.miharu.alarmengine.topology.RunningTopology;
import io.miharu.model.Definition;
import io.miharu.runtime.Lifecycle;
import io.miharu.runtime.Process;
import io.miharu.runtime.health.Check;
import io.miharu.runtime.kafka.CompactedView;
import io.miharu.runtime.kafka.KafkaClients;
import io.miharu.runtime.kafka.Topics;
import java.time.Clock;
import java.time.Duration;
import java.util.List;

/** The alarm engine as one of Miharu's processes: the topology that evaluates, and the notifier. */
public final class AlarmEngine implements Process {
  private static final String NAME = "alarm-engine";
  private static final Duration TOPOLOGY_STOP = Duration.ofSeconds(5);
  private static final Duration NOTIFIER_STOP = Duration.ofSeconds(4);
  private static final Duration VIEW_STOP = Duration.ofSeconds(1);

  private final AlarmEngineConfig config;
  private final CompactedView<Definition> definitions;
  private final Notifier notifier;
  private final RunningTopology topology;
  private final Lifecycle lifecycle = new Lifecycle();

  /**
   * @param clock for the notifier's retries; alarms are judged by event time alone
   */
  public AlarmEngine(
      AlarmEngineConfig config, KafkaClients clients, MeterRegistry meters, Clock clock) {
    this.config = config;
    this.definitions =
        new CompactedView<>(
            clients, "miharu-notifier-definitions", Topics.DEFINITIONS, (key, value) -> {});
    this.notifier =
        new Notifier(
            clients,
            config.instanceId(),
            config.notifier(),
            channels(config.notifier()),
            definitions,
            meters,
            clock);
    EngineMetrics metrics = new EngineMetrics(meters);
    this.topology =
        new RunningTopology(
            clients,
            config.instanceId(),
            config.stateDir(),
            config.threads(),
            routers -> AlarmTopology.build(routers, config.alarmDelay(), metrics));
  }

  /** Every way to tell; a new channel gets a line here. */
  private static List<Channel> channels(NotifierConfig config) {
    return List.of(new WebhookChannel(config.timeout(), config.maxInFlight()));
  }

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public void start() {
    lifecycle.onStop("view of definitions", VIEW_STOP, definitions.start());
    notifier.start();
    lifecycle.onStop("notifier", NOTIFIER_STOP, notifier);
    lifecycle.onStop("alarm topology", TOPOLOGY_STOP, topology);
    topology.start();
  }

  @Override
  public String summary() {
    return "posted points are waited for %s, %d stream threads, state in %s, up to %d attempts"
            .formatted(
                config.alarmDelay(),
                config.threads(),
                config.stateDir(),
                config.notifier().attempts())
        + " for a notification";
  }

  @Override
  public List<Check> health() {
    return List.of(topology.health(), notifier.health(), definitions.health());
  }

  @Override
  public void close() {
    lifecycle.close();
  }
}
