package io.miharu.stream.rates;

import io.miharu.model.ClockMark;
import io.miharu.model.Feeder;
import io.miharu.model.NodeMark;
import io.miharu.model.SampleBatch;
import io.miharu.model.SampleRecord;
import io.miharu.stream.meters.StreamMeters;
import io.miharu.stream.progress.TaskProgress;
import io.miharu.stream.rollups.OutputOfProcessor;
import io.miharu.stream.state.StoreOfProcessor;
import java.time.Duration;
import java.util.List;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueStore;

/** The shell of {@link NodeSamples}. */
public final class RatesProcessor implements Processor<String, SampleRecord, String, Object> {
  /** {@link EntityState} by node and entity. */
  public static final String ENTITIES = "rates-entities";

  /** Closed windows of the last 2 h by node, window and entity. */
  public static final String CLOSED = "rates-closed-windows";

  /** {@link NodeScrapes} by node. */
  public static final String NODES = "rates-nodes";

  /** {@link TaskProgress}. */
  public static final String PROGRESS = "rates-progress";

  /** All of its stores. */
  public static final List<String> STORES = List.of(ENTITIES, CLOSED, NODES, PROGRESS);

  private final Duration grace;
  private final String clusterTenant;
  private final int tasks;
  private final OutputOfProcessor.Sinks sinks;
  private final StreamMeters meters;
  private ProcessorContext<String, Object> context;
  private OutputOfProcessor output;
  private NodeSamples samples;

  /**
   * @param grace how long a silent node is waited for
   * @param clusterTenant whose the cluster's totals are
   * @param tasks partitions of {@code miharu.samples}
   */
  @SuppressWarnings("NullAway.Init") // Set by init, which precedes every record.
  public RatesProcessor(
      Duration grace,
      String clusterTenant,
      int tasks,
      OutputOfProcessor.Sinks sinks,
      StreamMeters meters) {
    this.grace = grace;
    this.clusterTenant = clusterTenant;
    this.tasks = tasks;
    this.sinks = sinks;
    this.meters = meters;
  }

  /** Also called when a task is revived: everything in memory begins anew from the stores. */
  @Override
  public void init(ProcessorContext<String, Object> processorContext) {
    context = processorContext;
    output = new OutputOfProcessor(context, sinks);
    int task = context.taskId().partition();
    samples =
        new NodeSamples(
            new NodeSamples.Stores(store(ENTITIES), store(CLOSED), store(NODES)),
            new TaskProgress(grace, store(PROGRESS), Feeder.RATES, task, tasks),
            new NodeSamples.Setup(task, clusterTenant, meters),
            output);
  }

  private StoreOfProcessor store(String name) {
    KeyValueStore<Bytes, byte[]> store = context.getStateStore(name);
    return new StoreOfProcessor(store);
  }

  @Override
  public void process(Record<String, SampleRecord> record) {
    output.at(record.timestamp());
    SampleRecord value = record.value();
    if (value instanceof SampleBatch batch && record.key() != null) {
      samples.batch(record.key(), batch, context.recordMetadata().orElseThrow().offset());
    } else if (value instanceof NodeMark mark) {
      samples.mark(mark);
    } else if (value instanceof ClockMark mark) {
      samples.clock(mark.clock());
    } else {
      meters.malformed();
    }
  }

  @Override
  public void close() {
    samples.close();
  }
}
