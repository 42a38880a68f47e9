package io.miharu.alarmengine.notify;

import io.miharu.model.AlarmSeverity;
import io.miharu.model.AlarmState;
import io.miharu.model.Dimensions;
import io.miharu.model.MetricId;
import io.miharu.model.Notification;
import io.miharu.model.NotificationMethod;
import io.miharu.model.StateTransition;
import java.util.List;

/** Transitions, notifications and methods for tests. */
public final class Transitions {
  public static final String TENANT = "t1";

  private Transitions() {}

  public static StateTransition toAlarm(String alarmId, long timestamp) {
    return new StateTransition(
        alarmId + "@" + timestamp,
        TENANT,
        alarmId,
        "definition-1",
        1,
        "cpu high",
        "on one node",
        AlarmSeverity.HIGH,
        AlarmState.OK,
        AlarmState.ALARM,
        timestamp,
        timestamp + 5,
        "Thresholds were exceeded",
        List.of(new MetricId("cpu.total_time_sec", Dimensions.of("hostname", "n1"))),
        1,
        List.of());
  }

  public static Notification pending(String id, String methodId, String alarmId, long timestamp) {
    return new Notification(
        id,
        TENANT,
        methodId,
        Notification.Status.PENDING,
        0,
        0,
        null,
        timestamp,
        toAlarm(alarmId, timestamp));
  }

  public static Notification with(Notification before, Notification.Status status, int attempts) {
    return new Notification(
        before.id(),
        before.tenant(),
        before.methodId(),
        status,
        attempts,
        before.nextAttemptAt(),
        "an answer",
        before.updatedAt(),
        before.transition());
  }

  public static NotificationMethod webhook(String id, String address) {
    return new NotificationMethod(id, TENANT, "method " + id, "WEBHOOK", address, 0, 1, 1);
  }
}
