package io.miharu.alarmengine.topology;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.ObjectWriter;
import io.miharu.model.Json;
import java.io.IOException;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serdes;

/** How the state stores hold records that travel on no topic of their own. */
final class JsonSerdes {
  private JsonSerdes() {}

  static <T> Serde<T> of(Class<T> type) {
    ObjectWriter writer = Json.writer(type);
    ObjectReader reader = Json.reader(type);
    return Serdes.serdeFrom(
        (store, value) -> value == null ? null : write(writer, store, value),
        (store, bytes) -> bytes == null ? null : JsonSerdes.<T>read(reader, store, bytes));
  }

  private static byte[] write(ObjectWriter writer, String store, Object value) {
    try {
      return writer.writeValueAsBytes(value);
    } catch (JsonProcessingException e) {
      throw new SerializationException("cannot write a value for " + store, e);
    }
  }

  private static <T> T read(ObjectReader reader, String store, byte[] bytes) {
    try {
      return reader.readValue(bytes);
    } catch (IOException e) {
      throw new SerializationException("cannot read a value of " + store, e);
    }
  }
}
