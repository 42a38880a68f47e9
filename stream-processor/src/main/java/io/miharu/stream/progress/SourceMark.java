package io.miharu.stream.progress;

import io.miharu.stream.state.StateReader;
import io.miharu.stream.state.StateWriter;

/**
 * The latest mark of one source on one node.
 *
 * @param source which agent
 * @param node the node's name
 * @param completeThrough event time in ms since the epoch; never goes back
 * @param arrivedObservedMs when it arrived, in observed time
 * @param arrivedClockMs when it arrived, by the clock marks, in ms since the epoch
 */
public record SourceMark(
    String source, String node, long completeThrough, long arrivedObservedMs, long arrivedClockMs) {
  private static final int VERSION = 1;

  /** The same mark for one that came before any clock mark. */
  SourceMark arrivedAt(long clockMs) {
    return new SourceMark(source, node, completeThrough, arrivedObservedMs, clockMs);
  }

  public byte[] toBytes() {
    return StateWriter.version(VERSION)
        .writeString(source)
        .writeString(node)
        .writeLong(completeThrough)
        .writeLong(arrivedObservedMs)
        .writeLong(arrivedClockMs)
        .toBytes();
  }

  public static SourceMark fromBytes(byte[] bytes) {
    StateReader reader = StateReader.of(bytes, VERSION);
    return new SourceMark(
        reader.readString(),
        reader.readString(),
        reader.readLong(),
        reader.readLong(),
        reader.readLong());
  }
}
