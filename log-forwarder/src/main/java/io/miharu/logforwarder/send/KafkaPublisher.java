package io.miharu.logforwarder.send;

import io.miharu.runtime.kafka.KafkaClients;
import io.miharu.runtime.kafka.Topics;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;

/** Publishes to {@code miharu.logs} under the node's name. */
public final class KafkaPublisher implements Publisher, AutoCloseable {
  /** The reading thread must go on looking for files while the brokers are away. */
  private static final int MAX_BLOCK_MS = 500;

  /** After so long without an answer the health says so; the record is then sent again. */
  private static final int DELIVERY_TIMEOUT_MS = 20_000;

  private final Producer<byte[], byte[]> producer;
  private final byte[] key;

  /**
   * @param node key of every record
   * @param maxRecordBytes the largest record that will be handed over
   */
  public KafkaPublisher(KafkaClients clients, String node, int maxRecordBytes) {
    this.key = node.getBytes(StandardCharsets.UTF_8);
    this.producer =
        clients.byteProducer(
            "log-forwarder-" + node,
            Map.of(
                ProducerConfig.MAX_BLOCK_MS_CONFIG,
                MAX_BLOCK_MS,
                ProducerConfig.BATCH_SIZE_CONFIG,
                256 * 1024,
                ProducerConfig.MAX_REQUEST_SIZE_CONFIG,
                maxRecordBytes + 64 * 1024));
  }

  @Override
  public void publish(byte[] value, Outcome outcome) {
    try {
      producer.send(
          new ProducerRecord<>(Topics.LOGS.name(), key, value),
          (metadata, failure) -> outcome.of(failure));
    } catch (KafkaException e) {
      outcome.of(e);
    }
  }

  @Override
  public void close() {
    producer.close(Duration.ofSeconds(2));
  }
}
