package io.miharu.stream.meters;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.miharu.model.Feeder;
import io.miharu.stream.progress.SourceStatus;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/** The numbers of the topology. Thread-safe. */
public final class StreamMeters {
  private final MeterRegistry registry;
  private final Counter batches;
  private final Counter repeated;
  private final Counter malformed;
  private final Counter late;
  private final Counter tooLate;
  private final Counter logLines;
  private final Counter logRepeated;
  private final Map<String, AtomicLong> gauges = new ConcurrentHashMap<>();
  private final Map<String, NodeGauges> nodes = new ConcurrentHashMap<>();

  public StreamMeters(MeterRegistry registry) {
    this.registry = registry;
    this.batches = counter("miharu.stream.batches", "Sample batches taken in");
    this.repeated = counter("miharu.stream.batches.repeated", "Sample batches that came again");
    this.malformed = counter("miharu.stream.malformed", "Records without a key or a value");
    this.late = counter("pipeline.late", "Batches behind their window's end: made delta points");
    this.tooLate =
        counter("pipeline.too_late", "Batches more than 2 h behind: stored raw, not rolled up");
    this.logLines = counter("miharu.stream.log.lines", "Log lines counted");
    this.logRepeated = counter("miharu.stream.log.repeated", "Log lines that came again");
  }

  public void batch() {
    batches.increment();
  }

  public void repeatedBatch() {
    repeated.increment();
  }

  public void malformed() {
    malformed.increment();
  }

  public void late() {
    late.increment();
  }

  public void tooLate() {
    tooLate.increment();
  }

  public void logLine() {
    logLines.increment();
  }

  public void repeatedLogLine() {
    logRepeated.increment();
  }

  /**
   * How far a task's progress is behind its clock, and how far each of its nodes is.
   *
   * @param lagMs ms between the latest clock mark and the task's progress
   */
  public void progress(Feeder feeder, int task, long lagMs, List<SourceStatus> sources) {
    gauge("miharu.stream.progress.lag.ms", feeder, task).set(lagMs);
    gauge("miharu.stream.silent.nodes", feeder, task)
        .set(sources.stream().filter(source -> !source.live()).count());
    nodes
        .computeIfAbsent(feeder.name() + '/' + task, key -> new NodeGauges(registry))
        .update(sources);
  }

  /** A task has moved elsewhere: its nodes are no longer ours to speak of. */
  public void closed(Feeder feeder, int task) {
    NodeGauges gone = nodes.remove(feeder.name() + '/' + task);
    if (gone != null) {
      gone.update(List.of());
    }
  }

  private AtomicLong gauge(String name, Feeder feeder, int task) {
    String label = feeder.name().toLowerCase(Locale.ROOT);
    return gauges.computeIfAbsent(
        name + '/' + label + '/' + task,
        key -> {
          AtomicLong value = new AtomicLong();
          Gauge.builder(name, value, AtomicLong::get)
              .tag("feeder", label)
              .tag("task", Integer.toString(task))
              .register(registry);
          return value;
        });
  }

  private Counter counter(String name, String description) {
    return Counter.builder(name).description(description).register(registry);
  }
}
