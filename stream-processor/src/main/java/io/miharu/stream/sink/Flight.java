package io.miharu.stream.sink;

import io.miharu.store.LineBatch;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;

/** Records that are written together, as lines, and the offsets that this completes. */
final class Flight {
  private final LineBatch lines = new LineBatch();
  private final List<ConsumerRecord<byte[], byte[]>> records = new ArrayList<>();
  private final Map<TopicPartition, Long> nextOffsets = new HashMap<>();

  /** Adds a record; lines added from now on are traced back to it. */
  void begin(ConsumerRecord<byte[], byte[]> record) {
    lines.setOrigin(records.size());
    records.add(record);
    nextOffsets.put(new TopicPartition(record.topic(), record.partition()), record.offset() + 1);
  }

  /** Replaces the lines by those that the encoder makes now of the same records. */
  void encodeAgain(Consumer<ConsumerRecord<byte[], byte[]>> encoder) {
    lines.clear();
    for (int i = 0; i < records.size(); i++) {
      lines.setOrigin(i);
      encoder.accept(records.get(i));
    }
  }

  LineBatch lines() {
    return lines;
  }

  ConsumerRecord<byte[], byte[]> record(int origin) {
    return records.get(origin);
  }

  /** By partition the offset behind the last record. */
  Map<TopicPartition, Long> nextOffsets() {
    return nextOffsets;
  }

  void clear() {
    lines.clear();
    records.clear();
    nextOffsets.clear();
  }
}
