package io.miharu.stream.state;

import io.miharu.model.Dimensions;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.apache.kafka.common.utils.Bytes;

/**
 * Keys of the stores. All state of a node begins with the node's name and a zero byte, so that it
 * is one range; window starts are big-endian with the sign bit flipped, so that they sort by time.
 */
public final class StateKeys {
  private static final byte[] TERMINATOR = {0};

  private StateKeys() {}

  /** The first key of everything that belongs to the node. */
  public static Bytes ofNode(String node) {
    return bytes(node(node));
  }

  /** Of a metric owner (container, pod, node) within a node. */
  public static Bytes ofEntity(String node, EntityId entity) {
    return bytes(entity(node(node), entity));
  }

  /** Of a window of an entity; in the order of the window's start within the node. */
  public static Bytes ofEntityWindow(String node, long windowStart, EntityId entity) {
    return bytes(entity(node(node).writeFixed(sortable(windowStart)), entity));
  }

  /** The first key of a node's windows that begin at the given time or later. */
  public static Bytes ofNodeWindow(String node, long windowStart) {
    return bytes(node(node).writeFixed(sortable(windowStart)));
  }

  /** Of what a node adds to a group in a window; windows sort first, then groups, then nodes. */
  public static Bytes ofPartial(long windowStart, EntityId group, String node) {
    return bytes(
        entity(StateWriter.key().writeFixed(sortable(windowStart)), group)
            .writeRaw(node.getBytes(StandardCharsets.UTF_8)));
  }

  /** The first key of everything that belongs to windows beginning at the time or later. */
  public static Bytes ofWindow(long windowStart) {
    return bytes(StateWriter.key().writeFixed(sortable(windowStart)));
  }

  /** Of the end of what was read of one stream in one file. */
  public static Bytes ofFileStream(String node, String file, String stream) {
    return bytes(node(node).writeString(file).writeString(stream));
  }

  /** Of an agent on a node. */
  public static Bytes ofNodeSource(String node, String source) {
    return bytes(node(node).writeString(source));
  }

  /** A plain name. */
  public static Bytes ofName(String name) {
    return Bytes.wrap(name.getBytes(StandardCharsets.UTF_8));
  }

  /** The name in a key of {@link #ofName}. */
  public static String name(Bytes key) {
    return new String(key.get(), StandardCharsets.UTF_8);
  }

  /** The entity in a key of {@link #ofEntity}. */
  public static EntityId entity(Bytes key) {
    StateReader reader = StateReader.ofKey(key.get());
    reader.readTerminated();
    return entity(reader);
  }

  /** The window's start in a key of {@link #ofPartial}. */
  public static long partialWindow(Bytes key) {
    return StateReader.ofKey(key.get()).readFixed() ^ Long.MIN_VALUE;
  }

  /** The group in a key of {@link #ofPartial}. */
  public static EntityId partialGroup(Bytes key) {
    StateReader reader = StateReader.ofKey(key.get());
    reader.readFixed();
    return entity(reader);
  }

  /** The first key behind all keys that begin with the given one. */
  public static Bytes behind(Bytes prefix) {
    byte[] end = prefix.get().clone();
    for (int i = end.length - 1; i >= 0; i--) {
      if (end[i] != (byte) 0xFF) {
        end[i]++;
        return Bytes.wrap(Arrays.copyOf(end, i + 1));
      }
    }
    throw new IllegalArgumentException("a prefix of 0xFF bytes has no end: " + prefix);
  }

  private static StateWriter node(String node) {
    return StateWriter.key().writeRaw(node.getBytes(StandardCharsets.UTF_8)).writeRaw(TERMINATOR);
  }

  private static StateWriter entity(StateWriter key, EntityId entity) {
    Dimensions dimensions = entity.dimensions();
    key.writeString(entity.tenant()).writeInt(dimensions.size());
    for (int i = 0; i < dimensions.size(); i++) {
      key.writeString(dimensions.key(i)).writeString(dimensions.value(i));
    }
    return key;
  }

  private static EntityId entity(StateReader reader) {
    String tenant = reader.readString();
    int size = reader.readInt();
    Dimensions.Builder dimensions = Dimensions.builder();
    for (int i = 0; i < size; i++) {
      String name = reader.readString();
      dimensions.put(name, reader.readString());
    }
    return new EntityId(tenant, dimensions.build());
  }

  private static long sortable(long time) {
    return time ^ Long.MIN_VALUE;
  }

  private static Bytes bytes(StateWriter writer) {
    return Bytes.wrap(writer.toBytes());
  }
}
