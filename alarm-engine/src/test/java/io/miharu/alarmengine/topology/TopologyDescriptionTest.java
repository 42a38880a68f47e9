package io.miharu.alarmengine.topology;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class TopologyDescriptionTest {
  /** Names of stores are names of changelogs: a change here strands the state that is there. */
  @Test
  void isWhatWasAgreed() throws Exception {
    String description =
        AlarmTopology.build(3, Duration.ofSeconds(30), new EngineMetrics(new SimpleMeterRegistry()))
            .describe()
            .toString();

    try (InputStream expected = getClass().getResourceAsStream("alarm-topology.txt")) {
      assertThat(description.strip())
          .isEqualTo(new String(expected.readAllBytes(), StandardCharsets.UTF_8).strip());
    }
  }
}
