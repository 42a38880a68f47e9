package io.miharu.alarmengine.notify;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.miharu.model.Notification;
import java.util.concurrent.atomic.AtomicLong;

/** What the notifier counts. Every attempt is in exactly one of the three outcomes. */
final class NotifierMetrics {
  private static final String ENDED = "miharu.notifications";

  private final Counter delivered;
  private final Counter failed;
  private final Counter postponed;
  private final AtomicLong pending = new AtomicLong();

  NotifierMetrics(MeterRegistry meters) {
    this.delivered = counter(meters, "delivered");
    this.failed = counter(meters, "failed");
    this.postponed = counter(meters, "postponed");
    Gauge.builder("miharu.notifications.pending", pending, AtomicLong::get)
        .description("Notifications not yet delivered or given up")
        .register(meters);
  }

  private static Counter counter(MeterRegistry meters, String outcome) {
    return Counter.builder(ENDED)
        .description("Attempts to deliver a notification, by outcome")
        .tag("outcome", outcome)
        .register(meters);
  }

  void ended(Notification.Status status) {
    Counter counter =
        switch (status) {
          case DELIVERED -> delivered;
          case FAILED -> failed;
          case PENDING -> postponed;
        };
    counter.increment();
  }

  void pending(long count) {
    pending.set(count);
  }

  long pending() {
    return pending.get();
  }
}
