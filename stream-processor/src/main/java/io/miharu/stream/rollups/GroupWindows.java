package io.miharu.stream.rollups;

import io.miharu.model.Feeder;
import io.miharu.model.MetricBatch;
import io.miharu.model.RollupBatch;
import io.miharu.model.RollupPartial;
import io.miharu.model.TaskMark;
import io.miharu.model.Tier;
import io.miharu.stream.meters.StreamMeters;
import io.miharu.stream.state.ByteStore;
import io.miharu.stream.state.EntityId;
import io.miharu.stream.state.StateKeys;
import java.util.List;
import org.apache.kafka.common.utils.Bytes;
import org.jspecify.annotations.Nullable;

/**
 * One task's share of {@code miharu.rollup-partials}: what nodes add to a workload, a namespace or
 * the cluster is kept until the window closes by progress, and then folded in the order of the
 * nodes' names, so that the result does not depend on the order of arrival. Not thread-safe.
 */
final class GroupWindows {
  private final ByteStore partials;
  private final GroupProgress progress;
  private final int task;
  private final int tasks;
  private final Output output;
  private final StreamMeters meters;

  /**
   * @param partials by window, group and node
   * @param task the task's partition, from 0
   * @param tasks how many tasks there are
   */
  GroupWindows(
      ByteStore partials,
      GroupProgress progress,
      int task,
      int tasks,
      Output output,
      StreamMeters meters) {
    this.partials = partials;
    this.progress = progress;
    this.task = task;
    this.tasks = tasks;
    this.output = output;
    this.meters = meters;
  }

  /**
   * Takes in what a node adds to a group.
   *
   * @param offset of its record: tells a late addition from others
   */
  void partial(RollupPartial partial, long offset) {
    EntityId group = new EntityId(partial.tenant(), partial.dimensions());
    RollupSum sum = new RollupSum();
    if (partial.windowStart() + Tier.MINUTE.widthMs() <= progress.closedThrough()) {
      sum.addAll(partial.metrics());
      sendRollup(group, partial.windowStart(), LateDelta.ofOffset(offset), sum);
      return;
    }
    Bytes key = StateKeys.ofPartial(partial.windowStart(), group, partial.node());
    byte[] saved = partials.get(key);
    if (saved != null) {
      sum.addAll(Partials.fromBytes(saved));
    }
    sum.addAll(partial.metrics());
    partials.put(key, Partials.toBytes(sum.rollups()));
  }

  /** Takes a rates task's mark in: windows close when all tasks are past their end. */
  void mark(TaskMark mark) {
    progress.mark(mark);
    if (progress.completeThrough().isEmpty()) {
      return;
    }
    long through = progress.completeThrough().getAsLong();
    long end = Math.max(progress.closedThrough(), Tier.MINUTE.windowStart(through + 1));
    long clock = progress.clock().getAsLong();
    boolean closes = end > progress.closedThrough();
    boolean tells = clock > progress.toldClock();
    if (closes) {
      close(end);
    }
    if (tells) {
      output.metrics(null, new TaskMark(Feeder.ROLLUPS, task, tasks, end - 1, clock));
      meters.progress(Feeder.ROLLUPS, task, clock - end + 1, List.of());
    }
    if (closes || tells) {
      progress.advance(end, Math.max(clock, progress.toldClock()));
    }
  }

  private void close(long end) {
    long before = progress.closedThrough();
    // Not from the beginning: what was deleted there costs a scan until the store is compacted.
    Bytes from =
        before == GroupProgress.NONE
            ? StateKeys.ofWindow(Long.MIN_VALUE)
            : StateKeys.ofWindow(before - Tier.MINUTE.widthMs() + 1);
    Bytes behind = StateKeys.ofWindow(end);
    Fold fold = new Fold();
    partials.range(from, behind, fold::add);
    fold.flush();
    partials.deleteRange(from, behind);
  }

  /** Adds neighbours of one window and group up; the store's order puts their nodes in order. */
  private final class Fold {
    private long start;
    private @Nullable EntityId group;
    private RollupSum sum = new RollupSum();

    void add(Bytes key, byte[] value) {
      long nextStart = StateKeys.partialWindow(key);
      EntityId nextGroup = StateKeys.partialGroup(key);
      if (nextStart != start || !nextGroup.equals(group)) {
        flush();
        start = nextStart;
        group = nextGroup;
        sum = new RollupSum();
      }
      sum.addAll(Partials.fromBytes(value));
    }

    void flush() {
      if (group == null || sum.isEmpty()) {
        return;
      }
      sendRollup(group, start, 0, sum);
      output.metrics(
          group.toKey(),
          new MetricBatch(
              group.tenant(), group.dimensions(), start, Feeder.ROLLUPS, true, sum.totals()));
    }
  }

  private void sendRollup(EntityId group, long start, long delta, RollupSum sum) {
    output.rollup(
        group.toKey(),
        new RollupBatch(
            group.tenant(), group.dimensions(), Tier.MINUTE, start, delta, sum.rollups()));
  }
}
