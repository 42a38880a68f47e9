package io.miharu.logforwarder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.miharu.runtime.config.Configuration;
import io.miharu.runtime.config.ConfigurationException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class LogForwarderConfigTest {
  private static LogForwarderConfig load(Map<String, String> values) {
    return Configuration.load(null, Map.of(), values, List.of(LogForwarderConfig.class))
        .of(LogForwarderConfig.class);
  }

  @Test
  void defaultsAreThoseOfANode() {
    LogForwarderConfig config =
        load(
            Map.of(
                "miharu.log-forwarder.node",
                "n1",
                "miharu.log-forwarder.checkpoint",
                "/s/logs.json"));

    assertThat(config.paths())
        .containsExactly("/var/log/pods/*/*/*.log", "/var/lib/docker/containers/*/*-json.log");
    assertThat(config.exclude()).isEmpty();
    assertThat(config.ownDirectories()).isEmpty();
    assertThat(config.ownPod()).isEmpty();
    assertThat(config.defaultTenant()).isEqualTo("default");
    assertThat(config.startAt()).isEqualTo(LogForwarderConfig.StartAt.BEGINNING);
    assertThat(config.maxLineBytes()).isEqualTo(262_144);
    assertThat(config.inFlightBytes()).isEqualTo(8_388_608);
    assertThat(config.maxRecordBytes()).isEqualTo(900_000);
  }

  @Test
  void everySettingHasItsName() {
    LogForwarderConfig config =
        load(
            Map.ofEntries(
                Map.entry("miharu.log-forwarder.node", "n1"),
                Map.entry("miharu.log-forwarder.paths", "/a/*.log,/b/*.log"),
                Map.entry("miharu.log-forwarder.exclude", "/a/x.log"),
                Map.entry("miharu.log-forwarder.own-directories", "/d"),
                Map.entry("miharu.log-forwarder.own-pod", "p"),
                Map.entry("miharu.log-forwarder.checkpoint", "/s/logs.json"),
                Map.entry("miharu.log-forwarder.default-tenant", "t"),
                Map.entry("miharu.log-forwarder.start-at", "end"),
                Map.entry("miharu.log-forwarder.max-line-bytes", "1"),
                Map.entry("miharu.log-forwarder.in-flight-bytes", "2"),
                Map.entry("miharu.log-forwarder.max-record-bytes", "3")));

    assertThat(config.paths()).containsExactly("/a/*.log", "/b/*.log");
    assertThat(config.exclude()).contains(List.of("/a/x.log"));
    assertThat(config.ownDirectories()).contains(List.of(Path.of("/d")));
    assertThat(config.ownPod()).contains("p");
    assertThat(config.checkpoint()).isEqualTo(Path.of("/s/logs.json"));
    assertThat(config.defaultTenant()).isEqualTo("t");
    assertThat(config.startAt()).isEqualTo(LogForwarderConfig.StartAt.END);
    assertThat(config.maxLineBytes()).isEqualTo(1);
    assertThat(config.inFlightBytes()).isEqualTo(2);
    assertThat(config.maxRecordBytes()).isEqualTo(3);
  }

  @Test
  void aMissingNodeIsNamed() {
    assertThatThrownBy(() -> load(Map.of("miharu.log-forwarder.checkpoint", "/s/logs.json")))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining("miharu.log-forwarder.node");
  }
}
