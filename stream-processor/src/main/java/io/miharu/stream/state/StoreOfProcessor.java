package io.miharu.stream.state;

import java.util.function.BiConsumer;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;
import org.jspecify.annotations.Nullable;

/** A state store of a Kafka Streams processor. */
public final class StoreOfProcessor implements ByteStore {
  private final KeyValueStore<Bytes, byte[]> store;

  public StoreOfProcessor(KeyValueStore<Bytes, byte[]> store) {
    this.store = store;
  }

  @Override
  public byte @Nullable [] get(Bytes key) {
    return store.get(key);
  }

  @Override
  public void put(Bytes key, byte[] value) {
    store.put(key, value);
  }

  @Override
  public void delete(Bytes key) {
    store.delete(key);
  }

  @Override
  public void range(Bytes from, Bytes to, BiConsumer<Bytes, byte[]> visitor) {
    try (KeyValueIterator<Bytes, byte[]> entries = store.range(from, to)) {
      while (entries.hasNext()) {
        KeyValue<Bytes, byte[]> entry = entries.next();
        if (entry.key.equals(to)) {
          return; // The store's own range includes its end.
        }
        visitor.accept(entry.key, entry.value);
      }
    }
  }

  @Override
  public void all(BiConsumer<Bytes, byte[]> visitor) {
    try (KeyValueIterator<Bytes, byte[]> entries = store.all()) {
      while (entries.hasNext()) {
        KeyValue<Bytes, byte[]> entry = entries.next();
        visitor.accept(entry.key, entry.value);
      }
    }
  }
}
