package io.miharu.collector;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.miharu.runtime.config.Configuration;
import io.miharu.runtime.config.ConfigurationException;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CollectorConfigTest {
  @TempDir Path folder;

  @Test
  void hasDefaults() throws IOException {
    CollectorConfig config = load("");
    assertThat(config.node()).isEmpty();
    assertThat(config.interval()).isEqualTo(Duration.ofSeconds(15));
    assertThat(config.timeout()).isEqualTo(Duration.ofSeconds(10));
    assertThat(config.bodyLimit()).isEqualTo(64L << 20);
    assertThat(config.pendingBatches()).isEqualTo(20_000);
    assertThat(config.defaultTenant()).isEqualTo("default");
    assertThat(config.podLabels()).containsExactly("app");
    assertThat(config.podsFile()).isEmpty();
    assertThat(config.kubernetes()).isFalse();
    assertThat(config.targets()).isEmpty();
  }

  @Test
  void readsEveryKey() throws IOException {
    CollectorConfig config =
        load(
            """
            miharu:
              collector:
                node: n7
                interval: 30s
                timeout: 5s
                body-limit: 1000
                pending-batches: 7
                default-tenant: p-17
                pod-labels: [app, tier]
                pods-file: /pods.json
                kubernetes: true
                targets:
                  - url: https://n7:10250
                    kind: kubelet
                    node: n8
                    bearer-token-file: /token
                    ca-file: /ca.crt
                    insecure-skip-verify: true
                  - url: http://n9:8080/other
            """);
    assertThat(config.node()).contains("n7");
    assertThat(config.interval()).isEqualTo(Duration.ofSeconds(30));
    assertThat(config.timeout()).isEqualTo(Duration.ofSeconds(5));
    assertThat(config.bodyLimit()).isEqualTo(1000);
    assertThat(config.pendingBatches()).isEqualTo(7);
    assertThat(config.defaultTenant()).isEqualTo("p-17");
    assertThat(config.podLabels()).containsExactly("app", "tier");
    assertThat(config.podsFile()).contains(Path.of("/pods.json"));
    assertThat(config.kubernetes()).isTrue();
    CollectorConfig.Target kubelet = config.targets().get(0);
    assertThat(kubelet.url()).isEqualTo(URI.create("https://n7:10250"));
    assertThat(kubelet.kind()).isEqualTo(TargetKind.KUBELET);
    assertThat(kubelet.node()).contains("n8");
    assertThat(kubelet.bearerTokenFile()).contains(Path.of("/token"));
    assertThat(kubelet.caFile()).contains(Path.of("/ca.crt"));
    assertThat(kubelet.insecureSkipVerify()).isTrue();
    CollectorConfig.Target cadvisor = config.targets().get(1);
    assertThat(cadvisor.kind()).isEqualTo(TargetKind.CADVISOR);
    assertThat(cadvisor.insecureSkipVerify()).isFalse();
  }

  @Test
  void refusesUnknownKey() {
    assertThatThrownBy(() -> load("miharu: {collector: {intervall: 15s}}"))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining("intervall");
  }

  private CollectorConfig load(String yaml) throws IOException {
    Path file = Files.writeString(folder.resolve("miharu.yaml"), yaml);
    return Configuration.load(file, Map.of(), Map.of(), List.of(CollectorConfig.class))
        .of(CollectorConfig.class);
  }
}
