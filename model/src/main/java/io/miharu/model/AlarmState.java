package io.miharu.model;

/** State of an alarm or of one of its sub-expressions, in Monasca's order of sorting. */
public enum AlarmState {
  /** The condition does not hold. */
  OK,
  /** There is too little data to tell. */
  UNDETERMINED,
  /** The condition holds. */
  ALARM
}
