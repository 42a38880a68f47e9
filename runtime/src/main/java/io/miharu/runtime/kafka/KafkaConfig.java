package io.miharu.runtime.kafka;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.util.Map;

/** How to reach Kafka. */
@ConfigMapping(prefix = "miharu.kafka")
public interface KafkaConfig {
  /** Brokers to begin with, {@code host:port} separated by commas. */
  @WithDefault("127.0.0.1:9092")
  String bootstrap();

  /** Passed to every client as they are: {@code security.protocol}, {@code sasl.jaas.config}, …. */
  Map<String, String> properties();

  /** How topics are made. */
  TopicConfig topics();
}
