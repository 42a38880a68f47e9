package io.miharu.stream.logmetrics;

import io.miharu.model.Feeder;
import io.miharu.model.LogBatch;
import io.miharu.model.LogLine;
import io.miharu.model.MetricBatch;
import io.miharu.model.MetricRecord;
import io.miharu.model.NodeMark;
import io.miharu.stream.meters.StreamMeters;
import io.miharu.stream.progress.TaskProgress;
import io.miharu.stream.state.ByteStore;
import io.miharu.stream.state.EntityId;
import io.miharu.stream.state.StateKeys;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiConsumer;
import org.apache.kafka.common.utils.Bytes;
import org.jspecify.annotations.Nullable;

/**
 * One task's share of {@code miharu.logs}: counts lines, bytes and errors per container in buckets
 * of store time, each event once however often it is sent. Not thread-safe.
 */
final class LogCounts {
  /** How long the end of a file's stream, and the places of late counts, are remembered. */
  static final long REMEMBER_MS = Duration.ofHours(24).toMillis();

  private static final long SWEEP_MS = Duration.ofHours(1).toMillis();
  private static final long NONE = Long.MIN_VALUE;
  private static final long NS_PER_MS = 1_000_000;

  private final Stores stores;
  private final TaskProgress progress;
  private final Setup setup;
  private final BiConsumer<@Nullable String, MetricRecord> output;
  private final Map<String, Long> closedThrough = new HashMap<>();
  private long sweptThrough = NONE;
  private long forgotMs = NONE;

  /**
   * The stores of a task.
   *
   * @param files by node, file and stream: the last event's end offset
   * @param containers by node and container: {@link ContainerCounts}
   * @param late by node, bucket and container: how many additions a closed bucket has had
   * @param nodes by node: the end of the last bucket that it has closed
   */
  record Stores(ByteStore files, ByteStore containers, ByteStore late, ByteStore nodes) {}

  /**
   * What does not change.
   *
   * @param task the task's partition
   * @param bucketMs width of a bucket
   */
  record Setup(int task, long bucketMs, StreamMeters meters) {}

  /** Takes up what the stores have. */
  LogCounts(
      Stores stores,
      TaskProgress progress,
      Setup setup,
      BiConsumer<@Nullable String, MetricRecord> output) {
    this.stores = stores;
    this.progress = progress;
    this.setup = setup;
    this.output = output;
    stores
        .nodes()
        .all(
            (key, value) ->
                closedThrough.put(StateKeys.name(key), AgedLong.fromBytes(value).value()));
  }

  /** Counts the lines that were not counted before. */
  void batch(LogBatch batch) {
    EntityId container = new EntityId(batch.tenant(), batch.dimensions());
    Bytes key = StateKeys.ofEntity(batch.node(), container);
    byte[] saved = stores.containers().get(key);
    ContainerCounts counts =
        saved == null ? new ContainerCounts() : ContainerCounts.fromBytes(saved);
    Map<String, Long> ends = new HashMap<>(4);
    for (LogLine line : batch.lines()) {
      long end = ends.computeIfAbsent(line.stream(), stream -> end(batch, stream));
      if (line.start() < end) {
        setup.meters().repeatedLogLine();
      } else {
        ends.put(line.stream(), line.end());
        bucket(batch.node(), container, counts, line).add(line);
        setup.meters().logLine();
      }
    }
    ends.forEach((stream, end) -> saveEnd(batch, stream, end));
    stores.containers().put(key, counts.toBytes());
  }

  private long end(LogBatch batch, String stream) {
    byte[] saved = stores.files().get(fileKey(batch, stream));
    return saved == null ? 0 : AgedLong.fromBytes(saved).value();
  }

  private void saveEnd(LogBatch batch, String stream, long end) {
    stores.files().put(fileKey(batch, stream), aged(end));
  }

  private Bucket bucket(String node, EntityId container, ContainerCounts counts, LogLine line) {
    long start = bucketStart(Math.floorDiv(line.storeTime(), NS_PER_MS));
    Bucket open = counts.bucket(start);
    if (open != null) {
      return open;
    }
    boolean late = start + setup.bucketMs() <= closedThrough.getOrDefault(node, NONE);
    return counts.open(start, late ? latePlace(node, container, start) : 0);
  }

  /** Where in a closed bucket the next addition is reported: 1 ms behind its start, 2 ms, …. */
  private int latePlace(String node, EntityId container, long start) {
    Bytes key = StateKeys.ofEntityWindow(node, start, container);
    byte[] saved = stores.late().get(key);
    long additions = saved == null ? 0 : AgedLong.fromBytes(saved).value();
    stores.late().put(key, aged(additions + 1));
    return (int) (1 + additions % (setup.bucketMs() - 1));
  }

