package io.miharu.stream.sink;

import io.miharu.model.LogBatch;
import io.miharu.model.MetricBatch;
import io.miharu.model.PostedMetrics;
import io.miharu.runtime.kafka.Topic;
import io.miharu.runtime.kafka.Topics;
import io.miharu.store.LineBatch;
import io.miharu.store.RecordEncoder;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.serialization.Deserializer;

/**
 * From a record's bytes to the store's lines: which topics the sink reads, and what of each it
 * stores. Marks and ledger entries ride along and are passed over.
 */
final class RecordReader {
  private static final Map<String, Reading<?>> READINGS =
      Map.of(
          Topics.METRICS.name(),
          new Reading<>(
              Topics.METRICS,
              (value, encoder, nowMs, out) ->
                  value instanceof MetricBatch batch ? encoder.encode(batch, nowMs, out) : 0),
          Topics.ROLLUPS.name(),
          new Reading<>(
              Topics.ROLLUPS, (value, encoder, nowMs, out) -> encoder.encode(value, nowMs, out)),
          Topics.POSTED.name(),
          new Reading<>(
              Topics.POSTED,
              (value, encoder, nowMs, out) ->
                  value instanceof PostedMetrics posted ? encoder.encode(posted, nowMs, out) : 0),
          Topics.LOGS.name(),
          new Reading<>(
              Topics.LOGS,
              (value, encoder, nowMs, out) ->
                  value instanceof LogBatch batch ? encoder.encode(batch, nowMs, out) : 0),
          Topics.TRANSITIONS.name(),
          new Reading<>(
              Topics.TRANSITIONS,
              (value, encoder, nowMs, out) -> encoder.encode(value, nowMs, out)));

  private RecordReader() {}

  /** The topics to read, by name. */
  static List<String> topics() {
    return READINGS.keySet().stream().sorted().toList();
  }

  /**
   * Appends what the record holds.
   *
   * @return how many points were too old
   * @throws RuntimeException if the bytes are no record of the topic or it cannot be encoded
   */
  static int encode(
      ConsumerRecord<byte[], byte[]> record, RecordEncoder encoder, long nowMs, LineBatch out) {
    Reading<?> reading = READINGS.get(record.topic());
    if (reading == null) {
      throw new IllegalStateException("not a topic of the sink: " + record.topic());
    }
    return reading.encode(record, encoder, nowMs, out);
  }

  private interface Encoding<T> {
    int encode(T value, RecordEncoder encoder, long nowMs, LineBatch out);
  }

  private record Reading<T>(Deserializer<T> deserializer, Encoding<T> encoding) {
    Reading(Topic<T> topic, Encoding<T> encoding) {
      this(topic.deserializer(), encoding);
    }

    int encode(
        ConsumerRecord<byte[], byte[]> record, RecordEncoder encoder, long nowMs, LineBatch out) {
      T value = deserializer.deserialize(record.topic(), record.value());
      return value == null ? 0 : encoding.encode(value, encoder, nowMs, out);
    }
  }
}
