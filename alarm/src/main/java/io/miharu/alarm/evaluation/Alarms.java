package io.miharu.alarm.evaluation;

import io.miharu.alarm.language.SubExpression;
import io.miharu.model.AlarmState;
import io.miharu.model.StateTransition;
import java.util.List;

/** What every input does with an alarm: load it, draw its state, tell of it, keep it, list it. */
final class Alarms {
  private final AlarmStore store;
  private final Progress progress;
  private final DueIndex due;
  private final Records records;

  Alarms(AlarmStore store, Progress progress, DueIndex due, AlarmIds ids) {
    this.store = store;
    this.progress = progress;
    this.due = due;
    records = new Records(ids);
  }

  /** Draws the alarm's state from its sub-expressions', and tells if it changed. */
  AlarmMemory settle(Watch watch, AlarmMemory memory, long timestamp, List<Change> changes) {
    AlarmState state = watch.expression.combine(memory.subStates().iterator());
    if (!memory.visible() || state == memory.state()) {
      return memory;
    }
    Long previous = memory.transitionedAt();
    long changedAt = previous == null ? timestamp : Math.max(timestamp, previous + 1);
    AlarmMemory after = memory.changedTo(state, changedAt);
    long clock = progress.latestClock();
    StateTransition transition =
        records.transition(
            watch,
            memory.state(),
            after,
            clock == Progress.UNKNOWN ? changedAt : clock,
            store.series(memory.id(), StateTransition.MAX_METRICS));
    changes.add(new Change.Transitioned(transition, watch.definition));
    return after;
  }

  /** Stores the memory, lists when it is due next, and tells if others see a difference. */
  AlarmMemory finish(
      Watch watch,
      AlarmRef alarm,
      AlarmMemory before,
      AlarmMemory after,
      long timestamp,
      List<Change> changes) {
    AlarmMemory now = after;
    boolean shows =
        now.visible()
            && (!before.visible()
                || now.stateUpdatedAt() != before.stateUpdatedAt()
                || now.updatedAt() != before.updatedAt()
                || !now.matchValues().equals(before.matchValues())
                || !now.subStates().equals(before.subStates()));
    if (shows) {
      now = now.updatedAt(Math.max(timestamp, now.updatedAt()));
      changes.add(new Change.AlarmChanged(records.alarm(watch, now)));
    }
    if (!now.equals(before)) {
      store.putAlarm(now);
    }
    schedule(watch, alarm, now);
    return now;
  }

  AlarmRef list(Watch watch, AlarmMemory memory) {
    AlarmRef alarm =
        new AlarmRef(
            memory.definitionId(), memory.id(), memory.matchValues(), watch.subExpressions.size());
    watch.add(alarm);
    return alarm;
  }

  void schedule(Watch watch, AlarmRef alarm, AlarmMemory memory) {
    for (int i = 0; i < memory.subAlarms().size(); i++) {
      SubExpression sub = watch.subExpressions.get(i);
      SubAlarmMemory subAlarm = memory.subAlarms().get(i);
      due.judgement(subAlarm.feeders(), alarm, i, SubAlarmRules.nextJudgement(sub, subAlarm));
      long silence = SubAlarmRules.silenceDue(sub, subAlarm);
      if (silence > progress.observedMs(subAlarm.feeders())) {
        due.silence(subAlarm.feeders(), alarm, i, silence);
      }
    }
  }

  AlarmMemory load(AlarmRef alarm) {
    AlarmMemory memory = store.alarm(alarm.definitionId, alarm.alarmId);
    if (memory == null) {
      throw new IllegalStateException(
          "the store lost alarm %s of definition %s".formatted(alarm.alarmId, alarm.definitionId));
    }
    return memory;
  }
}
