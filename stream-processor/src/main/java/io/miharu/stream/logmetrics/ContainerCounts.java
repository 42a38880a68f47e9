package io.miharu.stream.logmetrics;

import io.miharu.stream.state.StateReader;
import io.miharu.stream.state.StateWriter;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The buckets of one container that are still open. Mutable, not thread-safe. */
final class ContainerCounts {
  private static final int VERSION = 1;

  private final List<Bucket> buckets = new ArrayList<>(2);

  @Nullable Bucket bucket(long start) {
    for (Bucket bucket : buckets) {
      if (bucket.start() == start) {
        return bucket;
      }
    }
    return null;
  }

  Bucket open(long start, int place) {
    Bucket bucket = new Bucket(start, place);
    buckets.add(bucket);
    return bucket;
  }

  /** Takes out the buckets that begin before the given time, in ms since the epoch. */
  List<Bucket> takeBefore(long time) {
    List<Bucket> taken = new ArrayList<>(1);
    for (Iterator<Bucket> all = buckets.iterator(); all.hasNext(); ) {
      Bucket bucket = all.next();
      if (bucket.start() < time) {
        taken.add(bucket);
        all.remove();
      }
    }
    return taken;
  }

  boolean isEmpty() {
    return buckets.isEmpty();
  }

  byte[] toBytes() {
    StateWriter writer = StateWriter.version(VERSION).writeInt(buckets.size());
    buckets.forEach(bucket -> bucket.writeTo(writer));
    return writer.toBytes();
  }

  static ContainerCounts fromBytes(byte[] bytes) {
    StateReader reader = StateReader.of(bytes, VERSION);
    ContainerCounts counts = new ContainerCounts();
    int size = reader.readInt();
    for (int i = 0; i < size; i++) {
      counts.buckets.add(Bucket.read(reader));
    }
    return counts;
  }
}
