package io.miharu.stream.rates;

import io.miharu.stream.rollups.Column;
import io.miharu.stream.rollups.Columns;
import io.miharu.stream.rollups.OpenWindow;
import io.miharu.stream.state.StateReader;
import io.miharu.stream.state.StateWriter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Everything that is kept of one container, pod or node between its batches, as one store value:
 * the counters' last values and the windows that are still open. Mutable, not thread-safe.
 */
final class EntityState {
  /** The timestamp of a counter that has no last value. */
  static final long NONE = Long.MIN_VALUE;

  private static final int VERSION = 1;

  private Columns columns;
  private double[] last;
  private long[] lastMs;
  private long latestMs = NONE;
  private final List<OpenWindow> windows = new ArrayList<>(2);

  EntityState() {
    this(Columns.empty());
  }

  private EntityState(Columns columns) {
    this.columns = columns;
    this.last = new double[columns.size()];
    this.lastMs = new long[columns.size()];
    Arrays.fill(lastMs, NONE);
  }

  Columns columns() {
    return columns;
  }

  /** The position of a metric, which is added if it is new. */
  int column(String name, Column.Kind kind, int hint) {
    int index = columns.indexOf(name, kind, hint);
    if (index >= 0) {
      return index;
    }
    columns = columns.plus(name, kind);
    int added = columns.size() - 1;
    last = Arrays.copyOf(last, columns.size());
    lastMs = Arrays.copyOf(lastMs, columns.size());
    lastMs[added] = NONE;
    return added;
  }

  double last(int column) {
    return last[column];
  }

  /** When the counter's last value was sampled, in ms since the epoch; {@link #NONE} before. */
  long lastMs(int column) {
    return lastMs[column];
  }

  void setLast(int column, double value, long timestamp) {
    last[column] = value;
    lastMs[column] = timestamp;
  }

  /** The latest timestamp of any batch, in ms since the epoch. */
  long latestMs() {
    return latestMs;
  }

  void arrived(long timestamp) {
    latestMs = Math.max(latestMs, timestamp);
  }

  /** The open window, or null if there is none yet. */
  @Nullable OpenWindow window(long start) {
    for (OpenWindow window : windows) {
      if (window.start() == start) {
        return window;
      }
    }
    return null;
  }

  OpenWindow openWindow(long start) {
    OpenWindow window = window(start);
    if (window == null) {
      window = new OpenWindow(start);
      windows.add(window);
    }
    return window;
  }

  /** Takes out the windows that begin before the given time, in ms since the epoch. */
  List<OpenWindow> takeWindowsBefore(long time) {
    List<OpenWindow> taken = new ArrayList<>(1);
    for (Iterator<OpenWindow> all = windows.iterator(); all.hasNext(); ) {
      OpenWindow window = all.next();
      if (window.start() < time) {
        taken.add(window);
        all.remove();
      }
    }
    return taken;
  }

  boolean hasWindows() {
    return !windows.isEmpty();
  }

  byte[] toBytes() {
    StateWriter writer = StateWriter.version(VERSION);
    columns.writeTo(writer);
    writer.writeLong(latestMs);
    for (int i = 0; i < last.length; i++) {
      if (columns.get(i).kind() == Column.Kind.COUNTER) {
        writer.writeLong(lastMs[i] == NONE ? NONE : latestMs - lastMs[i]).writeDouble(last[i]);
      }
    }
    writer.writeInt(windows.size());
    windows.forEach(window -> window.writeTo(writer));
    return writer.toBytes();
  }

  static EntityState fromBytes(byte[] bytes, Columns.Cache cache) {
    StateReader reader = StateReader.of(bytes, VERSION);
    EntityState state = new EntityState(cache.read(reader));
    state.latestMs = reader.readLong();
    for (int i = 0; i < state.last.length; i++) {
      if (state.columns.get(i).kind() == Column.Kind.COUNTER) {
        long age = reader.readLong();
        state.lastMs[i] = age == NONE ? NONE : state.latestMs - age;
        state.last[i] = reader.readDouble();
      }
    }
    int open = reader.readInt();
    for (int i = 0; i < open; i++) {
      state.windows.add(OpenWindow.read(reader));
    }
    return state;
  }
}
