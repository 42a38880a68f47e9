package io.miharu.alarmengine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.miharu.alarmengine.notify.NotifierConfig;
import io.miharu.runtime.config.Configuration;
import io.miharu.runtime.config.ConfigurationException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class AlarmEngineConfigTest {
  private static AlarmEngineConfig load(Map<String, String> settings) {
    return Configuration.load(null, Map.of(), settings, List.of(AlarmEngineConfig.class))
        .of(AlarmEngineConfig.class);
  }

  @Test
  void hasTheDocumentedDefaults() {
    AlarmEngineConfig config = load(Map.of());
    NotifierConfig notifier = config.notifier();

    assertThat(config.instanceId()).isEqualTo("0");
    assertThat(config.stateDir()).isEqualTo(Path.of("/var/lib/miharu/alarm-engine"));
    assertThat(config.threads()).isEqualTo(1);
    assertThat(config.alarmDelay()).isEqualTo(Duration.ofSeconds(30));
    assertThat(notifier.attempts()).isEqualTo(8);
    assertThat(notifier.firstDelay()).isEqualTo(Duration.ofSeconds(1));
    assertThat(notifier.maxDelay()).isEqualTo(Duration.ofMinutes(5));
    assertThat(notifier.timeout()).isEqualTo(Duration.ofSeconds(5));
    assertThat(notifier.maxInFlight()).isEqualTo(64);
    assertThat(notifier.maxInFlightPerMethod()).isEqualTo(4);
    assertThat(notifier.stopGrace()).isEqualTo(Duration.ofSeconds(2));
  }

  @Test
  void takesEachSetting() {
    AlarmEngineConfig config =
        load(
            Map.ofEntries(
                Map.entry("miharu.alarm-engine.instance-id", "7"),
                Map.entry("miharu.alarm-engine.state-dir", "/s"),
                Map.entry("miharu.alarm-engine.threads", "3"),
                Map.entry("miharu.alarm-engine.alarm-delay", "10s"),
                Map.entry("miharu.alarm-engine.notifier.attempts", "2"),
                Map.entry("miharu.alarm-engine.notifier.first-delay", "3s"),
                Map.entry("miharu.alarm-engine.notifier.max-delay", "4s"),
                Map.entry("miharu.alarm-engine.notifier.timeout", "6s"),
                Map.entry("miharu.alarm-engine.notifier.max-in-flight", "9"),
                Map.entry("miharu.alarm-engine.notifier.max-in-flight-per-method", "5"),
                Map.entry("miharu.alarm-engine.notifier.stop-grace", "1s")));
    NotifierConfig notifier = config.notifier();

    assertThat(config.instanceId()).isEqualTo("7");
    assertThat(config.stateDir()).isEqualTo(Path.of("/s"));
    assertThat(config.threads()).isEqualTo(3);
    assertThat(config.alarmDelay()).isEqualTo(Duration.ofSeconds(10));
    assertThat(notifier.attempts()).isEqualTo(2);
    assertThat(notifier.firstDelay()).isEqualTo(Duration.ofSeconds(3));
    assertThat(notifier.maxDelay()).isEqualTo(Duration.ofSeconds(4));
    assertThat(notifier.timeout()).isEqualTo(Duration.ofSeconds(6));
    assertThat(notifier.maxInFlight()).isEqualTo(9);
    assertThat(notifier.maxInFlightPerMethod()).isEqualTo(5);
    assertThat(notifier.stopGrace()).isEqualTo(Duration.ofSeconds(1));
  }

  @Test
  void refusesWhatItDoesNotKnow() {
    assertThatThrownBy(() -> load(Map.of("miharu.alarm-engine.notifier.retries", "2")))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining("miharu.alarm-engine.notifier.retries");
  }
}
