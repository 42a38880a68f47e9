package io.miharu.model;

import com.fasterxml.jackson.annotation.JsonTypeName;
import java.util.Objects;

/**
 * A stream task's progress, written to every partition that it feeds: a partition downstream has
 * progress once each task of each of its feeders has marked.
 *
 * @param feeder which step of the pipeline wrote it
 * @param task the writing task's partition, from 0
 * @param tasks how many tasks that feeder has
 * @param completeThrough event time in ms since the epoch up to which the task has written
 *     everything, inclusive; never goes back
 * @param clock the latest clock mark that the task has read, in ms since the epoch
 */
@JsonTypeName("progress")
public record TaskMark(Feeder feeder, int task, int tasks, long completeThrough, long clock)
    implements MetricRecord, PartialRecord, AlarmInput {
  public TaskMark {
    Objects.requireNonNull(feeder, "a task mark needs a feeder");
    if (task < 0 || task >= tasks) {
      throw new IllegalArgumentException("task " + task + " is not one of " + tasks);
    }
  }
}
