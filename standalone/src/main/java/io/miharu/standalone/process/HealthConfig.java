package io.miharu.standalone.process;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** Where a process answers for its health and its metrics. */
@ConfigMapping(prefix = "miharu.health")
public interface HealthConfig {
  /** Address to listen on. */
  @WithDefault("127.0.0.1")
  String host();

  /** Port to listen on; 0 for any free one. */
  @WithDefault("8071")
  int port();
}
