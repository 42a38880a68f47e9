package io.miharu.stream.sink;

import static org.assertj.core.api.Assertions.assertThat;

import io.miharu.runtime.config.Configuration;
import io.miharu.store.Target;
import io.miharu.store.influxdb.InfluxConfig;
import io.miharu.store.influxdb.InfluxSettings;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SinkConfigTest {
  @Test
  void defaults() {
    Configuration configuration = load(Map.of());
    SinkConfig sink = configuration.of(SinkConfig.class);
    assertThat(sink.batchLines()).isEqualTo(5_000);
    assertThat(sink.batchBytes()).isEqualTo(4 * 1024 * 1024);
    assertThat(sink.batchTime()).isEqualTo(Duration.ofMillis(100));
    assertThat(sink.writers()).isEqualTo(4);
    assertThat(sink.readAheadBytes()).isEqualTo(8 * 1024 * 1024);
    assertThat(sink.maxBackoff()).isEqualTo(Duration.ofSeconds(10));

    InfluxSettings store = configuration.of(InfluxConfig.class).settings();
    Map<Target, Duration> retentions = new HashMap<>();
    for (Target target : Target.values()) {
      retentions.put(target, target.defaultRetention());
    }
    assertThat(store)
        .isEqualTo(InfluxSettings.of("http://127.0.0.1:8086", "miharu").withRetentions(retentions));
  }

  @Test
  void everyKeyOfTheStore() {
    Map<String, String> keys = new HashMap<>();
    keys.put("miharu.influxdb.url", "https://influx:1");
    keys.put("miharu.influxdb.user", "u");
    keys.put("miharu.influxdb.password", "secret");
    keys.put("miharu.influxdb.database", "d");
    keys.put("miharu.influxdb.connect-timeout", "1s");
    keys.put("miharu.influxdb.read-timeout", "2s");
    Map<Target, Duration> retentions = new HashMap<>();
    for (Target target : Target.values()) {
      String name = target.name().toLowerCase(Locale.ROOT);
      keys.put("miharu.influxdb.retention." + name, (target.ordinal() + 2) + "h");
      retentions.put(target, Duration.ofHours(target.ordinal() + 2));
    }

    InfluxSettings store = load(keys).of(InfluxConfig.class).settings();
    assertThat(store)
        .isEqualTo(
            InfluxSettings.of("https://influx:1", "d")
                .withLogin("u", "secret")
                .withRetentions(retentions)
                .withTimeouts(Duration.ofSeconds(1), Duration.ofSeconds(2)));
    assertThat(store.toString()).doesNotContain("secret");
  }

  private static Configuration load(Map<String, String> keys) {
    return Configuration.load(null, Map.of(), keys, List.of(SinkConfig.class, InfluxConfig.class));
  }
}
