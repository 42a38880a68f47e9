package io.miharu.alarm.evaluation;

import io.miharu.alarm.language.SubExpression;
import java.util.ArrayList;
import java.util.List;

/** Takes the progress that marks tell of: judges windows that ended, and hears silence. */
final class Judging {
  private final Progress progress;
  private final Alarms alarms;

  Judging(Progress progress, Alarms alarms) {
    this.progress = progress;
    this.alarms = alarms;
  }

  /** Decides whatever the feeders have come far enough for, in the order of event time. */
  void decideDue(Watch watch, AlarmRef alarm, List<Change> changes) {
    AlarmMemory before = alarms.load(alarm);
    AlarmMemory now = before;
    long end = nextJudgement(watch, now);
    while (end != SubAlarmRules.NEVER_DUE) {
      now = alarms.settle(watch, judge(watch, now, end), end, changes);
      end = nextJudgement(watch, now);
    }
    now = silence(watch, now, changes);
    alarms.finish(watch, alarm, before, now, progress.latestClock(), changes);
  }

  /** The earliest judgement that the feeders have come far enough for. */
  private long nextJudgement(Watch watch, AlarmMemory memory) {
    long next = SubAlarmRules.NEVER_DUE;
    for (int i = 0; i < memory.subAlarms().size(); i++) {
      SubAlarmMemory subAlarm = memory.subAlarms().get(i);
      long end = SubAlarmRules.nextJudgement(watch.subExpressions.get(i), subAlarm);
      if (end < next && end <= progress.passed(subAlarm.feeders())) {
        next = end;
      }
    }
    return next;
  }

  /** Judges every sub-expression of which a view ends there, so that they decide together. */
  private AlarmMemory judge(Watch watch, AlarmMemory memory, long end) {
    List<SubAlarmMemory> subAlarms = new ArrayList<>(memory.subAlarms());
    for (int i = 0; i < subAlarms.size(); i++) {
      SubExpression sub = watch.subExpressions.get(i);
      SubAlarmMemory subAlarm = subAlarms.get(i);
      if (SubAlarmRules.nextJudgement(sub, subAlarm) == end
          && end <= progress.passed(subAlarm.feeders())) {
        subAlarms.set(i, SubAlarmRules.judged(sub, subAlarm, end));
      }
    }
    return memory.withSubAlarms(subAlarms);
  }

  private AlarmMemory silence(Watch watch, AlarmMemory memory, List<Change> changes) {
    List<SubAlarmMemory> subAlarms = new ArrayList<>(memory.subAlarms());
    long clock = Progress.UNKNOWN;
    for (int i = 0; i < subAlarms.size(); i++) {
      SubAlarmMemory subAlarm = subAlarms.get(i);
      long silenceDue = SubAlarmRules.silenceDue(watch.subExpressions.get(i), subAlarm);
      if (silenceDue <= progress.observedMs(subAlarm.feeders())
          && !SubAlarmRules.awaitsJudgement(subAlarm)) {
        subAlarms.set(i, SubAlarmRules.silent(subAlarm));
        clock = Math.max(clock, progress.clock(subAlarm.feeders()));
      }
    }
    return clock == Progress.UNKNOWN
        ? memory
        : alarms.settle(watch, memory.withSubAlarms(subAlarms), clock, changes);
  }
}
