package io.miharu.alarmengine;

import io.miharu.alarmengine.notify.NotifierConfig;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.nio.file.Path;
import java.time.Duration;

/** What an alarm engine can be told. */
@ConfigMapping(prefix = "miharu.alarm-engine")
public interface AlarmEngineConfig {
  /** Names this instance: stable over restarts, and unique among the alarm engines of a cluster. */
  @WithDefault("0")
  String instanceId();

  /** Where the state stores are kept, for this instance alone; rebuilt from Kafka when lost. */
  @WithDefault("/var/lib/miharu/alarm-engine")
  Path stateDir();

  /** Stream threads; useful up to 1 + 2 × the number of partitions, over all instances. */
  @WithDefault("1")
  int threads();

  /** How long posted points may be on their way before a window is judged without them. */
  @WithDefault("30s")
  Duration alarmDelay();

  /** Delivery of notifications. */
  NotifierConfig notifier();
}
