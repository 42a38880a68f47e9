package io.miharu.stream.progress;

import io.miharu.model.Feeder;
import io.miharu.model.TaskMark;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/**
 * What a partition downstream knows of those who feed it: a feeder has progress once each of its
 * tasks has marked, and then it is the minimum over them. Mutable, not thread-safe.
 */
public final class FeederProgress {
  private final Map<Feeder, List<@Nullable TaskMark>> marks = new EnumMap<>(Feeder.class);

  /** Takes a task's mark in; one with another number of tasks makes the feeder begin anew. */
  public void mark(TaskMark mark) {
    List<@Nullable TaskMark> tasks = marks.get(mark.feeder());
    if (tasks == null || tasks.size() != mark.tasks()) {
      tasks = new ArrayList<>(Collections.nCopies(mark.tasks(), null));
      marks.put(mark.feeder(), tasks);
    }
    tasks.set(mark.task(), mark);
  }

  /** Event time up to which everything from the feeder is here; empty while a task is unheard. */
  public OptionalLong completeThrough(Feeder feeder) {
    return minimum(feeder, TaskMark::completeThrough);
  }

  /** The latest clock mark that every task of the feeder has read; empty while one is unheard. */
  public OptionalLong clock(Feeder feeder) {
    return minimum(feeder, TaskMark::clock);
  }

  private OptionalLong minimum(Feeder feeder, ToLongFunction<TaskMark> field) {
    List<@Nullable TaskMark> tasks = marks.getOrDefault(feeder, List.of());
    if (tasks.isEmpty()) {
      return OptionalLong.empty();
    }
    long lowest = Long.MAX_VALUE;
    for (TaskMark mark : tasks) {
      if (mark == null) {
        return OptionalLong.empty();
      }
      lowest = Math.min(lowest, field.applyAsLong(mark));
    }
    return OptionalLong.of(lowest);
  }
}
