package io.miharu.alarm.evaluation;

import io.miharu.alarm.language.SubExpression;
import io.miharu.model.Alarm;
import io.miharu.model.AlarmDefinition;
import io.miharu.model.AlarmState;
import io.miharu.model.MetricId;
import io.miharu.model.StateTransition;
import io.miharu.model.SubAlarm;
import java.util.ArrayList;
import java.util.List;

/** Turns memories into the records that others see. */
final class Records {
  private final AlarmIds ids;

  Records(AlarmIds ids) {
    this.ids = ids;
  }

  Alarm alarm(Watch watch, AlarmMemory memory) {
    return new Alarm(
        memory.id(),
        watch.definition.tenant(),
        memory.definitionId(),
        memory.matchValues(),
        memory.state(),
        memory.lifecycleState(),
        memory.link(),
        subAlarms(watch, memory),
        memory.createdAt(),
        memory.stateUpdatedAt(),
        memory.updatedAt());
  }

  /**
   * The transition that led to the memory's state.
   *
   * @param decidedAt clock in ms
   * @param series the alarm's, at most {@link StateTransition#MAX_METRICS}
   */
  StateTransition transition(
      Watch watch, AlarmState before, AlarmMemory after, long decidedAt, List<MetricId> series) {
    AlarmDefinition definition = watch.definition;
    List<SubAlarm> subAlarms = subAlarms(watch, after);
    return new StateTransition(
        ids.transition(after.id(), after.stateUpdatedAt()),
        definition.tenant(),
        after.id(),
        definition.id(),
        definition.version(),
        definition.name(),
        definition.description(),
        definition.severity(),
        before,
        after.state(),
        after.stateUpdatedAt(),
        decidedAt,
        Reason.of(after.state(), subAlarms),
        series,
        after.seriesCount(),
        subAlarms);
  }

  private static List<SubAlarm> subAlarms(Watch watch, AlarmMemory memory) {
    List<SubAlarm> subAlarms = new ArrayList<>(watch.subExpressions.size());
    for (int i = 0; i < watch.subExpressions.size(); i++) {
      SubExpression sub = watch.subExpressions.get(i);
      SubAlarmMemory decided = memory.subAlarms().get(i);
      subAlarms.add(
          new SubAlarm(
              watch.texts.get(i),
              sub.function().name(),
              sub.metricName(),
              sub.dimensions(),
              sub.operator().name(),
              sub.threshold(),
              sub.period(),
              sub.periods(),
              sub.deterministic(),
              decided.state(),
              decided.values()));
    }
    return subAlarms;
  }
}
