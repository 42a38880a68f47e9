package io.miharu.stream.rollups;

import io.miharu.model.Rollup;
import io.miharu.stream.state.StateReader;
import io.miharu.stream.state.StateWriter;
import java.util.ArrayList;
import java.util.List;

/** What one node adds to one group in one window, as a store value. */
final class Partials {
  private static final int VERSION = 1;

  private Partials() {}

  static byte[] toBytes(List<Rollup> rollups) {
    StateWriter writer = StateWriter.version(VERSION).writeInt(rollups.size());
    for (Rollup rollup : rollups) {
      writer
          .writeString(rollup.name())
          .writeDouble(rollup.total())
          .writeDouble(rollup.sum())
          .writeLong(rollup.count())
          .writeDouble(rollup.min())
          .writeDouble(rollup.max());
    }
    return writer.toBytes();
  }

  static List<Rollup> fromBytes(byte[] bytes) {
    StateReader reader = StateReader.of(bytes, VERSION);
    int size = reader.readInt();
    List<Rollup> rollups = new ArrayList<>(size);
    for (int i = 0; i < size; i++) {
      rollups.add(
          new Rollup(
              reader.readString(),
              reader.readDouble(),
              reader.readDouble(),
              reader.readLong(),
              reader.readDouble(),
              reader.readDouble()));
    }
    return rollups;
  }
}
