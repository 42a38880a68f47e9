package io.miharu.stream.rates;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.miharu.model.ClockMark;
import io.miharu.model.Dimensions;
import io.miharu.model.Feeder;
import io.miharu.model.MetricBatch;
import io.miharu.model.MetricRecord;
import io.miharu.model.NodeMark;
import io.miharu.model.PartialRecord;
import io.miharu.model.RollupBatch;
import io.miharu.model.RollupPartial;
import io.miharu.model.SampleBatch;
import io.miharu.model.SampleRecord;
import io.miharu.model.TaskMark;
import io.miharu.model.Values;
import io.miharu.stream.meters.StreamMeters;
import io.miharu.stream.progress.TaskProgress;
import io.miharu.stream.rollups.Output;
import io.miharu.stream.state.MemoryStore;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One rates task over stores in memory, with everything that it gave out. */
final class NodeSamplesFixture implements Output {
  /** A full minute. */
  static final long START = 1_800_000_000_000L - 1_800_000_000_000L % 60_000;

  final List<MetricBatch> metrics = new ArrayList<>();
  final List<RollupBatch> rollups = new ArrayList<>();
  final List<RollupPartial> partials = new ArrayList<>();
  final List<TaskMark> marks = new ArrayList<>();
  final MemoryStore entities = new MemoryStore();
  final MemoryStore closed = new MemoryStore();
  final SimpleMeterRegistry registry = new SimpleMeterRegistry();
  private final MemoryStore nodes = new MemoryStore();
  private final MemoryStore progress = new MemoryStore();
  private NodeSamples samples;
  private long offset;

  NodeSamplesFixture() {
    samples = create();
  }

  private NodeSamples create() {
    return new NodeSamples(
        new NodeSamples.Stores(entities, closed, nodes),
        new TaskProgress(Duration.ofSeconds(30), progress, Feeder.RATES, 0, 1),
        new NodeSamples.Setup(0, "operators", new StreamMeters(registry)),
        this);
  }

  /** Forgets what is in memory, as a task does that moves. */
  void restart() {
    samples = create();
  }

  void send(String node, SampleRecord record) {
    if (record instanceof SampleBatch batch) {
      samples.batch(node, batch, offset);
    } else if (record instanceof NodeMark mark) {
      samples.mark(mark);
    } else if (record instanceof ClockMark mark) {
      samples.clock(mark.clock());
    }
    offset++;
  }

  void mark(String node, long atMs) {
    send(node, new NodeMark("collector", node, START + atMs, 15_000));
  }

  void clock(long atMs) {
    send("", new ClockMark(START + atMs));
  }

  void node(String node, long atMs, double cores) {
    send(
        node,
        new SampleBatch(
            "operators",
            Dimensions.of("hostname", node),
            START + atMs,
            null,
            Values.of("cpu.num_cores", cores),
            Values.empty()));
  }

  void container(String node, String pod, long atMs, double cpu, double memory) {
    send(node, batch(node, pod, atMs, null, cpu, memory));
  }

  static SampleBatch batch(
      String node, String pod, long atMs, @Nullable Long started, double cpu, double memory) {
    return new SampleBatch(
        "acme",
        dimensions(node, pod),
        START + atMs,
        started,
        Values.of("container.mem.working_set_bytes", memory),
        Values.of("container.cpu.total_time", cpu));
  }

  static Dimensions dimensions(String node, String pod) {
    return podDimensions(node, pod).with("container_name", "app").with("image", "app:1");
  }

  static Dimensions podDimensions(String node, String pod) {
    return Dimensions.of(
        "hostname",
        node,
        "namespace",
        "shop",
        "pod_name",
        pod,
        "owner_type",
        "deployment",
        "deployment",
        "web");
  }

  MetricBatch lastMetrics() {
    return metrics.get(metrics.size() - 1);
  }

  double count(String meter) {
    return registry.get(meter).counter().count();
  }

  /** The roll-ups of the entity with the dimensions, in the order in which they came. */
  List<RollupBatch> rollups(Dimensions dimensions) {
    return rollups.stream().filter(batch -> batch.dimensions().equals(dimensions)).toList();
  }

  List<RollupPartial> partials(Dimensions dimensions) {
    return partials.stream().filter(partial -> partial.dimensions().equals(dimensions)).toList();
  }

  @Override
  public void metrics(@Nullable String key, MetricRecord record) {
    if (record instanceof MetricBatch batch) {
      metrics.add(batch);
    } else if (record instanceof TaskMark mark) {
      marks.add(mark);
    }
  }

  @Override
  public void rollup(String key, RollupBatch rollup) {
    rollups.add(rollup);
  }

  @Override
  public void partial(@Nullable String key, PartialRecord partial) {
    if (partial instanceof RollupPartial batch) {
      partials.add(batch);
    }
  }
}
