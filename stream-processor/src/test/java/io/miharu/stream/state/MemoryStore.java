package io.miharu.stream.state;

import java.util.TreeMap;
import java.util.function.BiConsumer;
import org.apache.kafka.common.utils.Bytes;
import org.jspecify.annotations.Nullable;

/** A store in memory, in the order of RocksDB. */
public final class MemoryStore implements ByteStore {
  private final TreeMap<Bytes, byte[]> entries = new TreeMap<>();

  public int size() {
    return entries.size();
  }

  @Override
  public byte @Nullable [] get(Bytes key) {
    return entries.get(key);
  }

  @Override
  public void put(Bytes key, byte[] value) {
    entries.put(key, value);
  }

  @Override
  public void delete(Bytes key) {
    entries.remove(key);
  }

  @Override
  public void range(Bytes from, Bytes to, BiConsumer<Bytes, byte[]> visitor) {
    entries.subMap(from, to).forEach(visitor);
  }

  @Override
  public void all(BiConsumer<Bytes, byte[]> visitor) {
    entries.forEach(visitor);
  }
}
