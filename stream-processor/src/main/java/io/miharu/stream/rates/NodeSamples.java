package io.miharu.stream.rates;

import io.miharu.model.Feeder;
import io.miharu.model.MetricBatch;
import io.miharu.model.NodeMark;
import io.miharu.model.SampleBatch;
import io.miharu.model.TaskMark;
import io.miharu.model.Tier;
import io.miharu.stream.meters.StreamMeters;
import io.miharu.stream.progress.TaskProgress;
import io.miharu.stream.rollups.Columns;
import io.miharu.stream.rollups.OpenWindow;
import io.miharu.stream.rollups.Output;
import io.miharu.stream.state.ByteStore;
import io.miharu.stream.state.EntityId;
import io.miharu.stream.state.StateKeys;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.common.utils.Bytes;
import org.jspecify.annotations.Nullable;

/**
 * One task's share of {@code miharu.samples}: batches become rates and fill windows, marks of nodes
 * close windows, clock marks move progress. Not thread-safe.
 */
final class NodeSamples {
  /** The gauge that tells how many cores a node has. */
  private static final String CORES = "cpu.num_cores";

  private final ByteStore entities;
  private final ByteStore nodeStore;
  private final NodeWindows windows;
  private final Columns.Cache columns;
  private final TaskProgress progress;
  private final Output output;
  private final StreamMeters meters;
  private final int task;
  private final Map<String, NodeScrapes> nodes = new HashMap<>();
  private long sweptThrough = NodeScrapes.NONE;

  /** Takes up what the stores have. */
  NodeSamples(Stores stores, TaskProgress progress, Setup setup, Output output) {
    this.entities = stores.entities();
    this.nodeStore = stores.nodes();
    this.columns = new Columns.Cache();
    this.windows =
        new NodeWindows(stores.entities(), stores.closed(), columns, setup.clusterTenant(), output);
    this.progress = progress;
    this.output = output;
    this.meters = setup.meters();
    this.task = setup.task();
    nodeStore.all((key, value) -> nodes.put(StateKeys.name(key), NodeScrapes.fromBytes(value)));
  }

  /**
   * The stores of a task.
   *
   * @param entities by node and entity: {@link EntityState}
   * @param closed by node, window and entity: closed windows of the last 2 h
   * @param nodes by node: {@link NodeScrapes}
   */
  record Stores(ByteStore entities, ByteStore closed, ByteStore nodes) {}

  /**
   * What does not change.
   *
   * @param task the task's partition
   * @param clusterTenant whose the cluster's totals are
   */
  record Setup(int task, String clusterTenant, StreamMeters meters) {}

  /**
   * Takes a batch in.
   *
   * @param offset of its record: tells a late addition from others
   */
  void batch(String node, SampleBatch batch, long offset) {
    meters.batch();
    NodeScrapes scrapes = nodes.getOrDefault(node, NodeScrapes.unknown());
    EntityId id = new EntityId(batch.tenant(), batch.dimensions());
    Bytes key = StateKeys.ofEntity(node, id);
    byte[] saved = entities.get(key);
    EntityState state = saved == null ? new EntityState() : EntityState.fromBytes(saved, columns);
    long start = Tier.MINUTE.windowStart(batch.timestamp());
    boolean late = start + Tier.MINUTE.widthMs() <= scrapes.closedThrough();
    int shape = Rates.shape(batch);
    if (isRepeat(node, id, state.window(start), late, batch.timestamp(), shape)) {
      meters.repeatedBatch();
      return;
    }
    Rates rates = Rates.of(batch, state, saved == null, scrapes);
    if (!rates.values().isEmpty()) {
      output.metrics(node, metrics(batch, rates));
    }
    if (!late) {
      state.openWindow(start).add(batch.timestamp(), shape, rates.contributions());
    } else if (NodeWindows.isTooLate(start, scrapes.closedThrough())) {
      meters.tooLate();
    } else {
      meters.late();
      windows.addLate(
          node,
          id,
          new EntityBatch(batch.timestamp(), shape, rates.contributions()),
          state.columns(),
          offset);
    }
    entities.put(key, state.toBytes());
    noteScrape(node, batch, scrapes, !rates.contributions().isEmpty());
  }

  private static MetricBatch metrics(SampleBatch batch, Rates rates) {
    return new MetricBatch(
        batch.tenant(), batch.dimensions(), batch.timestamp(), Feeder.RATES, false, rates.values());
  }

  private boolean isRepeat(
      String node,
      EntityId id,
      @Nullable OpenWindow open,
      boolean late,
      long timestamp,
      int shape) {
    if (late) {
      long start = Tier.MINUTE.windowStart(timestamp);
      return windows.hasSeen(node, id, start, timestamp, shape);
    }
    return open != null && open.hasSeen(timestamp, shape);
  }

  private void noteScrape(String node, SampleBatch batch, NodeScrapes before, boolean rolledUp) {
    NodeScrapes after = rolledUp && !before.sampled() ? before.withSamples() : before;
    double cores = batch.gauges().get(CORES);
    if (cores > 0 && cores != before.cores()) {
      after = after.withCores(cores);
    }
    if (after != before) {
      save(node, after);
    }
  }

  /** Takes a node's mark in: what it completes is closed. */
  void mark(NodeMark mark) {
    String node = mark.node();
    long closable = closable(progress.mark(mark));
    NodeScrapes scrapes = nodes.getOrDefault(node, NodeScrapes.unknown()).marked(mark);
    if (closable > scrapes.closedThrough()) {
      windows.close(node, closable, scrapes.closedThrough());
      scrapes = scrapes.withClosedThrough(closable);
    }
    save(node, scrapes);
  }

  /** The task ends here; what it knows is in the store. */
  void close() {
    meters.closed(Feeder.RATES, task);
  }

  /** Takes a clock mark in: progress moves on and is told downstream. */
  void clock(long clockMs) {
    if (!progress.clock(clockMs)) {
      return;
    }
    Set<String> silent = progress.silent();
    long closable = closable(progress.completeThrough());
    if (closable > sweptThrough) {
      sweptThrough = closable;
      silent.forEach(node -> closeSilent(node, closable));
      progress.forget().forEach(this::forget);
    }
    TaskMark mark = progress.taskMark(progress.completeThrough());
    output.metrics(null, mark);
    output.partial(null, mark);
    meters.progress(Feeder.RATES, task, progress.lagMs(), progress.sources());
  }

  /**
   * What a silent node left behind must not wait for its return. Only windows that have data are
   * closed, so that a node that comes back and catches up fills the others as if nothing had been.
   */
  private void closeSilent(String node, long end) {
    NodeScrapes scrapes = nodes.getOrDefault(node, NodeScrapes.unknown());
    if (end > scrapes.closedThrough()) {
      long closed = windows.close(node, end, scrapes.closedThrough());
      if (closed > scrapes.closedThrough()) {
        save(node, scrapes.withClosedThrough(closed));
      }
    }
  }

  private void forget(String node) {
    windows.forget(node);
    nodes.remove(node);
    nodeStore.delete(StateKeys.ofName(node));
  }

  private void save(String node, NodeScrapes scrapes) {
    nodes.put(node, scrapes);
    nodeStore.put(StateKeys.ofName(node), scrapes.toBytes());
  }

  /** The end of the last window that is complete when everything up to the time, inclusive, is. */
  private static long closable(long completeThrough) {
    return Tier.MINUTE.windowStart(completeThrough + 1);
  }
}
