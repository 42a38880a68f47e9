package io.miharu.store.influxdb;

import io.miharu.store.Lines;

/**
 * The form in which names and tag values are stored. Line protocol cannot carry a line break or a
 * backslash before a separator, and InfluxQL reads a carriage return as a line feed and NUL as the
 * end. So control characters and the backslash are kept as {@code %0A}, {@code %5C} and so on. A
 * percent sign stays as it is unless what follows would be taken for such a code; therefore almost
 * every text is stored unchanged, and every text reads back as it was written.
 */
final class StoredText {
  private static final String HEX = "0123456789ABCDEF";

  private StoredText() {}

  /** The stored form as text, for comparing with what is stored. */
  static String encode(String text) {
    StringBuilder out = null;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (isCoded(text, i, c)) {
        if (out == null) {
          out = new StringBuilder(text.length() + 8).append(text, 0, i);
        }
        out.append('%').append(HEX.charAt(c >> 4)).append(HEX.charAt(c & 15));
      } else if (out != null) {
        out.append(c);
      }
    }
    return out == null ? text : out.toString();
  }

  /** The stored form of a measurement's name. */
  static String encodeMeasurement(String name) {
    String encoded = encode(name);
    if (encoded.isEmpty() || !isCodedFirst(encoded.charAt(0))) {
      return encoded;
    }
    char first = encoded.charAt(0);
    return "%" + HEX.charAt(first >> 4) + HEX.charAt(first & 15) + encoded.substring(1);
  }

  /** The text whose stored form this is. */
  static String decode(String stored) {
    int percent = stored.indexOf('%');
    if (percent < 0) {
      return stored;
    }
    StringBuilder out = new StringBuilder(stored.length()).append(stored, 0, percent);
    for (int i = percent; i < stored.length(); i++) {
      int code = codeAt(stored, i);
      if (code >= 0) {
        out.append((char) code);
        i += 2;
      } else {
        out.append(stored.charAt(i));
      }
    }
    return out.toString();
  }

  /**
   * Appends the stored form with line protocol's own escapes: a backslash before comma and space,
   * and before the equals sign in tags and field keys.
   *
   * @param measurement whether the text is a measurement's name: there the equals sign stays
   */
  static void append(String text, boolean measurement, Lines out) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == ',' || c == ' ' || (c == '=' && !measurement)) {
        out.put('\\');
        out.put(c);
      } else if (isCoded(text, i, c) || (measurement && i == 0 && isCodedFirst(c))) {
        out.put('%');
        out.put(HEX.charAt(c >> 4));
        out.put(HEX.charAt(c & 15));
      } else if (c < 0x80) {
        out.put(c);
      } else {
        int codePoint = text.codePointAt(i);
        out.putCodePoint(codePoint);
        i += Character.charCount(codePoint) - 1;
      }
    }
  }

  private static boolean isCoded(String text, int index, char c) {
    return c < ' ' || c == '\\' || c == 0x7F || (c == '%' && codeAt(text, index) >= 0);
  }

  /**
   * A number sign would make the line a comment; some names that begin with an underscore, such as
   * {@code _series}, mean something else in InfluxQL.
   */
  private static boolean isCodedFirst(char c) {
    return c == '#' || c == '_';
  }

  /** The character that a code at this place stands for, or −1 if there is no code. */
  private static int codeAt(String text, int index) {
    if (text.charAt(index) != '%' || index + 2 >= text.length()) {
      return -1;
    }
    int high = HEX.indexOf(text.charAt(index + 1));
    int low = HEX.indexOf(text.charAt(index + 2));
    int code = high << 4 | low;
    boolean isCode =
        high >= 0 && low >= 0 && (code < ' ' || code == 0x7F || "\\%#_".indexOf(code) >= 0);
    return isCode ? code : -1;
  }
}
