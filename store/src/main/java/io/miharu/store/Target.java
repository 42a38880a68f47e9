package io.miharu.store;

import io.miharu.model.Tier;
import java.time.Duration;

/** Where points go: each target has a retention of its own and is written by itself. */
public enum Target {
  /** What agents sampled: gauges, rates, log counts. */
  RAW(Duration.ofDays(7)),
  /** What came in through the API, of any age; the last write of a (series, ms) wins. */
  POSTED(Duration.ofDays(45)),
  /** Roll-ups over one minute. */
  MINUTE(Duration.ofDays(30)),
  /** Roll-ups over one hour. */
  HOUR(Duration.ofDays(400)),
  /** Log lines. */
  LOGS(Duration.ofDays(7)),
  /** State transitions of alarms. */
  TRANSITIONS(Duration.ofDays(400));

  private final Duration defaultRetention;

  Target(Duration defaultRetention) {
    this.defaultRetention = defaultRetention;
  }

  /** How long points are kept when nothing else is configured. */
  public Duration defaultRetention() {
    return defaultRetention;
  }

  /** The target that holds roll-ups of the tier. */
  public static Target of(Tier tier) {
    return switch (tier) {
      case MINUTE -> MINUTE;
      case HOUR -> HOUR;
    };
  }
}
