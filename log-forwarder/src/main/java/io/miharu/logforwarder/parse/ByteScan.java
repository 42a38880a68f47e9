package io.miharu.logforwarder.parse;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/** Searches in byte slices. */
final class ByteScan {
  private static final VarHandle LONGS =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
  private static final long ONES = 0x0101010101010101L;
  private static final long HIGH_BITS = 0x8080808080808080L;
  private static final long LINE_FEEDS = ONES * '\n';

  private ByteScan() {}

  /**
   * Index of the first line feed in a slice, or −1. Eight bytes at a time: a byte is zero when
   * {@code (x − 1) & ~x} has its high bit (the classic test from Hacker's Delight, 6–1).
   */
  static int lineFeed(byte[] bytes, int from, int to) {
    int at = from;
    for (; at <= to - 8; at += 8) {
      long word = (long) LONGS.get(bytes, at) ^ LINE_FEEDS;
      long found = (word - ONES) & ~word & HIGH_BITS;
      if (found != 0) {
        return at + (Long.numberOfTrailingZeros(found) >>> 3);
      }
    }
    for (; at < to; at++) {
      if (bytes[at] == '\n') {
        return at;
      }
    }
    return -1;
  }

  /** Whether the slice begins with an ASCII text. */
  static boolean startsWith(byte[] bytes, int from, int to, String ascii) {
    int length = ascii.length();
    if (to - from < length) {
      return false;
    }
    for (int i = 0; i < length; i++) {
      if (bytes[from + i] != ascii.charAt(i)) {
        return false;
      }
    }
    return true;
  }

  /** Whether the slice ends with an ASCII text. */
  static boolean endsWith(byte[] bytes, int from, int to, String ascii) {
    return to - from >= ascii.length() && startsWith(bytes, to - ascii.length(), to, ascii);
  }
}
