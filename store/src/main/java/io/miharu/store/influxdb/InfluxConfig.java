package io.miharu.store.influxdb;

import io.miharu.store.Target;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/** Where history is kept, for every process that writes or reads it. */
@ConfigMapping(prefix = "miharu.influxdb")
public interface InfluxConfig {
  @WithDefault("http://127.0.0.1:8086")
  String url();

  /** For basic authentication; none without it. */
  Optional<String> user();

  Optional<String> password();

  /** Made when it is missing. */
  @WithDefault("miharu")
  String database();

  /** How long to wait for a connection. */
  @WithDefault("5s")
  Duration connectTimeout();

  /** How long to wait for an answer. */
  @WithDefault("30s")
  Duration readTimeout();

  /** How long points are kept, at least 1h; 0s for ever. */
  Retention retention();

  /** Retention of each target. */
  interface Retention {
    @WithDefault("7d")
    Duration raw();

    @WithDefault("45d")
    Duration posted();

    @WithDefault("30d")
    Duration minute();

    @WithDefault("400d")
    Duration hour();

    @WithDefault("7d")
    Duration logs();

    @WithDefault("400d")
    Duration transitions();
  }

  /** The same as the settings of an {@link InfluxStore}. */
  default InfluxSettings settings() {
    Map<Target, Duration> retentions =
        Map.of(
            Target.RAW, retention().raw(),
            Target.POSTED, retention().posted(),
            Target.MINUTE, retention().minute(),
            Target.HOUR, retention().hour(),
            Target.LOGS, retention().logs(),
            Target.TRANSITIONS, retention().transitions());
    return InfluxSettings.of(url(), database())
        .withLogin(user().orElse(""), password().orElse(""))
        .withRetentions(retentions)
        .withTimeouts(connectTimeout(), readTimeout());
  }
}
