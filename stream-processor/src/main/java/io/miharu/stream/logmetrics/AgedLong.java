package io.miharu.stream.logmetrics;

import io.miharu.stream.state.StateReader;
import io.miharu.stream.state.StateWriter;

/**
 * A number in a store, and when it was last written, so that it can be deleted when it is old.
 *
 * @param value the number
 * @param clockMs the clock mark at the time of writing, in ms since the epoch
 */
record AgedLong(long value, long clockMs) {
  private static final int VERSION = 1;

  byte[] toBytes() {
    return StateWriter.version(VERSION).writeLong(value).writeLong(clockMs).toBytes();
  }

  static AgedLong fromBytes(byte[] bytes) {
    StateReader reader = StateReader.of(bytes, VERSION);
    return new AgedLong(reader.readLong(), reader.readLong());
  }
}
