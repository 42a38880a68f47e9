package io.miharu.store;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Encoded points, one to a line, in one growing buffer that is used again and again. Each line
 * knows where it ends and which record it came from, so that any part can be written by itself and
 * a bad line traced back. Not thread-safe.
 */
public final class Lines {
  private byte[] buffer = new byte[8192];
  private int length;
  private int[] ends = new int[64];
  private int[] origins = new int[64];
  private int count;
  private int origin;

  /** The number of complete lines. */
  public int count() {
    return count;
  }

  /** The size of the complete lines in bytes. */
  public int bytes() {
    return count == 0 ? 0 : ends[count - 1];
  }

  /** The number of the record that a line came from, see {@link LineBatch#setOrigin}. */
  public int origin(int line) {
    return origins[line];
  }

  /** Some lines as text, each with its line end. */
  public String text(int from, int to) {
    int start = from == 0 ? 0 : ends[from - 1];
    int end = to == 0 ? 0 : ends[to - 1];
    return new String(buffer, start, end - start, StandardCharsets.UTF_8);
  }

  public void clear() {
    length = 0;
    count = 0;
  }

  void setOrigin(int newOrigin) {
    origin = newOrigin;
  }

  /** Appends one byte to the line under way. */
  public void put(int value) {
    if (length == buffer.length) {
      buffer = Arrays.copyOf(buffer, length * 2);
    }
    buffer[length++] = (byte) value;
  }

  /** Appends text that is known to be ASCII and to need no escaping. */
  @SuppressWarnings(
      "deprecation") // The low bytes of ASCII text are what is wanted; it is the fastest.
  public void putAscii(String text) {
    int size = text.length();
    ensure(size);
    text.getBytes(0, size, buffer, length);
    length += size;
  }

  /** Appends one code point in UTF-8; a lone surrogate becomes U+FFFD. */
  public void putCodePoint(int codePoint) {
    ensure(4);
    if (codePoint < 0x80) {
      buffer[length++] = (byte) codePoint;
    } else if (codePoint < 0x800) {
      buffer[length++] = (byte) (0xC0 | codePoint >> 6);
      buffer[length++] = (byte) (0x80 | codePoint & 0x3F);
    } else if (codePoint >= 0xD800 && codePoint <= 0xDFFF) {
      putCodePoint(0xFFFD);
    } else if (codePoint < 0x10000) {
      buffer[length++] = (byte) (0xE0 | codePoint >> 12);
      buffer[length++] = (byte) (0x80 | codePoint >> 6 & 0x3F);
      buffer[length++] = (byte) (0x80 | codePoint & 0x3F);
    } else {
      buffer[length++] = (byte) (0xF0 | codePoint >> 18);
      buffer[length++] = (byte) (0x80 | codePoint >> 12 & 0x3F);
      buffer[length++] = (byte) (0x80 | codePoint >> 6 & 0x3F);
      buffer[length++] = (byte) (0x80 | codePoint & 0x3F);
    }
  }

  /** Appends a whole number in decimal digits. */
  public void putLong(long number) {
    if (number < 0) {
      if (number == Long.MIN_VALUE) {
        putAscii("-9223372036854775808");
        return;
      }
      put('-');
      number = -number;
    }
    int digits = 1;
    for (long rest = number / 10; rest > 0; rest /= 10) {
      digits++;
    }
    ensure(digits);
    for (int i = length + digits - 1; i >= length; i--) {
      buffer[i] = (byte) ('0' + number % 10);
      number /= 10;
    }
    length += digits;
  }

  /** Ends the line under way. */
  public void endLine() {
    put('\n');
    if (count == ends.length) {
      ends = Arrays.copyOf(ends, count * 2);
      origins = Arrays.copyOf(origins, count * 2);
    }
    ends[count] = length;
    origins[count++] = origin;
  }

  /** Takes back what was appended since the last line ended. */
  public void dropLine() {
    length = bytes();
  }

  private void ensure(int more) {
    if (buffer.length - length < more) {
      buffer = Arrays.copyOf(buffer, Math.max(buffer.length * 2, length + more));
    }
  }
}
