package io.miharu.alarmengine.notify;

import io.miharu.model.Notification;
import java.util.Comparator;

/** One notification on its way. Confined to the notifier's thread. */
final class Delivery {
  /** Within an alarm by the transition's time, which rises strictly; the id only breaks ties. */
  static final Comparator<Delivery> BY_TRANSITION =
      Comparator.comparingLong(
              (Delivery delivery) -> delivery.notification.transition().timestamp())
          .thenComparing(delivery -> delivery.notification.id());

  /** What it waits for. */
  enum Stage {
    /** The rest of its partition: a record further on may say that it was delivered long ago. */
    LOADING,
    /** Its turn and its time. */
    WAITING,
    /** The receiver's answer. */
    IN_FLIGHT,
    /** The broker's acknowledgement of its outcome. */
    WRITING,
    /**
     * Its last record to be read back: until then an older record of the same id may still come out
     * of the topic, and must not be taken for a new notification.
     */
    SETTLED
  }

  final int partition;
  Notification notification;
  Stage stage;

  Delivery(int partition, Notification notification, Stage stage) {
    this.partition = partition;
    this.notification = notification;
    this.stage = stage;
  }

  boolean mayStart(long nowMs) {
    return stage == Stage.WAITING && notification.nextAttemptAt() <= nowMs;
  }
}
