package io.miharu.stream;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.nio.file.Path;
import java.time.Duration;

/** Settings of the stream-processor. */
@ConfigMapping(prefix = "miharu.stream-processor")
public interface StreamProcessorConfig {
  /** Names this instance: stable over restarts, unique among those that share the work. */
  @WithDefault("0")
  String instanceId();

  /** Where the state stores are kept, for this instance alone; rebuilt from Kafka when lost. */
  @WithDefault("/var/lib/miharu/stream-processor")
  Path stateDir();

  /** Stream threads; useful up to 3 × the number of partitions, over all instances. */
  @WithDefault("1")
  int threads();

  /** How long a silent node holds windows open, in observed time. */
  @WithDefault("30s")
  Duration grace();

  /** Over which log lines are counted; changing it under way makes one uneven bucket. */
  @WithDefault("10s")
  Duration logBucket();

  /** The Monasca project id that the cluster's totals belong to. */
  @WithDefault("default")
  String defaultTenant();
}
