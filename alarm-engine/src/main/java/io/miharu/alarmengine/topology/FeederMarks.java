package io.miharu.alarmengine.topology;

import io.miharu.model.Feeder;
import io.miharu.model.TaskMark;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * A router's progress for each feeder, from the marks of the feeder's tasks: the minimum over all
 * of them, known once each has marked.
 *
 * <p>Every mark of a router goes to every evaluator, so it makes few: one for each feeder and
 * second of the clock, and one at once when a progress enters another minute, since windows begin
 * and end there. With R routers, F feeders and E evaluators that is R × F × E records a second: 36
 * for 3 partitions and 4 feeders, 576 for 12.
 *
 * <p>Neither progress nor clock ever goes back, whatever a task or a clock says. Not thread-safe.
 */
final class FeederMarks {
  private static final long SECOND_MS = 1_000;
  private static final long MINUTE_MS = 60_000;

  private final int task;
  private final int tasks;
  private final Map<Feeder, TreeMap<Integer, TaskMark>> latest = new EnumMap<>(Feeder.class);
  private final Map<Feeder, TaskMark> passedOn = new EnumMap<>(Feeder.class);

  /**
   * @param task this router's partition
   * @param tasks how many routers there are
   */
  FeederMarks(int task, int tasks) {
    this.task = task;
    this.tasks = tasks;
  }

  /**
   * Takes a task's mark.
   *
   * @return the mark as it stands now, never behind the task's earlier ones: what must be
   *     remembered
   */
  TaskMark accept(TaskMark mark) {
    return latest
        .computeIfAbsent(mark.feeder(), feeder -> new TreeMap<>())
        .merge(mark.task(), mark, FeederMarks::forward);
  }

  /** What the evaluators are to be told of the feeder now, if it is worth a record. */
  Optional<TaskMark> due(Feeder feeder) {
    Optional<TaskMark> progress = progress(feeder);
    TaskMark before = passedOn.get(feeder);
    Optional<TaskMark> due =
        progress.filter(
            now ->
                before == null
                    || entersNext(before.clock(), now.clock(), SECOND_MS)
                    || entersNext(before.completeThrough(), now.completeThrough(), MINUTE_MS));
    due.ifPresent(mark -> passedOn.put(feeder, mark));
    return due;
  }

  private Optional<TaskMark> progress(Feeder feeder) {
    TreeMap<Integer, TaskMark> marks = latest.getOrDefault(feeder, new TreeMap<>());
    if (marks.isEmpty()) {
      return Optional.empty();
    }
    // Topics only ever gain partitions, so the largest count that any task named is today's.
    int expected = marks.values().stream().mapToInt(TaskMark::tasks).max().orElseThrow();
    if (marks.headMap(expected).size() < expected) {
      return Optional.empty();
    }
    long completeThrough =
        marks.values().stream().mapToLong(TaskMark::completeThrough).min().orElseThrow();
    long clock = marks.values().stream().mapToLong(TaskMark::clock).min().orElseThrow();
    TaskMark now = new TaskMark(feeder, task, tasks, completeThrough, clock);
    TaskMark before = passedOn.get(feeder);
    return Optional.of(before == null ? now : forward(before, now));
  }

  private static boolean entersNext(long before, long now, long widthMs) {
    return Math.floorDiv(now, widthMs) > Math.floorDiv(before, widthMs);
  }

  private static TaskMark forward(TaskMark before, TaskMark now) {
    return new TaskMark(
        now.feeder(),
        now.task(),
        now.tasks(),
        Math.max(before.completeThrough(), now.completeThrough()),
        Math.max(before.clock(), now.clock()));
  }
}
