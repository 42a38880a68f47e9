package io.miharu.store.influxdb;

import io.miharu.store.Target;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;

/**
 * How long each target keeps its points.
 *
 * @param byTarget one for each target; zero means for ever
 */
record Retentions(Map<Target, Duration> byTarget) {
  /** The shortest that InfluxDB accepts. */
  private static final Duration SHORTEST = Duration.ofHours(1);

  Retentions {
    Map<Target, Duration> complete = new EnumMap<>(Target.class);
    for (Target target : Target.values()) {
      Duration retention = byTarget.getOrDefault(target, target.defaultRetention());
      if (!retention.isZero() && retention.compareTo(SHORTEST) < 0) {
        throw new IllegalArgumentException(
            "retention of %s: expected 0 (for ever) or at least 1h. Found: %s"
                .formatted(target, retention));
      }
      complete.put(target, retention);
    }
    byTarget = Map.copyOf(complete);
  }

  Duration of(Target target) {
    return byTarget.getOrDefault(target, target.defaultRetention());
  }

  boolean isExpired(Target target, long timestampMs, long nowMs) {
    long retentionMs = of(target).toMillis();
    return retentionMs > 0 && timestampMs < nowMs - retentionMs;
  }
}
