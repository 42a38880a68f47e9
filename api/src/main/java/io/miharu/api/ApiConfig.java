package io.miharu.api;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.util.List;

/** Settings of the API. */
@ConfigMapping(prefix = "miharu.api")
public interface ApiConfig {
  /** Address to listen on. */
  @WithDefault("127.0.0.1")
  String host();

  /** Port to listen on; 0 for any free one. */
  @WithDefault("8070")
  int port();

  /** How callers are recognised. */
  @WithDefault("none")
  AuthMode auth();

  /** The tenant that requests act for when callers are not recognised: the collector's own. */
  @WithDefault("default")
  String defaultTenant();

  /** Largest request body in bytes; a larger one gets 413. */
  @WithDefault("8388608")
  int maxBodyBytes();

  /** Types of notification methods that are offered: those that the notifier can deliver. */
  @WithDefault("EMAIL,PAGERDUTY,WEBHOOK")
  List<String> notificationTypes();

  /** Periods in seconds that a notification method may repeat at; 0 is always allowed. */
  @WithDefault("60")
  List<Integer> notificationPeriods();
}
