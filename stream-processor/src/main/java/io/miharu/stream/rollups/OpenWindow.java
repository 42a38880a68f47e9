package io.miharu.stream.rollups;

import io.miharu.model.Rollup;
import io.miharu.stream.state.StateReader;
import io.miharu.stream.state.StateWriter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * One window of one entity while samples still come: count, sum, minimum, maximum and increase for
 * each of the entity's columns. Mutable, not thread-safe.
 */
public final class OpenWindow {
  private static final int FIELDS = 4;

  private final long start;
  private final Seen seen;
  private int[] counts;
  private double[] cells;

  public OpenWindow(long start) {
    this(start, new Seen(), 0);
  }

  private OpenWindow(long start, Seen seen, int columns) {
    this.start = start;
    this.seen = seen;
    this.counts = new int[columns];
    this.cells = new double[columns * FIELDS];
  }

  /** Event time in ms since the epoch. */
  public long start() {
    return start;
  }

  /**
   * Whether the batch was taken in before.
   *
   * @param shape hash of the names in it
   */
  public boolean hasSeen(long timestamp, int shape) {
    return seen.contains(timestamp, shape);
  }

  /** Takes a batch in. */
  public void add(long timestamp, int shape, List<Contribution> contributions) {
    seen.add(timestamp, shape);
    contributions.forEach(this::add);
  }

  private void add(Contribution contribution) {
    int column = contribution.column();
    if (column >= counts.length) {
      counts = Arrays.copyOf(counts, column + 1);
      cells = Arrays.copyOf(cells, (column + 1) * FIELDS);
    }
    int cell = column * FIELDS;
    double value = contribution.value();
    boolean first = counts[column]++ == 0;
    cells[cell] += value;
    cells[cell + 1] = first ? value : Math.min(cells[cell + 1], value);
    cells[cell + 2] = first ? value : Math.max(cells[cell + 2], value);
    cells[cell + 3] += contribution.increase();
  }

  /** The window's result, for each metric that is rolled up and had a sample. */
  public List<ScopedRollup> results(Columns columns) {
    List<ScopedRollup> results = new ArrayList<>(counts.length);
    for (int i = 0; i < counts.length; i++) {
      Column column = columns.get(i);
      if (column.metric() != null && counts[i] > 0) {
        int cell = i * FIELDS;
        double total =
            column.kind() == Column.Kind.COUNTER ? cells[cell + 3] : cells[cell] / counts[i];
        results.add(
            new ScopedRollup(
                column.metric(),
                new Rollup(
                    column.name(),
                    total,
                    cells[cell],
                    counts[i],
                    cells[cell + 1],
                    cells[cell + 2])));
      }
    }
    return results;
  }

  /** What must be remembered of it once it is closed. */
  public ClosedWindow close(Columns columns) {
    ClosedWindow closed = new ClosedWindow(start, seen);
    for (int i = 0; i < counts.length; i++) {
      if (columns.get(i).metric() != null && columns.get(i).kind() != Column.Kind.COUNTER) {
        closed.set(i, counts[i], cells[i * FIELDS]);
      }
    }
    return closed;
  }

  public void writeTo(StateWriter writer) {
    writer.writeLong(start);
    seen.writeTo(writer, start);
    writer.writeInt(counts.length);
    for (int i = 0; i < counts.length; i++) {
      writer.writeInt(counts[i]);
      for (int field = 0; counts[i] > 0 && field < FIELDS; field++) {
        writer.writeDouble(cells[i * FIELDS + field]);
      }
    }
  }

  public static OpenWindow read(StateReader reader) {
    long start = reader.readLong();
    Seen seen = Seen.read(reader, start);
    OpenWindow window = new OpenWindow(start, seen, reader.readInt());
    for (int i = 0; i < window.counts.length; i++) {
      window.counts[i] = reader.readInt();
      for (int field = 0; window.counts[i] > 0 && field < FIELDS; field++) {
        window.cells[i * FIELDS + field] = reader.readDouble();
      }
    }
    return window;
  }
}
