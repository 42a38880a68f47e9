package io.miharu.stream.rollups;

import io.miharu.stream.state.StateReader;
import io.miharu.stream.state.StateWriter;
import java.util.Arrays;

/**
 * Which batches a window has taken in, so that one that comes again changes nothing. A batch is
 * known by its timestamp and the names in it: two sources may give different metrics of one entity
 * for the same time. Mutable, not thread-safe.
 */
final class Seen {
  private long[] pairs;
  private int size;

  Seen() {
    this.pairs = new long[8];
  }

  private Seen(long[] pairs) {
    this.pairs = pairs;
    this.size = pairs.length;
  }

  boolean contains(long timestamp, int shape) {
    for (int i = 0; i < size; i += 2) {
      if (pairs[i] == timestamp && pairs[i + 1] == shape) {
        return true;
      }
    }
    return false;
  }

  void add(long timestamp, int shape) {
    if (size == pairs.length) {
      pairs = Arrays.copyOf(pairs, Math.max(8, size * 2));
    }
    pairs[size++] = timestamp;
    pairs[size++] = shape;
  }

  /** Times are written relative to the window's start, which keeps them small. */
  void writeTo(StateWriter writer, long start) {
    writer.writeInt(size);
    for (int i = 0; i < size; i += 2) {
      writer.writeLong(pairs[i] - start).writeLong(pairs[i + 1]);
    }
  }

  static Seen read(StateReader reader, long start) {
    long[] pairs = new long[reader.readInt()];
    for (int i = 0; i < pairs.length; i += 2) {
      pairs[i] = start + reader.readLong();
      pairs[i + 1] = reader.readLong();
    }
    return new Seen(pairs);
  }
}
