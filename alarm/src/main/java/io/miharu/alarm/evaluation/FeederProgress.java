package io.miharu.alarm.evaluation;

import io.miharu.model.Feeder;
import io.miharu.model.TaskMark;
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
}
