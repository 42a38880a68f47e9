package io.miharu.stream.state;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Writes one store value: a version byte, then numbers and strings in the order in which {@link
 * StateReader} takes them back. Integers are variable-length, since most are small. Not
 * thread-safe.
 */
public final class StateWriter {
  private byte[] bytes;
  private int size;

  private StateWriter(int capacity) {
    this.bytes = new byte[capacity];
  }

  /** A writer of a value; the version is its first byte. */
  public static StateWriter version(int version) {
    StateWriter writer = new StateWriter(256);
    writer.bytes[writer.size++] = (byte) version;
    return writer;
  }

  /** A writer of a key: no version byte, since keys of one kind must share their prefixes. */
  static StateWriter key() {
    return new StateWriter(128);
  }

  /** An integer in 7-bit groups with the sign folded into the lowest bit (zigzag). */
  public StateWriter writeLong(long number) {
    ensure(10);
    long rest = (number << 1) ^ (number >> 63);
    while ((rest & ~0x7FL) != 0) {
      bytes[size++] = (byte) ((rest & 0x7F) | 0x80);
      rest >>>= 7;
    }
    bytes[size++] = (byte) rest;
    return this;
  }

  public StateWriter writeInt(int number) {
    return writeLong(number);
  }

  /** Eight bytes, all bits kept. */
  public StateWriter writeDouble(double number) {
    return writeFixed(Double.doubleToRawLongBits(number));
  }

  /** UTF-8 behind its length. */
  public StateWriter writeString(String text) {
    return writeBytes(text.getBytes(StandardCharsets.UTF_8));
  }

  /** Bytes behind their length. */
  public StateWriter writeBytes(byte[] block) {
    writeInt(block.length);
    return writeRaw(block);
  }

  /** Eight bytes, most significant first. */
  StateWriter writeFixed(long number) {
    ensure(Long.BYTES);
    for (int shift = 56; shift >= 0; shift -= 8) {
      bytes[size++] = (byte) (number >>> shift);
    }
    return this;
  }

  StateWriter writeRaw(byte[] block) {
    ensure(block.length);
    System.arraycopy(block, 0, bytes, size, block.length);
    size += block.length;
    return this;
  }

  public byte[] toBytes() {
    return Arrays.copyOf(bytes, size);
  }

  private void ensure(int more) {
    if (bytes.length - size < more) {
      bytes = Arrays.copyOf(bytes, Math.max(bytes.length * 2, size + more));
    }
  }
}
