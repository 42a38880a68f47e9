package io.miharu.stream.rollups;

import io.miharu.model.Rollup;
import io.miharu.stream.state.StateReader;
import io.miharu.stream.state.StateWriter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * What is kept of a closed window of an entity: enough to say by how much a late sample changes its
 * totals. A mean changes by an amount that depends on the samples before; an increase does not.
 * Mutable, not thread-safe.
 */
public final class ClosedWindow {
  private static final int VERSION = 1;

  private final long start;
  private final Seen seen;
  private int[] counts = new int[0];
  private double[] sums = new double[0];

  /** A window that no sample fell into before it was closed. */
  public ClosedWindow(long start) {
    this(start, new Seen());
  }

  ClosedWindow(long start, Seen seen) {
    this.start = start;
    this.seen = seen;
  }

  void set(int column, int count, double sum) {
    if (column >= counts.length) {
      counts = Arrays.copyOf(counts, column + 1);
      sums = Arrays.copyOf(sums, column + 1);
    }
    counts[column] = count;
    sums[column] = sum;
  }

  /** As {@link OpenWindow#hasSeen}. */
  public boolean hasSeen(long timestamp, int shape) {
    return seen.contains(timestamp, shape);
  }

  /**
   * Takes a late batch in.
   *
   * @return what it adds to the window's results: totals, sums and counts are to be added, minima
   *     and maxima are those of the late samples
   */
  public List<ScopedRollup> addLate(
      long timestamp, int shape, List<Contribution> contributions, Columns columns) {
    seen.add(timestamp, shape);
    List<ScopedRollup> additions = new ArrayList<>(contributions.size());
    for (Contribution contribution : contributions) {
      Column column = columns.get(contribution.column());
      if (column.metric() != null) {
        double value = contribution.value();
        double total =
            column.kind() == Column.Kind.COUNTER
                ? contribution.increase()
                : moveMean(contribution.column(), value);
        additions.add(
            new ScopedRollup(
                column.metric(), new Rollup(column.name(), total, value, 1, value, value)));
      }
    }
    return additions;
  }

  private double moveMean(int column, double value) {
    int count = column < counts.length ? counts[column] : 0;
    double sum = column < counts.length ? sums[column] : 0;
    set(column, count + 1, sum + value);
    double before = count == 0 ? 0 : sum / count;
    return (sum + value) / (count + 1) - before;
  }

  public byte[] toBytes() {
    StateWriter writer = StateWriter.version(VERSION).writeLong(start);
    seen.writeTo(writer, start);
    writer.writeInt(counts.length);
    for (int i = 0; i < counts.length; i++) {
      writer.writeInt(counts[i]);
      if (counts[i] > 0) {
        writer.writeDouble(sums[i]);
      }
    }
    return writer.toBytes();
  }

  public static ClosedWindow fromBytes(byte[] bytes) {
    StateReader reader = StateReader.of(bytes, VERSION);
    long start = reader.readLong();
    ClosedWindow window = new ClosedWindow(start, Seen.read(reader, start));
    int columns = reader.readInt();
    for (int i = 0; i < columns; i++) {
      int count = reader.readInt();
      window.set(i, count, count > 0 ? reader.readDouble() : 0);
    }
    return window;
  }
}