  /** Takes a node's mark in: what it completes is reported. */
  void mark(NodeMark mark) {
    long closable = bucketStart(progress.mark(mark) + 1);
    if (closable > closedThrough.getOrDefault(mark.node(), NONE)) {
      close(mark.node(), closable);
      saveClosed(mark.node(), closable);
    }
  }

  /** The task ends here; what it knows is in the store. */
  void close() {
    setup.meters().closed(Feeder.LOGMETRICS, setup.task());
  }

  /** Takes a clock mark in: progress moves on and is told downstream. */
  void clock(long clockMs) {
    if (!progress.clock(clockMs)) {
      return;
    }
    Set<String> silent = progress.silent();
    long closable = bucketStart(progress.completeThrough() + 1);
    if (closable > sweptThrough) {
      sweptThrough = closable;
      silent.forEach(node -> closeSilent(node, closable));
      progress.forget().forEach(this::forget);
      forgetOld(clockMs);
    }
    output.accept(null, progress.taskMark(closable - 1));
    setup.meters().progress(Feeder.LOGMETRICS, setup.task(), progress.lagMs(), progress.sources());
  }

  /** Only buckets that have lines are closed: see the same rule for windows of samples. */
  private void closeSilent(String node, long end) {
    if (end > closedThrough.getOrDefault(node, NONE)) {
      long closed = close(node, end);
      if (closed != NONE) {
        saveClosed(node, Math.max(closed, closedThrough.getOrDefault(node, NONE)));
      }
    }
  }

  private record Entry(Bytes key, ContainerCounts counts, List<Bucket> buckets) {}

  /** Reports every bucket that ends by the given time; gives back the end of the last. */
  private long close(String node, long end) {
    List<Entry> changed = new ArrayList<>();
    Bytes from = StateKeys.ofNode(node);
    stores
        .containers()
        .range(
            from,
            StateKeys.behind(from),
            (key, value) -> {
              ContainerCounts counts = ContainerCounts.fromBytes(value);
              List<Bucket> buckets = counts.takeBefore(end);
              if (!buckets.isEmpty() || counts.isEmpty()) {
                changed.add(new Entry(key, counts, buckets));
              }
            });
    long last = NONE;
    for (Entry entry : changed) {
      EntityId container = StateKeys.entity(entry.key());
      for (Bucket bucket : entry.buckets()) {
        last = Math.max(last, bucket.start() + setup.bucketMs());
        output.accept(node, metrics(container, bucket));
      }
      if (entry.counts().isEmpty()) {
        stores.containers().delete(entry.key());
      } else {
        stores.containers().put(entry.key(), entry.counts().toBytes());
      }
    }
    return last;
  }

  private static MetricBatch metrics(EntityId container, Bucket bucket) {
    return new MetricBatch(
        container.tenant(),
        container.dimensions(),
        bucket.timestamp(),
        Feeder.LOGMETRICS,
        false,
        bucket.values());
  }

  private void forget(String node) {
    Bytes from = StateKeys.ofNode(node);
    Bytes to = StateKeys.behind(from);
    stores.files().deleteRange(from, to);
    stores.containers().deleteRange(from, to);
    stores.late().deleteRange(from, to);
    stores.nodes().delete(StateKeys.ofName(node));
    closedThrough.remove(node);
  }

  private void forgetOld(long clockMs) {
    if (forgotMs != NONE && clockMs - forgotMs < SWEEP_MS) {
      return;
    }
    forgotMs = clockMs;
    for (ByteStore store : List.of(stores.files(), stores.late())) {
      List<Bytes> old = new ArrayList<>();
      Map<Bytes, AgedLong> withoutTime = new HashMap<>();
      store.all(
          (key, value) -> {
            AgedLong aged = AgedLong.fromBytes(value);
            if (aged.clockMs() == NONE) {
              withoutTime.put(key, aged); // Written before the very first clock mark.
            } else if (clockMs - aged.clockMs() > REMEMBER_MS) {
              old.add(key);
            }
          });
      old.forEach(store::delete);
      withoutTime.forEach((key, aged) -> store.put(key, aged(aged.value())));
    }
  }

  private void saveClosed(String node, long end) {
    closedThrough.put(node, end);
    stores.nodes().put(StateKeys.ofName(node), aged(end));
  }

  private byte[] aged(long value) {
    return new AgedLong(value, progress.clockMs()).toBytes();
  }

  private static Bytes fileKey(LogBatch batch, String stream) {
    return StateKeys.ofFileStream(batch.node(), batch.file(), stream);
  }

  private long bucketStart(long timestampMs) {
    return Math.floorDiv(timestampMs, setup.bucketMs()) * setup.bucketMs();
  }
}
