package io.miharu.runtime.kafka;

import java.nio.charset.StandardCharsets;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.jspecify.annotations.Nullable;

/**
 * Puts aside what could not be read or stored, in the form that Kafka Streams uses for its own dead
 * letters: the original bytes, and headers that name topic, partition, offset and cause.
 */
public final class DeadLetters {
  public static final String EXCEPTION_HEADER = "__streams.errors.exception";
  public static final String MESSAGE_HEADER = "__streams.errors.message";
  public static final String TOPIC_HEADER = "__streams.errors.topic";
  public static final String PARTITION_HEADER = "__streams.errors.partition";
  public static final String OFFSET_HEADER = "__streams.errors.offset";

  private final Producer<byte[], byte[]> producer;

  public DeadLetters(Producer<byte[], byte[]> producer) {
    this.producer = producer;
  }

  /** Puts a whole record aside. Completes when the broker has it. */
  public Future<RecordMetadata> send(
      ConsumerRecord<byte[], byte[]> record, String cause, String message) {
    return send(record, record.value(), cause, message);
  }

  /**
   * Puts a part of a record aside, such as one line of many.
   *
   * @param record where it came from
   * @param value the part, in whatever form was refused
   * @param cause a short stable name: an exception's class, or a reason
   * @param message for people
   */
  public Future<RecordMetadata> send(
      ConsumerRecord<byte[], byte[]> record,
      byte @Nullable [] value,
      String cause,
      String message) {
    ProducerRecord<byte[], byte[]> letter =
        new ProducerRecord<>(Topics.DEAD_LETTERS, record.key(), value);
    letter.headers().add(EXCEPTION_HEADER, bytes(cause));
    letter.headers().add(MESSAGE_HEADER, bytes(message));
    letter.headers().add(TOPIC_HEADER, bytes(record.topic()));
    letter.headers().add(PARTITION_HEADER, bytes(Integer.toString(record.partition())));
    letter.headers().add(OFFSET_HEADER, bytes(Long.toString(record.offset())));
    CompletableFuture<RecordMetadata> done = new CompletableFuture<>();
    producer.send(
        letter,
        (metadata, error) -> {
          if (error == null) {
            done.complete(metadata);
          } else {
            done.completeExceptionally(error);
          }
        });
    return done;
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
