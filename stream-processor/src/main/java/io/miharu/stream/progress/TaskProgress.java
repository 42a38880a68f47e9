package io.miharu.stream.progress;

import io.miharu.model.Feeder;
import io.miharu.model.NodeMark;
import io.miharu.model.TaskMark;
import io.miharu.stream.state.ByteStore;
import io.miharu.stream.state.StateKeys;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.apache.kafka.common.utils.Bytes;

/** {@link NodeProgress} of one task, kept in a store. Mutable, not thread-safe. */
public final class TaskProgress {
  private static final Bytes TASK = StateKeys.ofName("task");

  private final NodeProgress nodes;
  private final ByteStore store;
  private final Feeder feeder;
  private final int task;
  private final int tasks;

  /**
   * Takes up what the store has.
   *
   * @param task the task's partition, from 0
   * @param tasks how many tasks the feeder has
   */
  public TaskProgress(Duration grace, ByteStore store, Feeder feeder, int task, int tasks) {
    this.nodes = new NodeProgress(grace);
    this.store = store;
    this.feeder = feeder;
    this.task = task;
    this.tasks = tasks;
    List<SourceMark> sources = new ArrayList<>();
    store.all(
        (key, value) -> {
          if (key.equals(TASK)) {
            nodes.restore(value);
          } else {
            sources.add(SourceMark.fromBytes(value));
          }
        });
    nodes.restoreSources(sources);
  }

  /**
   * Takes a node's mark in.
   *
   * @return the event time in ms since the epoch up to which the node itself is complete
   */
  public long mark(NodeMark mark) {
    SourceMark saved = nodes.mark(mark);
    store.put(key(saved), saved.toBytes());
    return nodes.completeThrough(mark.node());
  }

  /** Takes a clock mark in; whether time went on by it. */
  public boolean clock(long clockMs) {
    boolean advanced = nodes.clock(clockMs);
    if (advanced) {
      store.put(TASK, nodes.toBytes());
    }
    return advanced;
  }

  /** Event time in ms since the epoch, inclusive; only after the first clock mark. */
  public long completeThrough() {
    return nodes.completeThrough();
  }

  /** The latest clock mark, in ms since the epoch; the smallest number before the first. */
  public long clockMs() {
    return nodes.clockMs();
  }

  /** ms between the latest clock mark and the task's progress. */
  public long lagMs() {
    return nodes.clockMs() - nodes.completeThrough();
  }

  /** Every expected source, sorted by node. */
  public List<SourceStatus> sources() {
    return nodes.sources();
  }

  /** The nodes that are expected, but not live. */
  public Set<String> silent() {
    return nodes.silent();
  }

  /** Drops what has been silent for 24 h; gives back the nodes of which nothing is left. */
  public Set<String> forget() {
    Set<String> forgotten = new HashSet<>();
    for (SourceMark gone : nodes.forget()) {
      store.delete(key(gone));
      forgotten.add(gone.node());
    }
    forgotten.removeAll(nodes.expected());
    return forgotten;
  }

  /** The mark to write downstream, which says that all is written up to the given event time. */
  public TaskMark taskMark(long completeThrough) {
    return new TaskMark(feeder, task, tasks, completeThrough, nodes.clockMs());
  }

  private static Bytes key(SourceMark mark) {
    return StateKeys.ofNodeSource(mark.node(), mark.source());
  }
}
