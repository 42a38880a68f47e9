package io.miharu.api.testing;

import io.miharu.model.PostedMetrics;
import io.miharu.model.PostedRecord;
import io.miharu.runtime.kafka.KafkaClients;
import io.miharu.runtime.kafka.Topics;
import io.miharu.store.LineBatch;
import io.miharu.store.Lines;
import io.miharu.store.RecordEncoder;
import io.miharu.store.Target;
import io.miharu.store.WriteOutcome;
import io.miharu.store.influxdb.InfluxStore;
import java.time.Duration;
import java.util.Map;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.WakeupException;
import org.apache.kafka.common.serialization.Deserializer;

/** What the stream-processor's sink does with posted metrics, in the small. */
final class PostedSink implements AutoCloseable {
  private final Consumer<byte[], byte[]> consumer;
  private final Deserializer<PostedRecord> deserializer = Topics.POSTED.deserializer();
  private final InfluxStore store;
  private final RecordEncoder encoder;
  private final Thread thread = new Thread(this::run, "posted-sink");

  PostedSink(KafkaClients clients, InfluxStore store) {
    this.store = store;
    this.encoder = store.newEncoder();
    store.writer().prepare();
    consumer = clients.consumer("posted-sink", Map.of("fetch.max.wait.ms", 20));
    var partitions =
        consumer.partitionsFor(Topics.POSTED.name()).stream()
            .map(info -> new TopicPartition(info.topic(), info.partition()))
            .toList();
    consumer.assign(partitions);
    consumer.seekToBeginning(partitions);
    thread.start();
  }

  @Override
  public void close() {
    consumer.wakeup();
    try {
      thread.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    consumer.close();
  }

  private void run() {
    try {
      while (true) {
        LineBatch lines = new LineBatch();
        for (ConsumerRecord<byte[], byte[]> record : consumer.poll(Duration.ofMillis(100))) {
          if (deserializer.deserialize(record.topic(), record.value())
              instanceof PostedMetrics posted) {
            encoder.encode(posted, 0, lines);
          }
        }
        lines.byTarget().forEach((target, part) -> write(target, part));
      }
    } catch (WakeupException closed) {
      // close() does this.
    }
  }

  private void write(Target target, Lines lines) {
    WriteOutcome outcome = store.writer().write(target, lines, 0, lines.count());
    if (!(outcome instanceof WriteOutcome.Accepted)) {
      throw new IllegalStateException(outcome.toString());
    }
  }
}
