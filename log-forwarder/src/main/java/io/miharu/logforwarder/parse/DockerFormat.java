package io.miharu.logforwarder.parse;

import java.util.Arrays;

/**
 * Docker's json-file driver: {@code {"log":"…\n","stream":"stdout","time":"…"}} with an optional
 * {@code attrs} object, which is passed over. A {@code log} without a final line feed is a part of
 * a longer line.
 */
final class DockerFormat implements RecordFormat {
  private static final byte[] LOG = {'l', 'o', 'g'};
  private static final byte[] STREAM = {'s', 't', 'r', 'e', 'a', 'm'};
  private static final byte[] TIME = {'t', 'i', 'm', 'e'};
  private static final byte[] STDERR = {'s', 't', 'd', 'e', 'r', 'r'};

  private final TimestampParser timestamps = new TimestampParser();
  private byte[] scratch = new byte[32 * 1024];

  @Override
  public boolean parse(byte[] bytes, int from, int to, Fragment out) {
    if (from >= to || bytes[from] != '{') {
      return false;
    }
    boolean hasLog = false;
    boolean hasTime = false;
    out.stream = LogStream.STDOUT;
    int at = from + 1;
    while (at < to && bytes[at] == '"') {
      int keyEnd = stringEnd(bytes, at, to);
      if (keyEnd < 0 || keyEnd + 2 >= to || bytes[keyEnd + 1] != ':') {
        return false;
      }
      int value = keyEnd + 2;
      int valueEnd = valueEnd(bytes, value, to);
      if (valueEnd < 0) {
        return false;
      }
      if (equal(bytes, at + 1, keyEnd, LOG) && bytes[value] == '"') {
        unescape(bytes, value + 1, valueEnd - 1, out);
        hasLog = true;
      } else if (equal(bytes, at + 1, keyEnd, STREAM) && bytes[value] == '"') {
        out.stream =
            equal(bytes, value + 1, valueEnd - 1, STDERR) ? LogStream.STDERR : LogStream.STDOUT;
      } else if (equal(bytes, at + 1, keyEnd, TIME) && bytes[value] == '"') {
        hasTime = timestamps.parse(bytes, value + 1, valueEnd - 1) >= 0;
      }
      at = valueEnd + 1;
    }
    out.time = timestamps.timeNs();
    return hasLog && hasTime && at == to && bytes[to - 1] == '}';
  }

  /** Index of the quote that closes the string which opens at {@code at}, or −1. */
  private static int stringEnd(byte[] bytes, int at, int to) {
    for (int i = at + 1; i < to; i++) {
      if (bytes[i] == '"') {
        return i;
      }
      if (bytes[i] == '\\') {
        i++;
      }
    }
    return -1;
  }

  /** Index behind the JSON value at {@code at}, or −1. */
  private static int valueEnd(byte[] bytes, int at, int to) {
    int depth = 0;
    for (int i = at; i < to; i++) {
      switch (bytes[i]) {
        case '"' -> {
          i = stringEnd(bytes, i, to);
          if (i < 0) {
            return -1;
          }
          if (depth == 0) {
            return i + 1;
          }
        }
        case '{', '[' -> depth++;
        case '}', ']' -> {
          if (depth == 0) {
            return i;
          }
          if (--depth == 0) {
            return i + 1;
          }
        }
        case ',' -> {
          if (depth == 0) {
            return i;
          }
        }
        default -> {}
      }
    }
    return -1;
  }

  /** Undoes JSON's escapes; copies only when there are some besides a final line feed. */
  private void unescape(byte[] bytes, int from, int to, Fragment out) {
    int plain = from;
    while (plain < to && bytes[plain] != '\\') {
      plain++;
    }
    boolean onlyLineFeed = plain == to - 2 && bytes[plain + 1] == 'n';
    if (plain == to || onlyLineFeed) {
      out.bytes = bytes;
      out.from = from;
      out.to = plain;
      out.partial = !onlyLineFeed;
      return;
    }
    if (scratch.length < to - from) {
      scratch = new byte[to - from];
    }
    System.arraycopy(bytes, from, scratch, 0, plain - from);
    int length = plain - from;
    for (int i = plain; i < to; i++) {
      if (bytes[i] != '\\' || i + 1 >= to) {
        scratch[length++] = bytes[i];
        continue;
      }
      i++;
      switch (bytes[i]) {
        case 'n' -> scratch[length++] = '\n';
        case 't' -> scratch[length++] = '\t';
        case 'r' -> scratch[length++] = '\r';
        case 'b' -> scratch[length++] = '\b';
        case 'f' -> scratch[length++] = '\f';
        case 'u' -> {
          int unit = hex(bytes, i + 1, to);
          i += 4;
          if (Character.isHighSurrogate((char) unit)
              && i + 6 < to
              && bytes[i + 1] == '\\'
              && bytes[i + 2] == 'u') {
            int low = hex(bytes, i + 3, to);
            if (low >= 0 && Character.isLowSurrogate((char) low)) {
              unit = Character.toCodePoint((char) unit, (char) low);
              i += 6;
            }
          }
          length = encode(unit, length);
        }
        default -> scratch[length++] = bytes[i];
      }
    }
    out.partial = length == 0 || scratch[length - 1] != '\n';
    out.bytes = scratch;
    out.from = 0;
    out.to = out.partial ? length : length - 1;
  }

  /** Appends a code point as UTF-8; never longer than the escape that it replaces. */
  private int encode(int codePoint, int length) {
    int point = codePoint < 0 || (codePoint >= 0xD800 && codePoint < 0xE000) ? 0xFFFD : codePoint;
    if (point < 0x80) {
      scratch[length++] = (byte) point;
    } else if (point < 0x800) {
      scratch[length++] = (byte) (0xC0 | point >> 6);
      scratch[length++] = (byte) (0x80 | point & 0x3F);
    } else if (point < 0x10000) {
      scratch[length++] = (byte) (0xE0 | point >> 12);
      scratch[length++] = (byte) (0x80 | point >> 6 & 0x3F);
      scratch[length++] = (byte) (0x80 | point & 0x3F);
    } else {
      scratch[length++] = (byte) (0xF0 | point >> 18);
      scratch[length++] = (byte) (0x80 | point >> 12 & 0x3F);
      scratch[length++] = (byte) (0x80 | point >> 6 & 0x3F);
      scratch[length++] = (byte) (0x80 | point & 0x3F);
    }
    return length;
  }

  private static int hex(byte[] bytes, int at, int to) {
    if (at + 4 > to) {
      return -1;
    }
    int value = 0;
    for (int i = at; i < at + 4; i++) {
      int digit = Character.digit(bytes[i], 16);
      if (digit < 0) {
        return -1;
      }
      value = value << 4 | digit;
    }
    return value;
  }

  private static boolean equal(byte[] bytes, int from, int to, byte[] word) {
    return Arrays.equals(bytes, from, to, word, 0, word.length);
  }
}
