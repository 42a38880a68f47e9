package io.miharu.standalone.process;

import io.miharu.runtime.StartException;
import io.miharu.runtime.config.Configuration;
import io.miharu.runtime.config.ConfigurationException;
import io.miharu.runtime.kafka.KafkaClients;
import io.miharu.runtime.kafka.KafkaConfig;
import io.miharu.runtime.kafka.TopicCreation;
import io.miharu.runtime.kafka.Topics;
import io.miharu.standalone.terminal.Terminal;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.KafkaException;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code miharu topics}: makes or checks Miharu's topics on a cluster of one's own. */
@Command(
    name = "topics",
    description = "Makes or checks Miharu's topics. Settings: miharu.kafka, see runtime/README.md.",
    mixinStandardHelpOptions = true)
public final class TopicsCommand {
  @Option(
      names = "--config",
      paramLabel = "FILE",
      description = "Settings in YAML; environment variables win over it.")
  private @Nullable Path config;

  /** What is done with the topics. */
  private interface Work {
    String on(TopicCreation topics);
  }

  @Command(
      name = "apply",
      description = "Makes what is missing. Topics that exist are never changed.",
      mixinStandardHelpOptions = true)
  int apply() {
    return run(topics -> topics.apply(Topics.all()) + " topics created");
  }

  @Command(
      name = "check",
      description =
          "Changes nothing. Exit status 1, and each difference, if something is not right.",
      mixinStandardHelpOptions = true)
  int check() {
    return run(
        topics -> {
          topics.check(Topics.all());
          return Topics.all().size() + " topics are there";
        });
  }

  private int run(Work work) {
    Terminal terminal = Terminal.ofThisProcess();
    try {
      KafkaConfig kafka =
          Configuration.load(config, System.getenv(), Map.of(), List.of(KafkaConfig.class))
              .of(KafkaConfig.class);
      try (Admin admin = new KafkaClients(kafka).admin()) {
        terminal.out().println(work.on(new TopicCreation(admin, kafka.topics())));
        return 0;
      }
    } catch (ConfigurationException e) {
      e.problems().forEach(terminal.out()::println);
    } catch (StartException | KafkaException e) {
      terminal.out().println(e.getMessage());
    }
    return 1;
  }
}
