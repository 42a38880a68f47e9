package io.miharu.stream.rates;

import io.miharu.model.RollupPartial;
import io.miharu.model.Tier;
import io.miharu.stream.rollups.ClosedWindow;
import io.miharu.stream.rollups.Columns;
import io.miharu.stream.rollups.LateDelta;
import io.miharu.stream.rollups.NodeWindow;
import io.miharu.stream.rollups.OpenWindow;
import io.miharu.stream.rollups.Output;
import io.miharu.stream.state.ByteStore;
import io.miharu.stream.state.EntityId;
import io.miharu.stream.state.StateKeys;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import org.apache.kafka.common.utils.Bytes;

/**
 * Closes the windows of a node's entities, and remembers the closed ones for 2 h, so that a late
 * sample changes a total exactly once. Not thread-safe.
 */
final class NodeWindows {
  /** How long behind the node's last closed window a late sample still counts. */
  static final long LATE_MS = Duration.ofHours(2).toMillis();

  private final ByteStore entities;
  private final ByteStore closed;
  private final Columns.Cache columns;
  private final String clusterTenant;
  private final Output output;

  NodeWindows(
      ByteStore entities,
      ByteStore closed,
      Columns.Cache columns,
      String clusterTenant,
      Output output) {
    this.entities = entities;
    this.closed = closed;
    this.columns = columns;
    this.clusterTenant = clusterTenant;
    this.output = output;
  }

  private record Entry(Bytes key, EntityState state, List<OpenWindow> windows) {}

  /**
   * Closes every window of the node that ends by the given time and sends the results.
   *
   * @param end a window's end, in ms since the epoch
   * @return the end of the last window that was closed, or {@link NodeScrapes#NONE} if none was
   */
  long close(String node, long end) {
    List<Entry> changed = new ArrayList<>();
    Bytes from = StateKeys.ofNode(node);
    entities.range(
        from,
        StateKeys.behind(from),
        (key, value) -> {
          EntityState state = EntityState.fromBytes(value, columns);
          List<OpenWindow> windows = state.takeWindowsBefore(end);
          boolean idle = !state.hasWindows() && state.latestMs() < end - LATE_MS;
          if (!windows.isEmpty() || idle) {
            changed.add(new Entry(key, state, windows));
          }
        });
    TreeMap<Long, NodeWindow> results = new TreeMap<>();
    for (Entry entry : changed) {
      EntityId id = StateKeys.entity(entry.key());
      for (OpenWindow window : entry.windows()) {
        results
            .computeIfAbsent(window.start(), start -> new NodeWindow(start, 0, clusterTenant))
            .add(id, window.results(entry.state().columns()));
        closed.put(
            StateKeys.ofEntityWindow(node, window.start(), id),
            window.close(entry.state().columns()).toBytes());
      }
      if (entry.state().hasWindows() || entry.state().latestMs() >= end - LATE_MS) {
        entities.put(entry.key(), entry.state().toBytes());
      } else {
        entities.delete(entry.key());
      }
    }
    results.values().forEach(window -> send(node, window));
    closed.deleteRange(
        StateKeys.ofNode(node), StateKeys.ofNodeWindow(node, end - LATE_MS - widthMs() + 1));
    return results.isEmpty() ? NodeScrapes.NONE : results.lastKey() + widthMs();
  }

  /** Whether a window that is closed is too old for additions. */
  static boolean isTooLate(long windowStart, long closedThrough) {
    return windowStart + widthMs() <= closedThrough - LATE_MS;
  }

  /** Whether the closed window had this batch already. */
  boolean hasSeen(String node, EntityId id, long windowStart, long timestamp, int shape) {
    byte[] saved = closed.get(StateKeys.ofEntityWindow(node, windowStart, id));
    return saved != null && ClosedWindow.fromBytes(saved).hasSeen(timestamp, shape);
  }

  /**
   * Adds a batch to a window that is closed, and sends what it changes.
   *
   * @param offset of the batch's record: tells its addition from others
   */
  void addLate(String node, EntityId id, EntityBatch batch, Columns of, long offset) {
    long start = Tier.MINUTE.windowStart(batch.timestamp());
    Bytes key = StateKeys.ofEntityWindow(node, start, id);
    byte[] saved = closed.get(key);
    ClosedWindow window = saved == null ? new ClosedWindow(start) : ClosedWindow.fromBytes(saved);
    NodeWindow addition = new NodeWindow(start, LateDelta.ofOffset(offset), clusterTenant);
    addition.add(id, window.addLate(batch.timestamp(), batch.shape(), batch.contributions(), of));
    closed.put(key, window.toBytes());
    addition.rollups().forEach(rollup -> output.rollup(node, rollup));
    addition.partials(node).forEach(this::sendPartial);
  }

  /** Deletes everything of a node. */
  void forget(String node) {
    Bytes from = StateKeys.ofNode(node);
    entities.deleteRange(from, StateKeys.behind(from));
    closed.deleteRange(from, StateKeys.behind(from));
  }

  private void send(String node, NodeWindow window) {
    window.rollups().forEach(rollup -> output.rollup(node, rollup));
    window.metrics().forEach(metrics -> output.metrics(node, metrics));
    window.partials(node).forEach(this::sendPartial);
  }

  private void sendPartial(RollupPartial partial) {
    output.partial(new EntityId(partial.tenant(), partial.dimensions()).toKey(), partial);
  }

  private static long widthMs() {
    return Tier.MINUTE.widthMs();
  }
}
