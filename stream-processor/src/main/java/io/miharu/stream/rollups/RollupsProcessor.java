package io.miharu.stream.rollups;

import io.miharu.model.PartialRecord;
import io.miharu.model.RollupPartial;
import io.miharu.model.TaskMark;
import io.miharu.stream.meters.StreamMeters;
import io.miharu.stream.state.StoreOfProcessor;
import java.util.List;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueStore;

/** The shell of {@link GroupWindows}. */
public final class RollupsProcessor implements Processor<String, PartialRecord, String, Object> {
  /** What nodes add to groups, by window, group and node. */
  public static final String PARTIALS = "rollups-partials";

  /** {@link GroupProgress}. */
  public static final String PROGRESS = "rollups-progress";

  /** All of its stores. */
  public static final List<String> STORES = List.of(PARTIALS, PROGRESS);

  private final int tasks;
  private final OutputOfProcessor.Sinks sinks;
  private final StreamMeters meters;
  private ProcessorContext<String, Object> context;
  private OutputOfProcessor output;
  private GroupWindows windows;

  /**
   * @param tasks partitions of {@code miharu.rollup-partials}
   */
  @SuppressWarnings("NullAway.Init") // Set by init, which precedes every record.
  public RollupsProcessor(int tasks, OutputOfProcessor.Sinks sinks, StreamMeters meters) {
    this.tasks = tasks;
    this.sinks = sinks;
    this.meters = meters;
  }

  /** Also called when a task is revived: everything in memory begins anew from the stores. */
  @Override
  public void init(ProcessorContext<String, Object> processorContext) {
    context = processorContext;
    output = new OutputOfProcessor(context, sinks);
    windows =
        new GroupWindows(
            store(PARTIALS),
            new GroupProgress(store(PROGRESS)),
            context.taskId().partition(),
            tasks,
            output,
            meters);
  }

  private StoreOfProcessor store(String name) {
    KeyValueStore<Bytes, byte[]> store = context.getStateStore(name);
    return new StoreOfProcessor(store);
  }

  @Override
  public void process(Record<String, PartialRecord> record) {
    output.at(record.timestamp());
    PartialRecord value = record.value();
    if (value instanceof RollupPartial partial) {
      windows.partial(partial, context.recordMetadata().orElseThrow().offset());
    } else if (value instanceof TaskMark mark) {
      windows.mark(mark);
    } else {
      meters.malformed();
    }
  }
}
