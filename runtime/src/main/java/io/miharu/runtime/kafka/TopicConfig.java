package io.miharu.runtime.kafka;

import io.smallrye.config.WithDefault;
import java.time.Duration;

/** How topics are made. Existing topics are never changed. */
public interface TopicConfig {
  /** Partitions of each topic that has no fixed number; co-partitioned topics share it. */
  @WithDefault("3")
  int partitions();

  /** Copies of each partition: 3 on a cluster that matters, 1 on a laptop. */
  @WithDefault("1")
  short replication();

  /** How long records of a stream are kept: how long a consumer may be away without loss. */
  @WithDefault("24h")
  Duration retention();

  /** Bytes that a partition of a stream may take, so that a disk does not fill; −1 for no limit. */
  @WithDefault("536870912")
  long retentionBytes();

  /** Bytes of a segment: the grain of deletion and compaction. */
  @WithDefault("67108864")
  long segmentBytes();
}
