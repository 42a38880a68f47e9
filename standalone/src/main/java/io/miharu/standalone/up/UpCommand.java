package io.miharu.standalone.up;

import io.miharu.embedded.InfluxdBinary;
import io.miharu.standalone.terminal.Foreground;
import io.miharu.standalone.terminal.Terminal;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code miharu up}: options only; {@link Up} does the work. */
@Command(
    name = "up",
    description = {
      "Starts the whole pipeline on this machine, in one process: Kafka, InfluxDB, and everything"
          + " between. Ctrl-C or SIGTERM stops it."
    },
    mixinStandardHelpOptions = true,
    sortOptions = false,
    footer = {
      "",
      "With no source named, it uses what it finds on this machine (a kubelet, a cAdvisor on port"
          + " 8080, container logs), and where there is nothing, the demo."
    })
public final class UpCommand implements Callable<Integer> {
  @Option(
      names = "--data",
      paramLabel = "DIR",
      defaultValue = "${env:MIHARU_DATA:-.miharu/data}",
      description = "Keeps everything that must survive a restart. Default: ${DEFAULT-VALUE}")
  private Path data = Path.of(".miharu/data");

  @Option(names = "--reset", description = "Empties the data directory first, after asking.")
  private boolean reset;

  @Option(names = "--yes", description = "Does not ask before --reset.")
  private boolean yes;

  @Option(
      names = "--config",
      paramLabel = "FILE",
      description = "Further settings, in YAML; the README of each module lists them.")
  private @Nullable Path config;

  @ArgGroup(exclusive = false, heading = "%nSources:%n")
  private SourceOptions sources = new SourceOptions();

  @ArgGroup(exclusive = false, heading = "%nServers:%n")
  private Servers servers = new Servers();

  @ArgGroup(exclusive = false, heading = "%nPorts on 127.0.0.1 (0 takes any free one):%n")
  private PortOptions ports = new PortOptions();

  /** Where samples and log lines come from. */
  static final class SourceOptions {
    @Option(
        names = "--cadvisor",
        paramLabel = "URL",
        description = "A cAdvisor, such as http://127.0.0.1:8080. Repeatable.")
    private List<URI> cadvisor = List.of();

    @Option(names = "--kubelet", description = "The kubelet of this machine.")
    private boolean kubelet;

    @Option(
        names = "--kubelet-token-file",
        paramLabel = "FILE",
        description = "Holds the token to show to the kubelet, such as a service account's.")
    private @Nullable Path kubeletTokenFile;

    @Option(
        names = "--kubelet-ca-file",
        paramLabel = "FILE",
        description = "Certificates (PEM) that may have signed the kubelet's.")
    private @Nullable Path kubeletCaFile;

    @Option(
        names = "--kubelet-skip-verify",
        description = "Accepts any certificate of the kubelet.")
    private boolean kubeletSkipVerify;

    @Option(
        names = "--logs",
        paramLabel = "GLOB",
        description = "Container log files, such as '/var/log/pods/*/*/*.log'. Repeatable.")
    private List<String> logs = List.of();

    @Option(
        names = "--demo",
        description = "A synthetic cluster with incidents, alarms and a receiver of webhooks.")
    private boolean demo;
  }

  /** Servers that run already. */
  static final class Servers {
    @Option(
        names = "--kafka",
        paramLabel = "BOOTSTRAP",
        description = "Uses these brokers (host:port,…) instead of starting one.")
    private @Nullable String kafka;

    @Option(
        names = "--influxdb",
        paramLabel = "URL",
        description = "Uses this InfluxDB instead of starting one.")
    private @Nullable URI influxdb;
  }

  /** Where it listens. */
  static final class PortOptions {
    @Option(
        names = "--api-port",
        paramLabel = "PORT",
        defaultValue = "8070",
        description = "Default: ${DEFAULT-VALUE}")
    private int api;

    @Option(
        names = "--health-port",
        paramLabel = "PORT",
        defaultValue = "8071",
        description = "Health and metrics of the processes. Default: ${DEFAULT-VALUE}")
    private int health;

    @Option(
        names = "--webhook-port",
        paramLabel = "PORT",
        defaultValue = "8072",
        description = "The demo's receiver of webhooks. Default: ${DEFAULT-VALUE}")
    private int webhook;

    @Option(
        names = "--kafka-port",
        paramLabel = "PORT",
        defaultValue = "9092",
        description = "Default: ${DEFAULT-VALUE}")
    private int kafka;

    @Option(
        names = "--influxdb-port",
        paramLabel = "PORT",
        defaultValue = "8086",
        description = "Default: ${DEFAULT-VALUE}")
    private int influxdb;
  }

  @Override
  public Integer call() {
    var options =
        new UpOptions(
            data,
            InfluxdBinary.defaultCacheDirectory(),
            reset,
            yes,
            Optional.ofNullable(config),
            new Sources(sources.cadvisor, sources.kubelet, sources.logs, sources.demo),
            Optional.ofNullable(sources.kubeletTokenFile),
            Optional.ofNullable(sources.kubeletCaFile),
            sources.kubeletSkipVerify,
            Optional.ofNullable(servers.kafka),
            Optional.ofNullable(servers.influxdb),
            new UpOptions.Ports(
                ports.api, ports.health, ports.webhook, ports.kafka, ports.influxdb));
    var terminal = Terminal.ofThisProcess();
    return new Foreground(terminal)
        .run(
            (steps, lifecycle) ->
                new Up(options, System.getenv(), terminal, steps, lifecycle).start());
  }
}
