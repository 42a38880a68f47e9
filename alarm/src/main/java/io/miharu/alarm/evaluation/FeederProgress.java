package io.miharu.alarm.evaluation;

import io.miharu.model.Feeder;
import io.miharu.model.TaskMark;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * How far a feeder has come. {@link AlarmStore} keeps one for each feeder.
 *
 * @param feeder which step of the pipeline
 * @param tasks its tasks' latest marks, ordered by task number
 * @param completeThrough event time in ms up to which all tasks are complete, inclusive; {@link
 *     #UNKNOWN} until each has marked; never goes back
 * @param clock the minimum of the tasks' latest clock marks in ms; {@link #UNKNOWN} until each has
 *     marked; never goes back
 * @param observedMs the sum of the steps of {@code clock}, each capped at {@link #MAX_STEP_MS}:
 *     time that really was watched, so that an outage or a laptop asleep does not look like silence
 */
public record FeederProgress(
    Feeder feeder, List<TaskMark> tasks, long completeThrough, long clock, long observedMs) {
  /** Before every task of the feeder has marked. */
  public static final long UNKNOWN = Long.MIN_VALUE;

  /** Clock marks come once a second; a longer step than two of them was not watched. */
  public static final long MAX_STEP_MS = 2_000;

  public FeederProgress {
    tasks = List.copyOf(tasks);
  }

  static FeederProgress none(Feeder feeder) {
    return new FeederProgress(feeder, List.of(), UNKNOWN, UNKNOWN, 0);
  }

  /** With one mark more. Marks of task numbers that the feeder no longer has are dropped. */
  FeederProgress plus(TaskMark mark) {
    List<TaskMark> marks = new ArrayList<>(mark.tasks());
    for (TaskMark earlier : tasks) {
      if (earlier.task() != mark.task() && earlier.task() < mark.tasks()) {
        marks.add(earlier);
      }
    }
    marks.add(mark);
    marks.sort(Comparator.comparingInt(TaskMark::task));
    if (marks.size() < mark.tasks()) {
      return new FeederProgress(feeder, marks, completeThrough, clock, observedMs);
    }
    long slowest = Long.MAX_VALUE;
    long slowestClock = Long.MAX_VALUE;
    for (TaskMark each : marks) {
      slowest = Math.min(slowest, each.completeThrough());
      slowestClock = Math.min(slowestClock, each.clock());
    }
    long newClock = Math.max(clock, slowestClock);
    long step = clock == UNKNOWN ? 0 : Math.min(newClock - clock, MAX_STEP_MS);
    return new FeederProgress(
        feeder, marks, Math.max(completeThrough, slowest), newClock, observedMs + step);
  }
}
