package io.miharu.collector.exposition;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Takes the text of a series, {@code name{label="value",…}}, apart. Runs once for each series. */
final class LabelReader {
  private final byte[] bytes;
  private final int limit;
  private int at;

  private LabelReader(byte[] bytes, int from, int limit) {
    this.bytes = bytes;
    this.at = from;
    this.limit = limit;
  }

  /** The length of the metric name that begins here; 0 if none does. */
  static int nameLength(byte[] bytes, int from, int limit) {
    int at = from;
    while (at < limit && isNameByte(bytes[at], at == from, true)) {
      at++;
    }
    return at - from;
  }

  /**
   * The labels of a series.
   *
   * @param from behind the metric's name
   * @param limit behind the closing brace
   * @return null if the text is malformed
   */
  static @Nullable Labels read(byte[] bytes, int from, int limit) {
    return new LabelReader(bytes, from, limit).labels();
  }

  private @Nullable Labels labels() {
    skipBlanks();
    if (at == limit) {
      return Labels.NONE;
    }
    if (!take('{')) {
      return null;
    }
    List<String> pairs = new ArrayList<>();
    for (skipBlanks(); !take('}'); skipBlanks()) {
      String name = name();
      skipBlanks();
      if (name.isEmpty() || !take('=')) {
        return null;
      }
      skipBlanks();
      String value = value();
      if (value == null) {
        return null;
      }
      pairs.add(name);
      pairs.add(value);
      skipBlanks();
      if (!take(',') && (at >= limit || bytes[at] != '}')) {
        return null;
      }
    }
    return at == limit ? new Labels(pairs.toArray(String[]::new)) : null;
  }

  private String name() {
    int from = at;
    while (at < limit && isNameByte(bytes[at], at == from, false)) {
      at++;
    }
    return new String(bytes, from, at - from, StandardCharsets.ISO_8859_1);
  }

  private @Nullable String value() {
    if (!take('"')) {
      return null;
    }
    int from = at;
    while (at < limit && bytes[at] != '"') {
      if (bytes[at] == '\\') {
        return escaped(from);
      }
      at++;
    }
    return take('"') ? new String(bytes, from, at - 1 - from, StandardCharsets.UTF_8) : null;
  }

  /** A value with escapes: a backslash, a quote, or n for a new line; others stay as they are. */
  private @Nullable String escaped(int from) {
    ByteArrayOutputStream value = new ByteArrayOutputStream();
    value.write(bytes, from, at - from);
    while (at < limit && bytes[at] != '"') {
      byte next = bytes[at++];
      if (next != '\\') {
        value.write(next);
        continue;
      }
      if (at == limit) {
        return null;
      }
      byte escape = bytes[at++];
      switch (escape) {
        case 'n' -> value.write('\n');
        case '\\', '"' -> value.write(escape);
        default -> {
          value.write('\\');
          value.write(escape);
        }
      }
    }
    return take('"') ? value.toString(StandardCharsets.UTF_8) : null;
  }

  private boolean take(char expected) {
    if (at < limit && bytes[at] == expected) {
      at++;
      return true;
    }
    return false;
  }

  private void skipBlanks() {
    while (at < limit && (bytes[at] == ' ' || bytes[at] == '\t')) {
      at++;
    }
  }

  private static boolean isNameByte(byte b, boolean first, boolean colon) {
    return (b >= 'a' && b <= 'z')
        || (b >= 'A' && b <= 'Z')
        || b == '_'
        || (colon && b == ':')
        || (!first && b >= '0' && b <= '9');
  }
}
