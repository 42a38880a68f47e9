package io.miharu.logforwarder.parse;

import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.LongAdder;

/** Decodes text that claims to be UTF-8. */
final class Utf8 {
  private static final char REPLACEMENT = '\uFFFD';

  private Utf8() {}

  /** Decodes; what is not UTF-8 becomes U+FFFD and is counted. */
  static String decode(byte[] bytes, int from, int to, LongAdder invalid) {
    String text = new String(bytes, from, to - from, StandardCharsets.UTF_8);
    // A string of bytes below 0x80 only has as many chars as bytes, and cannot hold replacements.
    if (text.length() != to - from || text.indexOf(REPLACEMENT) >= 0) {
      long replaced = text.chars().filter(c -> c == REPLACEMENT).count();
      if (replaced > 0) {
        invalid.add(replaced - genuine(bytes, from, to));
      }
    }
    return text;
  }

  /** Occurrences of a properly encoded U+FFFD: EF BF BD. */
  private static long genuine(byte[] bytes, int from, int to) {
    long count = 0;
    for (int i = from; i + 2 < to; i++) {
      if (bytes[i] == (byte) 0xEF && bytes[i + 1] == (byte) 0xBF && bytes[i + 2] == (byte) 0xBD) {
        count++;
      }
    }
    return count;
  }
}
