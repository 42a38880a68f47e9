package io.miharu.model;

/** How bad an alarm is, in rising order. */
public enum AlarmSeverity {
  LOW,
  MEDIUM,
  HIGH,
  CRITICAL
}
