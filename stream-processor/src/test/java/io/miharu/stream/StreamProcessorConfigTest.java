package io.miharu.stream;

import static org.assertj.core.api.Assertions.assertThat;

import io.miharu.runtime.config.Configuration;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class StreamProcessorConfigTest {
  @Test
  void hasDefaults() {
    StreamProcessorConfig config = load(Map.of());

    assertThat(config.instanceId()).isEqualTo("0");
    assertThat(config.stateDir()).isEqualTo(Path.of("/var/lib/miharu/stream-processor"));
    assertThat(config.threads()).isEqualTo(1);
    assertThat(config.grace()).isEqualTo(Duration.ofSeconds(30));
    assertThat(config.logBucket()).isEqualTo(Duration.ofSeconds(10));
    assertThat(config.defaultTenant()).isEqualTo("default");
  }

  @Test
  void takesEverySetting() {
    StreamProcessorConfig config =
        load(
            Map.of(
                "miharu.stream-processor.instance-id", "east-1",
                "miharu.stream-processor.state-dir", "/data",
                "miharu.stream-processor.threads", "4",
                "miharu.stream-processor.grace", "45s",
                "miharu.stream-processor.log-bucket", "20s",
                "miharu.stream-processor.default-tenant", "ops"));

    assertThat(config.instanceId()).isEqualTo("east-1");
    assertThat(config.stateDir()).isEqualTo(Path.of("/data"));
    assertThat(config.threads()).isEqualTo(4);
    assertThat(config.grace()).isEqualTo(Duration.ofSeconds(45));
    assertThat(config.logBucket()).isEqualTo(Duration.ofSeconds(20));
    assertThat(config.defaultTenant()).isEqualTo("ops");
  }

  private static StreamProcessorConfig load(Map<String, String> settings) {
    return Configuration.load(null, Map.of(), settings, List.of(StreamProcessorConfig.class))
        .of(StreamProcessorConfig.class);
  }
}
