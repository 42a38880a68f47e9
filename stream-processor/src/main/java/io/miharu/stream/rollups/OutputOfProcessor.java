package io.miharu.stream.rollups;

import io.miharu.model.MetricRecord;
import io.miharu.model.PartialRecord;
import io.miharu.model.RollupBatch;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.jspecify.annotations.Nullable;

/** Results forwarded to the sinks of a topology. */
public final class OutputOfProcessor implements Output {
  /**
   * The sinks' names in the topology; one that a processor never uses may be empty.
   *
   * @param metrics to {@code miharu.metrics}
   * @param rollups to {@code miharu.rollups}
   * @param partials to {@code miharu.rollup-partials}
   */
  public record Sinks(String metrics, String rollups, String partials) {}

  private final ProcessorContext<String, Object> context;
  private final Sinks sinks;
  private long recordTimestamp;

  public OutputOfProcessor(ProcessorContext<String, Object> context, Sinks sinks) {
    this.context = context;
    this.sinks = sinks;
  }

  /** Which record timestamp the results get: the input's, though nobody reads it. */
  public void at(long timestamp) {
    recordTimestamp = timestamp;
  }

  @Override
  public void metrics(@Nullable String key, MetricRecord metrics) {
    forward(sinks.metrics(), key, metrics);
  }

  @Override
  public void rollup(String key, RollupBatch rollup) {
    forward(sinks.rollups(), key, rollup);
  }

  @Override
  public void partial(@Nullable String key, PartialRecord partial) {
    forward(sinks.partials(), key, partial);
  }

  @SuppressWarnings("NullAway") // Kafka's records may be without a key.
  private void forward(String sink, @Nullable String key, Object value) {
    context.forward(new Record<>(key, value, recordTimestamp), sink);
  }
}
