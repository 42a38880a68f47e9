package io.miharu.logforwarder.parse;

import java.util.Arrays;

/** Bytes of a line that grows, up to a limit; what is beyond it is dropped. Not thread-safe. */
final class ByteText {
  private static final int KEPT_CAPACITY = 4 * 1024;

  private byte[] bytes = new byte[0];
  private int length;
  private boolean cut;

  byte[] bytes() {
    return bytes;
  }

  int length() {
    return length;
  }

  /** Whether something was dropped. */
  boolean cut() {
    return cut;
  }

  void append(byte[] source, int from, int to, int limit) {
    int taken = Math.min(to - from, limit - length);
    cut |= taken < to - from;
    if (taken <= 0) {
      return;
    }
    if (bytes.length < length + taken) {
      bytes = Arrays.copyOf(bytes, Math.min(limit, Math.max(256, 2 * (length + taken))));
    }
    System.arraycopy(source, from, bytes, length, taken);
    length += taken;
  }

  /** Empties it, and gives the memory back if it was much: thousands of streams have one each. */
  void clear() {
    length = 0;
    cut = false;
    if (bytes.length > KEPT_CAPACITY) {
      bytes = new byte[0];
    }
  }
}
