package io.miharu.alarm.evaluation;

import io.miharu.model.Dimensions;
import java.util.Arrays;

/** What is kept in memory of one alarm or candidate: where to find it, and when it is due next. */
final class AlarmRef implements Comparable<AlarmRef> {
  final String definitionId;
  final String alarmId;
  private Dimensions matchValues;
  private boolean removed;

  /** For each sub-expression when it is listed in the {@link DueIndex}. */
  final long[] judgementDue;

  final long[] silenceDue;

  AlarmRef(String definitionId, String alarmId, Dimensions matchValues, int subExpressions) {
    this.definitionId = definitionId;
    this.alarmId = alarmId;
    this.matchValues = matchValues;
    judgementDue = new long[subExpressions];
    silenceDue = new long[subExpressions];
    Arrays.fill(judgementDue, SubAlarmRules.NEVER_DUE);
    Arrays.fill(silenceDue, SubAlarmRules.NEVER_DUE);
  }

  Dimensions matchValues() {
    return matchValues;
  }

  void matchValues(Dimensions grown) {
    matchValues = grown;
  }

  boolean removed() {
    return removed;
  }

  void remove() {
    removed = true;
  }

  @Override
  public int compareTo(AlarmRef other) {
    return alarmId.compareTo(other.alarmId);
  }
}
