package io.miharu.standalone.status;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.miharu.model.Json;
import io.miharu.runtime.config.Configuration;
import io.miharu.runtime.kafka.KafkaClients;
import io.miharu.runtime.kafka.KafkaConfig;
import io.miharu.runtime.kafka.Topics;
import io.miharu.standalone.terminal.Terminal;
import io.miharu.standalone.up.RunningFile;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import okhttp3.OkHttpClient;
import org.apache.kafka.clients.admin.Admin;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code miharu status}. */
@Command(
    name = "status",
    description = {
      "Shows how a running pipeline is: the age of the newest data of each node and who is missing,"
          + " how far each consumer is behind, and what each process says of itself."
    },
    mixinStandardHelpOptions = true,
    sortOptions = false,
    footer = {"", "Exit status: 0 all is well; 1 nothing answers; 2 something needs a look."})
public final class StatusCommand implements Callable<Integer> {
  private static final int NOTHING_ANSWERS = 1;
  private static final int NEEDS_A_LOOK = 2;
  private static final int TIMEOUT_MS = 5_000;

  @Option(
      names = "--data",
      paramLabel = "DIR",
      defaultValue = "${env:MIHARU_DATA:-.miharu/data}",
      description =
          "Data directory of the `up` to ask; it tells the addresses. Default: ${DEFAULT-VALUE}")
  private Path data = Path.of(".miharu/data");

  @Option(
      names = "--health",
      paramLabel = "URL",
      description = "Health server to ask instead, such as http://127.0.0.1:8071")
  private @Nullable String health;

  @Option(
      names = "--kafka",
      paramLabel = "BOOTSTRAP",
      description = "Brokers to ask instead (host:port,…)")
  private @Nullable String kafka;

  /** Forms of output. */
  enum Output {
    TEXT,
    JSON
  }

  @Option(
      names = {"-o", "--output"},
      paramLabel = "FORM",
      defaultValue = "text",
      description = "text or json. Default: ${DEFAULT-VALUE}")
  private Output output = Output.TEXT;

  @Override
  public Integer call() throws JsonProcessingException {
    Terminal terminal = Terminal.ofThisProcess();
    Optional<RunningFile.Addresses> running = RunningFile.read(data);
    String healthUrl =
        health != null ? health : running.map(RunningFile.Addresses::health).orElse(null);
    String brokers = kafka != null ? kafka : running.map(RunningFile.Addresses::kafka).orElse(null);
    if (healthUrl == null || brokers == null) {
      terminal
          .out()
          .println(
              "Nothing runs on the data directory "
                  + data
                  + ". Start it with `miharu up`, name another directory with --data, or name the servers with --health and --kafka.");
      return NOTHING_ANSWERS;
    }
    try {
      Status status = ask(healthUrl, brokers);
      print(status, terminal);
      return status.isWell() ? 0 : NEEDS_A_LOOK;
    } catch (IOException e) {
      terminal.out().println("No answer from " + healthUrl + ": " + e.getMessage());
    } catch (ExecutionException e) {
      terminal.out().println("No answer from Kafka at " + brokers + ": " + e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    return NOTHING_ANSWERS;
  }

  private static Status ask(String healthUrl, String brokers)
      throws IOException, ExecutionException, InterruptedException {
    OkHttpClient http =
        new OkHttpClient.Builder().callTimeout(TIMEOUT_MS, TimeUnit.MILLISECONDS).build();
    HealthClient client = new HealthClient(healthUrl, http);
    Map<String, String> settings = new LinkedHashMap<>();
    settings.put("miharu.kafka.bootstrap", brokers);
    settings.put("miharu.kafka.properties.\"default.api.timeout.ms\"", "" + TIMEOUT_MS);
    settings.put("miharu.kafka.properties.\"request.timeout.ms\"", "" + TIMEOUT_MS);
    KafkaConfig config =
        Configuration.load(null, System.getenv(), settings, List.of(KafkaConfig.class))
            .of(KafkaConfig.class);
    try (Admin admin = new KafkaClients(config).admin()) {
      HopLags lags = new HopLags(admin);
      return new Status(
          Clock.systemUTC().millis(),
          client.checks(),
          client.nodes(),
          lags.hops(),
          lags.size(Topics.DEAD_LETTERS));
    }
  }

  private void print(Status status, Terminal terminal) throws JsonProcessingException {
    switch (output) {
      case TEXT -> new StatusText(terminal).lines(status).forEach(terminal.out()::println);
      case JSON ->
          terminal
              .out()
              .println(Json.mapper().writerWithDefaultPrettyPrinter().writeValueAsString(status));
    }
  }
}
