package io.miharu.stream.sink;

import io.miharu.runtime.kafka.DeadLetters;
import io.miharu.runtime.kafka.KafkaClients;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.Future;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.jspecify.annotations.Nullable;

/** Dead letters through a producer that is made for the first of them. Thread-safe. */
final class DeadLetterOffice implements AutoCloseable {
  private final KafkaClients clients;
  private @Nullable Producer<byte[], byte[]> producer;

  DeadLetterOffice(KafkaClients clients) {
    this.clients = clients;
  }

  Future<RecordMetadata> send(
      ConsumerRecord<byte[], byte[]> record, byte[] value, String cause, String message) {
    return new DeadLetters(producer()).send(record, value, cause, message);
  }

  @Override
  public synchronized void close() {
    if (producer != null) {
      producer.close(Duration.ZERO);
    }
  }

  private synchronized Producer<byte[], byte[]> producer() {
    if (producer == null) {
      producer = clients.byteProducer("sink-dead-letters", Map.of());
    }
    return producer;
  }
}
