package io.miharu.model;

import java.util.List;

/**
 * A change of an alarm's state with its reason and evidence: what {@code miharu.transitions} holds.
 * Self-contained: it says what the definition said at that moment.
 *
 * @param id derived from alarm and timestamp
 * @param tenant the Monasca project id
 * @param alarmId the alarm
 * @param definitionId its definition
 * @param definitionVersion the definition's version that decided
 * @param alarmName the definition's name
 * @param alarmDescription the definition's description
 * @param severity the definition's severity
 * @param oldState before
 * @param newState after
 * @param timestamp event time in ms since the epoch; rises strictly within an alarm
 * @param decidedAt the clock mark at which it was decided, in ms since the epoch
 * @param reason for people
 * @param metrics the alarm's series, at most {@link #MAX_METRICS}
 * @param metricCount how many series the alarm has
 * @param subAlarms one for each sub-expression, in the expression's order
 */
public record StateTransition(
    String id,
    String tenant,
    String alarmId,
    String definitionId,
    long definitionVersion,
    String alarmName,
    String alarmDescription,
    AlarmSeverity severity,
    AlarmState oldState,
    AlarmState newState,
    long timestamp,
    long decidedAt,
    String reason,
    List<MetricId> metrics,
    int metricCount,
    List<SubAlarm> subAlarms) {
  /** Keeps payloads bounded for alarms over thousands of series. */
  public static final int MAX_METRICS = 100;

  public StateTransition {
    metrics = List.copyOf(metrics);
    subAlarms = List.copyOf(subAlarms);
  }
}
