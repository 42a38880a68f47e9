package io.miharu.stream.logmetrics;

import io.miharu.model.ClockMark;
import io.miharu.model.Feeder;
import io.miharu.model.LogBatch;
import io.miharu.model.LogRecord;
import io.miharu.model.MetricRecord;
import io.miharu.model.NodeMark;
import io.miharu.stream.meters.StreamMeters;
import io.miharu.stream.progress.TaskProgress;
import io.miharu.stream.state.StoreOfProcessor;
import java.time.Duration;
import java.util.List;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueStore;

/** The shell of {@link LogCounts}. */
public final class LogMetricsProcessor
    implements Processor<String, LogRecord, String, MetricRecord> {
  /** The last event's end offset, by node, file and stream. */
  public static final String FILES = "logmetrics-files";

  /** {@link ContainerCounts} by node and container. */
  public static final String CONTAINERS = "logmetrics-containers";

  /** How many additions a closed bucket has had, by node, bucket and container. */
  public static final String LATE = "logmetrics-late";

  /** The end of the last bucket that was closed, by node. */
  public static final String NODES = "logmetrics-nodes";

  /** {@link TaskProgress}. */
  public static final String PROGRESS = "logmetrics-progress";

  /** All of its stores. */
  public static final List<String> STORES = List.of(FILES, CONTAINERS, LATE, NODES, PROGRESS);

  private final Duration grace;
  private final Duration bucket;
  private final int tasks;
  private final String sink;
  private final StreamMeters meters;
  private ProcessorContext<String, MetricRecord> context;
  private LogCounts counts;
  private long recordTimestamp;

  /**
   * @param grace how long a silent node is waited for
   * @param bucket over which lines are counted
   * @param tasks partitions of {@code miharu.logs}
   * @param sink name of the sink to {@code miharu.metrics}
   */
  @SuppressWarnings("NullAway.Init") // Set by init, which precedes every record.
  public LogMetricsProcessor(
      Duration grace, Duration bucket, int tasks, String sink, StreamMeters meters) {
    this.grace = grace;
    this.bucket = bucket;
    this.tasks = tasks;
    this.sink = sink;
    this.meters = meters;
  }

  /** Also called when a task is revived: everything in memory begins anew from the stores. */
  @Override
  @SuppressWarnings("NullAway") // Kafka's records may be without a key.
  public void init(ProcessorContext<String, MetricRecord> processorContext) {
    context = processorContext;
    int task = context.taskId().partition();
    counts =
        new LogCounts(
            new LogCounts.Stores(store(FILES), store(CONTAINERS), store(LATE), store(NODES)),
            new TaskProgress(grace, store(PROGRESS), Feeder.LOGMETRICS, task, tasks),
            new LogCounts.Setup(task, bucket.toMillis(), meters),
            (key, value) -> context.forward(new Record<>(key, value, recordTimestamp), sink));
  }

  private StoreOfProcessor store(String name) {
    KeyValueStore<Bytes, byte[]> store = context.getStateStore(name);
    return new StoreOfProcessor(store);
  }

  @Override
  public void process(Record<String, LogRecord> record) {
    recordTimestamp = record.timestamp();
    LogRecord value = record.value();
    if (value instanceof LogBatch batch) {
      counts.batch(batch);
    } else if (value instanceof NodeMark mark) {
      counts.mark(mark);
    } else if (value instanceof ClockMark mark) {
      counts.clock(mark.clock());
    } else if (value == null) {
      meters.malformed();
    }
  }

  @Override
  public void close() {
    counts.close();
  }
}
