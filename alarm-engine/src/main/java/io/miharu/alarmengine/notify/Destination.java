package io.miharu.alarmengine.notify;

import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;

/**
 * What waits for one notification method, as one lane for each alarm: the first of a lane must be
 * settled before the next may go, while lanes do not wait for each other. Confined to the
 * notifier's thread.
 */
final class Destination {
  private static final Comparator<Delivery> BY_TURN =
      Comparator.comparingLong((Delivery delivery) -> delivery.notification.nextAttemptAt())
          .thenComparing(Delivery.BY_TRANSITION);

  private final Map<String, TreeSet<Delivery>> lanes = new HashMap<>();
  private int inFlight;
  private long pausedUntilMs = Long.MIN_VALUE;

  void add(Delivery delivery) {
    lanes
        .computeIfAbsent(alarmId(delivery), id -> new TreeSet<>(Delivery.BY_TRANSITION))
        .add(delivery);
  }

  void remove(Delivery delivery) {
    TreeSet<Delivery> lane = lanes.get(alarmId(delivery));
    if (lane != null && lane.remove(delivery) && lane.isEmpty()) {
      lanes.remove(alarmId(delivery));
    }
  }

  /** Which one may start now, if any; the heads of the lanes take turns by the time they wait. */
  Optional<Delivery> next(long nowMs, int maxInFlight) {
    if (inFlight >= maxInFlight || nowMs < pausedUntilMs) {
      return Optional.empty();
    }
    return lanes.values().stream()
        .map(TreeSet::first)
        .filter(delivery -> delivery.mayStart(nowMs))
        .min(BY_TURN);
  }

  void started() {
    inFlight++;
  }

  void ended() {
    inFlight--;
  }

  /** Starts nothing until then, whichever alarm it is about. */
  void pauseUntil(long timeMs) {
    pausedUntilMs = Math.max(pausedUntilMs, timeMs);
  }

  /** Whether it can be forgotten. */
  boolean isIdle() {
    return lanes.isEmpty() && inFlight == 0;
  }

  private static String alarmId(Delivery delivery) {
    return delivery.notification.transition().alarmId();
  }
}
