package io.miharu.stream.sink;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** How the sink batches. */
@ConfigMapping(prefix = "miharu.sink")
public interface SinkConfig {
  /** Lines after which a batch is written. */
  @WithDefault("5000")
  int batchLines();

  /** Bytes of lines after which a batch is written, for long log lines. */
  @WithDefault("4194304")
  int batchBytes();

  /** How long the first record of a batch waits for others. */
  @WithDefault("100ms")
  Duration batchTime();

  /** How many writes are under way at once; the records of a partition stay in order. */
  @WithDefault("4")
  int writers();

  /** Bytes of records read ahead for each writer, after which its partitions are paused. */
  @WithDefault("8388608")
  long readAheadBytes();

  /** The longest wait between two attempts while the store is away. */
  @WithDefault("10s")
  Duration maxBackoff();
}
