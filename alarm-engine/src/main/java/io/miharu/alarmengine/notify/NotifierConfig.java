package io.miharu.alarmengine.notify;

import io.smallrye.config.WithDefault;
import java.time.Duration;

/** How notifications are delivered. */
public interface NotifierConfig {
  /** How often a notification is tried before it is given up, the first time included. */
  @WithDefault("8")
  int attempts();

  /** Pause before the second attempt; it doubles with each further one. Half of it is random. */
  @WithDefault("1s")
  Duration firstDelay();

  /** The longest pause between two attempts, unless the receiver asks for more. */
  @WithDefault("5m")
  Duration maxDelay();

  /** How long one attempt may take, from the connection to the answer. */
  @WithDefault("5s")
  Duration timeout();

  /** Attempts at the same time, over all notification methods. */
  @WithDefault("64")
  int maxInFlight();

  /** Attempts at the same time to one notification method. */
  @WithDefault("4")
  int maxInFlightPerMethod();

  /** How long attempts under way may go on when the process stops. */
  @WithDefault("2s")
  Duration stopGrace();
}
