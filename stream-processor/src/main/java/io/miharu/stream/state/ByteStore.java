package io.miharu.stream.state;

import java.util.ArrayList;
import java.util.List;
import java.util.function.BiConsumer;
import org.apache.kafka.common.utils.Bytes;
import org.jspecify.annotations.Nullable;

/** A sorted map of bytes: what the algorithms need of a state store. Not thread-safe. */
public interface ByteStore {
  byte @Nullable [] get(Bytes key);

  void put(Bytes key, byte[] value);

  void delete(Bytes key);

  /**
   * Visits the entries from one key, inclusive, to another, exclusive, in the order of their bytes.
   * The visitor must not write to the store.
   */
  void range(Bytes from, Bytes to, BiConsumer<Bytes, byte[]> visitor);

  /** Visits all entries in the order of their bytes, as {@link #range}. */
  void all(BiConsumer<Bytes, byte[]> visitor);

  /** Deletes the entries from one key, inclusive, to another, exclusive. */
  default void deleteRange(Bytes from, Bytes to) {
    List<Bytes> keys = new ArrayList<>();
    range(from, to, (key, value) -> keys.add(key));
    keys.forEach(this::delete);
  }
}
