package io.miharu.standalone.process;

import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.miharu.runtime.Lifecycle;
import io.miharu.runtime.Process;
import io.miharu.runtime.config.Configuration;
import io.miharu.runtime.http.HealthServer;
import io.miharu.runtime.kafka.KafkaClients;
import io.miharu.runtime.kafka.KafkaConfig;
import io.miharu.standalone.terminal.Foreground;
import io.miharu.standalone.terminal.Logging;
import io.miharu.standalone.terminal.Terminal;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Runs one process by itself, as a container does: {@code miharu collector} and its siblings. */
@Command(
    mixinStandardHelpOptions = true,
    footer = {
      "",
      "Every setting can also be an environment variable: MIHARU_KAFKA_BOOTSTRAP for"
          + " miharu.kafka.bootstrap. The topics must be there: `miharu topics apply` makes them.",
      "Exit status: 0 stopped by a signal in good order; 1 failed; 2 wrong usage."
    })
public final class ProcessCommand implements Callable<Integer> {
  private static final Duration PROCESS_STOP = Duration.ofSeconds(9);
  private static final Duration SMALL_STOP = Duration.ofSeconds(1);

  private final ProcessKind kind;

  @Option(
      names = "--config",
      paramLabel = "FILE",
      description = "Settings in YAML; environment variables win over it.")
  private @Nullable Path config;

  @Option(
      names = "--log",
      paramLabel = "FORM",
      defaultValue = "text",
      description = "Form of log lines on standard error: text or json. Default: ${DEFAULT-VALUE}")
  private Logging.Form log = Logging.Form.TEXT;

  private ProcessCommand(ProcessKind kind) {
    this.kind = kind;
  }

  /** Adds a command for each process. */
  public static void addTo(CommandLine parent) {
    for (ProcessKind kind : ProcessKind.values()) {
      CommandLine command = new CommandLine(new ProcessCommand(kind));
      command.getCommandSpec().usageMessage().description(kind.description());
      parent.addSubcommand(kind.command(), command);
    }
  }

  @Override
  public Integer call() {
    Logging.toStandardError(log);
    return new Foreground(Terminal.ofThisProcess()).run((steps, lifecycle) -> start(lifecycle));
  }

  private void start(Lifecycle lifecycle) {
    List<Class<?>> mappings = new ArrayList<>(kind.mappings());
    mappings.add(KafkaConfig.class);
    mappings.add(HealthConfig.class);
    Configuration configuration = Configuration.load(config, System.getenv(), Map.of(), mappings);
    PrometheusMeterRegistry meters = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    KafkaClients kafka = new KafkaClients(configuration.of(KafkaConfig.class));
    ProcessFactory factory = new ProcessFactory(kafka, meters, Clock.systemUTC());
    Process process =
        kind.build(factory, configuration, store -> lifecycle.onStop("store", SMALL_STOP, store));
    lifecycle.onStop(process.name(), PROCESS_STOP, process);
    HealthConfig health = configuration.of(HealthConfig.class);
    lifecycle.onStop(
        "health server",
        SMALL_STOP,
        new HealthServer(health.host(), health.port(), meters, List.of(process)).start());
    process.start();
    Logger logger = LoggerFactory.getLogger(ProcessCommand.class);
    logger.info("{}: {}", process.name(), process.summary());
  }
}
