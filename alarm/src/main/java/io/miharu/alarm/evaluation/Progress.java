package io.miharu.alarm.evaluation;

import io.miharu.model.Feeder;
import io.miharu.model.TaskMark;
import java.util.Collection;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToLongFunction;

/** How far the feeders have come: what the store holds, kept at hand. */
final class Progress {
  /** Before the feeders in question have marked. */
  static final long UNKNOWN = FeederProgress.UNKNOWN;

  private final AlarmStore store;
  private final Map<Feeder, FeederProgress> feeders = new EnumMap<>(Feeder.class);
  private long latestClock = UNKNOWN;

  Progress(AlarmStore store) {
    this.store = store;
  }

  void restore() {
    for (Feeder feeder : Feeder.values()) {
      FeederProgress progress = store.progress(feeder);
      if (progress != null) {
        feeders.put(feeder, progress);
        progress.tasks().forEach(mark -> latestClock = Math.max(latestClock, mark.clock()));
      }
    }
  }

  void mark(TaskMark mark) {
    FeederProgress progress =
        feeders.getOrDefault(mark.feeder(), FeederProgress.none(mark.feeder())).plus(mark);
    feeders.put(mark.feeder(), progress);
    store.putProgress(progress);
    latestClock = Math.max(latestClock, mark.clock());
  }

  /**
   * The event time in ms before which nothing more comes from the feeders, or {@link #UNKNOWN}.
   *
   * @param of which feeders; empty for all that have marked
   */
  long passed(List<Feeder> of) {
    long completeThrough = least(of, FeederProgress::completeThrough);
    return completeThrough == UNKNOWN ? UNKNOWN : completeThrough + 1;
  }

  /** The clock in ms that all tasks of the feeders have read, or {@link #UNKNOWN}. */
  long clock(List<Feeder> of) {
    return least(of, FeederProgress::clock);
  }

  /** How long the feeders were watched, in ms. */
  long observedMs(List<Feeder> of) {
    return Math.max(0, least(of, FeederProgress::observedMs));
  }

  /** The latest clock mark in ms that anyone has read, or {@link #UNKNOWN}. */
  long latestClock() {
    return latestClock;
  }

  private long least(List<Feeder> of, ToLongFunction<FeederProgress> what) {
    Collection<Feeder> asked = of.isEmpty() ? feeders.keySet() : of;
    long least = Long.MAX_VALUE;
    for (Feeder feeder : asked) {
      FeederProgress progress = feeders.get(feeder);
      least = Math.min(least, progress == null ? UNKNOWN : what.applyAsLong(progress));
    }
    return least == Long.MAX_VALUE ? UNKNOWN : least;
  }
}
