package io.miharu.stream.rollups;

import io.miharu.stream.state.StateReader;
import io.miharu.stream.state.StateWriter;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The metrics of an entity in the order in which they were first seen. Immutable; a new metric is
 * appended, so that positions stay valid. Containers have the same few lists of metrics, so decoded
 * lists are shared through {@link Cache}.
 */
public final class Columns {
  private static final Column.Kind[] KINDS = Column.Kind.values();
  private static final Columns EMPTY = new Columns(List.of());

  private final List<Column> columns;
  private final byte[] encoded;

  private Columns(List<Column> columns) {
    this.columns = List.copyOf(columns);
    StateWriter writer = StateWriter.version(1).writeInt(columns.size());
    for (Column column : columns) {
      writer.writeString(column.name()).writeInt(column.kind().ordinal());
    }
    this.encoded = writer.toBytes();
  }

  public static Columns empty() {
    return EMPTY;
  }

  public int size() {
    return columns.size();
  }

  public Column get(int index) {
    return columns.get(index);
  }

  /**
   * The position of a metric, or −1.
   *
   * @param hint where it probably is: batches keep their order from scrape to scrape
   */
  public int indexOf(String name, Column.Kind kind, int hint) {
    if (hint < columns.size() && is(hint, name, kind)) {
      return hint;
    }
    for (int i = 0; i < columns.size(); i++) {
      if (is(i, name, kind)) {
        return i;
      }
    }
    return -1;
  }

  private boolean is(int index, String name, Column.Kind kind) {
    Column column = columns.get(index);
    return column.kind() == kind && column.name().equals(name);
  }

  /** These and one more at the end. */
  public Columns plus(String name, Column.Kind kind) {
    List<Column> more = new ArrayList<>(columns);
    more.add(Column.of(name, kind));
    return new Columns(more);
  }

  public void writeTo(StateWriter writer) {
    writer.writeBytes(encoded);
  }

  /** Remembers decoded lists. One for each task: not thread-safe. */
  public static final class Cache {
    /** Far more than there are kinds of entities; a bound only against hostile input. */
    private static final int LIMIT = 10_000;

    private final Map<ByteBuffer, Columns> known = new HashMap<>();

    public Columns read(StateReader reader) {
      byte[] block = reader.readBytes();
      Columns columns = known.get(ByteBuffer.wrap(block));
      if (columns == null) {
        columns = decode(block);
        if (known.size() >= LIMIT) {
          known.clear();
        }
        known.put(ByteBuffer.wrap(block), columns);
      }
      return columns;
    }

    private static Columns decode(byte[] block) {
      StateReader reader = StateReader.of(block, 1);
      int size = reader.readInt();
      List<Column> columns = new ArrayList<>(size);
      for (int i = 0; i < size; i++) {
        String name = reader.readString();
        columns.add(Column.of(name, KINDS[reader.readInt()]));
      }
      return new Columns(columns);
    }
  }
}
