package io.miharu.alarmengine.notify;

import io.miharu.alarmengine.notify.Delivery.Stage;
import io.miharu.model.Notification;
import io.miharu.model.Notification.Status;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.DoubleSupplier;

/**
 * Which notifications are to be sent, and when: the notifier without its I/O. It is told what the
 * topic says, how attempts ended and what the broker acknowledged, and answers what to start and
 * what to write. Not thread-safe.
 */
final class Deliveries {
  private final RetryPolicy policy;
  private final int maxInFlight;
  private final int maxInFlightPerMethod;
  private final DoubleSupplier random;

  private final Map<String, Delivery> byId = new HashMap<>();
  private final Map<String, Destination> byMethod = new LinkedHashMap<>();
  private final Set<Integer> loaded = new HashSet<>();
  private int inFlight;

  /**
   * @param maxInFlight attempts at the same time, over all methods
   * @param maxInFlightPerMethod attempts at the same time to one method; smaller than the former,
   *     so that a receiver that hangs leaves room for others
   * @param random in [0, 1), for jitter
   */
  Deliveries(RetryPolicy policy, int maxInFlight, int maxInFlightPerMethod, DoubleSupplier random) {
    this.policy = policy;
    this.maxInFlight = maxInFlight;
    this.maxInFlightPerMethod = maxInFlightPerMethod;
    this.random = random;
  }

  /** Takes a record as it comes out of the topic; the latest of an id decides. */
  void read(int partition, Notification notification) {
    Delivery known = byId.get(notification.id());
    if (notification.status() != Status.PENDING) {
      forget(notification.id());
    } else if (known == null) {
      Stage stage = loaded.contains(partition) ? Stage.WAITING : Stage.LOADING;
      Delivery delivery = new Delivery(partition, notification, stage);
      byId.put(notification.id(), delivery);
      byMethod.computeIfAbsent(notification.methodId(), id -> new Destination()).add(delivery);
    } else if (known.stage == Stage.LOADING) {
      known.notification = notification;
    }
    // Anything else is the echo of what this notifier wrote, and it knows better already.
  }

  /** Forgets a notification: it is settled, or its record was deleted. */
  void forget(String id) {
    Delivery delivery = byId.remove(id);
    if (delivery != null) {
      leaveLane(delivery);
    }
  }

  /** The partition has been read up to where it ended when it was assigned. */
  void loaded(int partition) {
    loaded.add(partition);
    byId.values().stream()
        .filter(delivery -> delivery.partition == partition && delivery.stage == Stage.LOADING)
        .forEach(delivery -> delivery.stage = Stage.WAITING);
  }

  /** The partition belongs to another notifier now: everything of it is forgotten. */
  void lost(int partition) {
    loaded.remove(partition);
    List<String> ids =
        byId.values().stream()
            .filter(delivery -> delivery.partition == partition)
            .map(delivery -> delivery.notification.id())
            .toList();
    ids.forEach(this::forget);
  }

  /** Takes what may be sent now; for each, {@link #ended} must be called with its outcome. */
  List<Notification> start(long nowMs) {
    List<Notification> started = new ArrayList<>();
    boolean progress = true;
    // One for each method per round, so that a long queue does not use up the common limit.
    while (progress && inFlight < maxInFlight) {
      progress = false;
      for (Destination destination : byMethod.values()) {
        Optional<Delivery> next =
            inFlight < maxInFlight
                ? destination.next(nowMs, maxInFlightPerMethod)
                : Optional.empty();
        if (next.isPresent()) {
          next.get().stage = Stage.IN_FLIGHT;
          destination.started();
          inFlight++;
          started.add(next.get().notification);
          progress = true;
        }
      }
    }
    return started;
  }

  /**
   * An attempt ended.
   *
   * @return the record to write, unless the notification was lost or settled elsewhere meanwhile
   */
  Optional<Notification> ended(Notification sent, Outcome outcome, long nowMs) {
    inFlight--;
    // What is in flight has kept its destination from being dropped.
    Destination destination = Objects.requireNonNull(byMethod.get(sent.methodId()));
    destination.ended();
    Delivery delivery = byId.get(sent.id());
    if (delivery == null || delivery.stage != Stage.IN_FLIGHT) {
      dropIfIdle(sent.methodId(), destination);
      return Optional.empty();
    }
    if (outcome instanceof Outcome.RetryLater later) {
      later
          .retryAfter()
          .ifPresent(wish -> destination.pauseUntil(nowMs + RetryPolicy.boundedMs(wish)));
    }
    delivery.notification = after(delivery.notification, outcome, nowMs);
    delivery.stage = Stage.WRITING;
    return Optional.of(delivery.notification);
  }

  /** The broker has acknowledged the record. */
  void written(Notification notification) {
    Delivery delivery = byId.get(notification.id());
    if (delivery == null || delivery.stage != Stage.WRITING) {
      return;
    }
    if (notification.status() == Status.PENDING) {
      delivery.stage = Stage.WAITING;
    } else {
      delivery.stage = Stage.SETTLED;
      leaveLane(delivery);
    }
  }

  /** Which partition the notification's records are in, while it is known. */
  Optional<Integer> partitionOf(String id) {
    return Optional.ofNullable(byId.get(id)).map(delivery -> delivery.partition);
  }

  /** How many have not been settled. */
  long pending() {
    return byId.values().stream().filter(delivery -> delivery.stage != Stage.SETTLED).count();
  }

  /** Whether an attempt or the writing of its outcome is under way. */
  boolean isBusy() {
    return inFlight > 0
        || byId.values().stream().anyMatch(delivery -> delivery.stage == Stage.WRITING);
  }

  private Notification after(Notification before, Outcome outcome, long nowMs) {
    int attempts = before.attempts() + 1;
    if (outcome instanceof Outcome.Delivered) {
      return next(before, Status.DELIVERED, attempts, 0, outcome.answer(), nowMs);
    }
    if (outcome instanceof Outcome.Undeliverable) {
      return next(before, Status.FAILED, before.attempts(), 0, outcome.answer(), nowMs);
    }
    if (outcome instanceof Outcome.RetryLater later) {
      if (policy.allowsAnotherAfter(attempts)) {
        long wishMs = later.retryAfter().map(RetryPolicy::boundedMs).orElse(0L);
        long delayMs = Math.max(wishMs, policy.delayMs(attempts, random.getAsDouble()));
        return next(before, Status.PENDING, attempts, nowMs + delayMs, outcome.answer(), nowMs);
      }
      String answer = "gave up after " + attempts + " attempts: " + outcome.answer();
      return next(before, Status.FAILED, attempts, 0, answer, nowMs);
    }
    return next(before, Status.FAILED, attempts, 0, outcome.answer(), nowMs);
  }

  private static Notification next(
      Notification before, Status status, int attempts, long notBefore, String answer, long nowMs) {
    return new Notification(
        before.id(),
        before.tenant(),
        before.methodId(),
        status,
        attempts,
        notBefore,
        answer,
        nowMs,
        before.transition());
  }

  private void leaveLane(Delivery delivery) {
    String methodId = delivery.notification.methodId();
    Destination destination = byMethod.get(methodId);
    if (destination != null) {
      destination.remove(delivery);
      dropIfIdle(methodId, destination);
    }
  }

  private void dropIfIdle(String methodId, Destination destination) {
    if (destination.isIdle()) {
      byMethod.remove(methodId);
    }
  }
}
