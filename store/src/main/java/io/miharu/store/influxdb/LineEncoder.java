package io.miharu.store.influxdb;

import io.miharu.model.Dimensions;
import io.miharu.store.Lines;

/**
 * Writes line protocol, one point at a time: measurement and tags, then fields, then the time.
 * Nothing is allocated for whole numbers and plain text. Not thread-safe.
 */
final class LineEncoder {
  /** Above this a whole number is not exact in a double any more, and its digits are no better. */
  private static final double MAX_EXACT = 1L << 53;

  private Lines out = new Lines();
  private boolean firstField;

  /** Begins a point with its measurement. */
  LineEncoder point(Lines lines, String measurement) {
    out = lines;
    firstField = true;
    StoredText.append(measurement, true, out);
    return this;
  }

  /** A tag with a key of ours; an empty value is left out, since line protocol has none. */
  LineEncoder tag(String asciiKey, String value) {
    if (!value.isEmpty()) {
      out.put(',');
      out.putAscii(asciiKey);
      out.put('=');
      StoredText.append(value, false, out);
    }
    return this;
  }

  /** A tag for each dimension that has a value. */
  LineEncoder tags(Dimensions dimensions, TagKeys keys) {
    for (int i = 0; i < dimensions.size(); i++) {
      String value = dimensions.value(i);
      if (!value.isEmpty()) {
        String key = dimensions.key(i);
        out.put(',');
        if (keys.isPrefixed(key)) {
          out.putAscii(TagKeys.PREFIX);
        }
        StoredText.append(key, false, out);
        out.put('=');
        StoredText.append(value, false, out);
      }
    }
    return this;
  }

  /** A number; every number is stored as a float, so that a series never changes its type. */
  LineEncoder field(String key, String asciiSuffix, double number) {
    key("", key, asciiSuffix);
    number(number);
    return this;
  }

  LineEncoder field(String key, double number) {
    return field(key, "", number);
  }

  /** A boolean that is true, under a key with a prefix of ours. */
  LineEncoder flag(String asciiPrefix, String key) {
    key(asciiPrefix, key, "");
    out.put('t');
    return this;
  }

  /** Text, with any character in it. */
  LineEncoder field(String asciiKey, String text) {
    key("", asciiKey, "");
    out.put('"');
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '"' || c == '\\') {
        out.put('\\');
        out.put(c);
      } else if (c < 0x80) {
        out.put(c);
      } else {
        int codePoint = text.codePointAt(i);
        out.putCodePoint(codePoint);
        i += Character.charCount(codePoint) - 1;
      }
    }
    out.put('"');
    return this;
  }

  /** Ends the point with its time, in the unit that its target is written with. */
  void time(long time) {
    out.put(' ');
    out.putLong(time);
    out.endLine();
  }

  private void key(String asciiPrefix, String key, String asciiSuffix) {
    out.put(firstField ? ' ' : ',');
    firstField = false;
    out.putAscii(asciiPrefix);
    StoredText.append(key, false, out);
    out.putAscii(asciiSuffix);
    out.put('=');
  }

  private void number(double number) {
    long whole = (long) number;
    // Most values are counts and bytes; a negative zero keeps its sign in the other branch.
    if (whole == number && Math.abs(number) <= MAX_EXACT && (whole != 0 || 1 / number > 0)) {
      out.putLong(whole);
    } else {
      out.putAscii(Double.toString(number));
    }
  }
}
