package io.miharu.runtime.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.miharu.runtime.kafka.KafkaConfig;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConfigurationTest {
  private static final List<Class<?>> KAFKA = List.of(KafkaConfig.class);

  private @TempDir Path directory;

  @Test
  void defaultsHoldWithoutAnything() {
    KafkaConfig kafka = Configuration.load(null, Map.of(), Map.of(), KAFKA).of(KafkaConfig.class);
    assertThat(kafka.bootstrap()).isEqualTo("127.0.0.1:9092");
    assertThat(kafka.topics().partitions()).isEqualTo(3);
    assertThat(kafka.topics().retention()).isEqualTo(Duration.ofHours(24));
    assertThat(kafka.properties()).isEmpty();
  }

  @Test
  void commandLineWinsOverEnvironmentOverFile() throws IOException {
    Path file =
        yaml("miharu:\n  kafka:\n    bootstrap: file:1\n    topics:\n      partitions: 5\n");
    Map<String, String> environment =
        Map.of("MIHARU_KAFKA_BOOTSTRAP", "environment:1", "MIHARU_KAFKA_TOPICS_REPLICATION", "2");
    KafkaConfig kafka =
        Configuration.load(file, environment, Map.of("miharu.kafka.bootstrap", "command:1"), KAFKA)
            .of(KafkaConfig.class);
    assertThat(kafka.bootstrap()).isEqualTo("command:1");
    assertThat(kafka.topics().partitions()).isEqualTo(5);
    assertThat(kafka.topics().replication()).isEqualTo((short) 2);
  }

  @Test
  void everyMistakeIsNamedAtOnce() throws IOException {
    Path file =
        yaml(
            "miharu:\n  kafka:\n    bootstrapp: x:1\n    topics:\n      partitions: many\n      retention: soon\n");
    ConfigurationException failure =
        catchThrowableOfType(
            ConfigurationException.class,
            () -> Configuration.load(file, Map.of(), Map.of(), KAFKA));
    assertThat(failure.problems())
        .anyMatch(problem -> problem.contains("miharu.kafka.bootstrapp"))
        .anyMatch(problem -> problem.contains("miharu.kafka.topics.partitions"))
        .anyMatch(problem -> problem.contains("miharu.kafka.topics.retention"));
  }

  @Test
  void missingAndMalformedFilesAreNamed() throws IOException {
    Path missing = directory.resolve("none.yaml");
    assertThat(
            catchThrowableOfType(
                ConfigurationException.class,
                () -> Configuration.load(missing, Map.of(), Map.of(), KAFKA)))
        .hasMessageContaining(missing.toString());
    Path broken = yaml("miharu: [");
    assertThat(
            catchThrowableOfType(
                ConfigurationException.class,
                () -> Configuration.load(broken, Map.of(), Map.of(), KAFKA)))
        .hasMessageContaining("not valid YAML");
  }

  private Path yaml(String text) throws IOException {
    return Files.writeString(directory.resolve("miharu.yaml"), text);
  }
}
