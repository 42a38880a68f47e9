package io.miharu.stream.state;

import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/** Reads what {@link StateWriter} wrote. Not thread-safe. */
public final class StateReader {
  private final ByteBuffer buffer;

  private StateReader(byte[] bytes) {
    this.buffer = ByteBuffer.wrap(bytes);
  }

  /**
   * A reader behind the version byte.
   *
   * @throws IllegalStateException if the value has another version: the state directory and the
   *     changelogs were written by a program that this one does not understand
   */
  public static StateReader of(byte[] value, int expectedVersion) {
    StateReader reader = new StateReader(value);
    int found = reader.buffer.get();
    if (found != expectedVersion) {
      throw new IllegalStateException(
          "stored state has version "
              + found
              + ", expected "
              + expectedVersion
              + ": reset the application with kafka-streams-application-reset");
    }
    return reader;
  }

  static StateReader ofKey(byte[] key) {
    return new StateReader(key);
  }

  /**
   * @throws BufferUnderflowException if the value ends too early
   */
  public long readLong() {
    long folded = 0;
    int shift = 0;
    byte next;
    do {
      next = buffer.get();
      folded |= (long) (next & 0x7F) << shift;
      shift += 7;
    } while (next < 0);
    return (folded >>> 1) ^ -(folded & 1);
  }

  public int readInt() {
    return (int) readLong();
  }

  public double readDouble() {
    return buffer.getDouble();
  }

  public String readString() {
    return new String(readBytes(), StandardCharsets.UTF_8);
  }

  public byte[] readBytes() {
    byte[] block = new byte[readInt()];
    buffer.get(block);
    return block;
  }

  long readFixed() {
    return buffer.getLong();
  }

  /** UTF-8 up to the next zero byte, which is passed over. */
  String readTerminated() {
    int start = buffer.position();
    while (buffer.get() != 0) {
      // Searching for the end.
    }
    return new String(buffer.array(), start, buffer.position() - start - 1, StandardCharsets.UTF_8);
  }

  public boolean hasMore() {
    return buffer.hasRemaining();
  }
}
