package io.miharu.runtime.kafka;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.ObjectWriter;
import io.miharu.model.Json;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.common.serialization.Serializer;
import org.jspecify.annotations.Nullable;

/**
 * A topic with the type of its values: who names the topic has the right serde with it. Keys are
 * strings, values JSON.
 *
 * @param name as Kafka knows it
 * @param type of the values: the sealed interface, not one of its records
 * @param kind what Kafka does with old records
 * @param fixedPartitions the number of partitions, or 0 for the configured default
 */
public record Topic<T>(String name, Class<T> type, Kind kind, int fixedPartitions) {

  /** What Kafka does with old records. */
  public enum Kind {
    /** Deleted after the configured time or size. */
    STREAM("delete"),
    /** The latest record of a key stays for ever. */
    TABLE("compact"),
    /** The latest record of a key stays, for 30 days. */
    LEDGER("compact,delete");

    private static final Duration LEDGER_RETENTION = Duration.ofDays(30);

    private final String cleanupPolicy;

    Kind(String cleanupPolicy) {
      this.cleanupPolicy = cleanupPolicy;
    }

    Map<String, String> settings(TopicConfig config) {
      return switch (this) {
        case STREAM ->
            Map.of(
                "cleanup.policy", cleanupPolicy,
                "retention.ms", Long.toString(config.retention().toMillis()),
                "retention.bytes", Long.toString(config.retentionBytes()),
                "segment.bytes", Long.toString(config.segmentBytes()));
        case TABLE ->
            Map.of(
                "cleanup.policy",
                cleanupPolicy,
                "segment.bytes",
                Long.toString(config.segmentBytes()));
        case LEDGER ->
            Map.of(
                "cleanup.policy", cleanupPolicy,
                "retention.ms", Long.toString(LEDGER_RETENTION.toMillis()),
                "segment.bytes", Long.toString(config.segmentBytes()));
      };
    }
  }

  static <T> Topic<T> stream(String name, Class<T> type) {
    return new Topic<>(name, type, Kind.STREAM, 0);
  }

  static <T> Topic<T> table(String name, Class<T> type) {
    return new Topic<>(name, type, Kind.TABLE, 0);
  }

  static <T> Topic<T> ledger(String name, Class<T> type) {
    return new Topic<>(name, type, Kind.LEDGER, 0);
  }

  Topic<T> withPartitions(int count) {
    return new Topic<>(name, type, kind, count);
  }

  public Serde<String> keySerde() {
    return Serdes.String();
  }

  public Serde<T> valueSerde() {
    return Serdes.serdeFrom(serializer(), deserializer());
  }

  /** Writes values; a null value becomes a tombstone. Thread-safe. */
  public Serializer<T> serializer() {
    ObjectWriter writer = Json.writer(type);
    return (topic, value) -> value == null ? null : write(writer, value);
  }

  /**
   * Reads values; a tombstone becomes null. Thread-safe. Throws {@link SerializationException} for
   * anything else that is not a value of the type.
   */
  public Deserializer<T> deserializer() {
    ObjectReader reader = Json.reader(type);
    return (topic, bytes) -> bytes == null ? null : read(reader, bytes);
  }

  private byte[] write(ObjectWriter writer, T value) {
    try {
      return writer.writeValueAsBytes(value);
    } catch (JsonProcessingException e) {
      throw new SerializationException("cannot write a value for " + name, e);
    }
  }

  private @Nullable T read(ObjectReader reader, byte[] bytes) {
    try {
      return reader.readValue(bytes);
    } catch (JsonProcessingException e) {
      // The original message is one line; the other adds where in the bytes, in more lines.
      throw unreadable(e.getOriginalMessage(), e);
    } catch (IOException | RuntimeException e) {
      throw unreadable(e.getMessage(), e);
    }
  }

  private SerializationException unreadable(@Nullable String message, Exception cause) {
    return new SerializationException(
        "not of type " + type.getSimpleName() + " for " + name + ": " + message, cause);
  }
}
