package io.miharu.alarm.evaluation;

import io.miharu.alarm.language.SubExpression;
import io.miharu.model.AlarmState;
import io.miharu.model.SubAlarm;
import java.util.List;
import java.util.stream.Collectors;

/** Says to people why an alarm is in its state: the sub-expressions that are in the same state. */
final class Reason {
  /** Keeps the text readable; the transition's sub-alarms carry the rest. */
  private static final int MAX_SUB_ALARMS = 20;

  private static final int MAX_VALUES = 10;

  private Reason() {}

  static String of(AlarmState state, List<SubAlarm> subAlarms) {
    List<SubAlarm> concerned =
        subAlarms.stream().filter(subAlarm -> subAlarm.state() == state).toList();
    String named =
        concerned.stream()
            .limit(MAX_SUB_ALARMS)
            .map(subAlarm -> named(state, subAlarm))
            .collect(Collectors.joining("; "));
    int more = concerned.size() - MAX_SUB_ALARMS;
    return leadIn(state) + ": " + named + (more > 0 ? "; and " + more + " more" : "");
  }

  private static String leadIn(AlarmState state) {
    return switch (state) {
      case ALARM -> "Threshold exceeded";
      case OK -> "Threshold not exceeded";
      case UNDETERMINED -> "No data";
    };
  }

  private static String named(AlarmState state, SubAlarm subAlarm) {
    if (state == AlarmState.UNDETERMINED) {
      return subAlarm.expression();
    }
    List<Double> values = subAlarm.currentValues();
    if (values.isEmpty()) {
      return subAlarm.expression() + " saw no data";
    }
    return subAlarm.expression()
        + " saw "
        + values.stream()
            .skip(Math.max(0, values.size() - MAX_VALUES))
            .map(SubExpression::decimal)
            .collect(Collectors.joining(", "));
  }
}
