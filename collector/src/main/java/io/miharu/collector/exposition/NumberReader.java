package io.miharu.collector.exposition;

import java.nio.charset.StandardCharsets;

/**
 * Reads decimal numbers out of bytes without making objects. Results are those of {@link
 * Double#parseDouble} to the last bit: a significand below 2^53 times or over a power of ten up to
 * 10^22 is one correctly rounded operation (W. Clinger, "How to read floating point numbers
 * accurately", 1990), all else goes to the JDK. Not thread-safe.
 */
final class NumberReader {
  private static final double[] POWERS_OF_TEN = {
    1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15, 1e16,
    1e17, 1e18, 1e19, 1e20, 1e21, 1e22
  };
  private static final long MAX_EXACT = 1L << 53;

  /** More digits than this may overflow a long. */
  private static final int MAX_DIGITS = 18;

  /** Far beyond any double's exponent; keeps the sum from overflowing. */
  private static final int MAX_EXPONENT = 100_000;

  private static final int MAX_LENGTH = 1_100;

  private double number;
  private long integer;
  private int end;

  /**
   * Reads a number that ends at a blank, a line end or the limit.
   *
   * @return whether there is one; if so see {@link #number()} and {@link #end()}
   */
  boolean readDouble(byte[] bytes, int from, int limit) {
    int at = from;
    boolean negative = false;
    if (at < limit && (bytes[at] == '-' || bytes[at] == '+')) {
      negative = bytes[at] == '-';
      at++;
    }
    long significand = 0;
    int digits = 0;
    int seen = 0;
    int exponent = 0;
    boolean fraction = false;
    for (; at < limit; at++) {
      int digit = bytes[at] - '0';
      if (digit >= 0 && digit <= 9) {
        seen++;
        if (digits > 0 || digit != 0) {
          digits++;
          significand = significand * 10 + digit;
        }
        if (fraction) {
          exponent--;
        }
      } else if (bytes[at] == '.' && !fraction) {
        fraction = true;
      } else {
        break;
      }
    }
    if (seen == 0) {
      return !fraction && readWord(bytes, at, limit, negative);
    }
    if (at < limit && (bytes[at] | 0x20) == 'e') {
      at = readExponent(bytes, at + 1, limit);
      if (at < 0) {
        return false;
      }
      exponent += (int) integer;
    }
    if (!endsAt(bytes, at, limit)) {
      return false;
    }
    end = at;
    if (digits > MAX_DIGITS || significand > MAX_EXACT || exponent < -22 || exponent > 22) {
      return slowly(bytes, from, at);
    }
    double magnitude =
        exponent < 0
            ? significand / POWERS_OF_TEN[-exponent]
            : significand * POWERS_OF_TEN[exponent];
    number = negative ? -magnitude : magnitude;
    return true;
  }

  /**
   * Reads a whole number that ends at a blank, a line end or the limit.
   *
   * @return whether there is one that fits a long; if so see {@link #integer()} and {@link #end()}
   */
  boolean readLong(byte[] bytes, int from, int limit) {
    int at = from;
    boolean negative = at < limit && bytes[at] == '-';
    if (negative) {
      at++;
    }
    int first = at;
    long value = 0;
    for (; at < limit && bytes[at] >= '0' && bytes[at] <= '9'; at++) {
      value = value * 10 + (bytes[at] - '0');
    }
    if (at == first || at - first > MAX_DIGITS || !endsAt(bytes, at, limit)) {
      return false;
    }
    integer = negative ? -value : value;
    end = at;
    return true;
  }

  double number() {
    return number;
  }

  long integer() {
    return integer;
  }

  /** Behind what was read last. */
  int end() {
    return end;
  }

  private int readExponent(byte[] bytes, int from, int limit) {
    int at = from;
    boolean negative = false;
    if (at < limit && (bytes[at] == '-' || bytes[at] == '+')) {
      negative = bytes[at] == '-';
      at++;
    }
    int first = at;
    int value = 0;
    for (; at < limit && bytes[at] >= '0' && bytes[at] <= '9'; at++) {
      value = Math.min(MAX_EXPONENT, value * 10 + (bytes[at] - '0'));
    }
    integer = negative ? -value : value;
    return at == first ? -1 : at;
  }

  private boolean readWord(byte[] bytes, int from, int limit, boolean negative) {
    if (isWord("nan", bytes, from, limit)) {
      number = Double.NaN;
    } else if (isWord("inf", bytes, from, limit) || isWord("infinity", bytes, from, limit)) {
      number = negative ? Double.NEGATIVE_INFINITY : Double.POSITIVE_INFINITY;
    } else {
      return false;
    }
    return true;
  }

  private boolean isWord(String word, byte[] bytes, int from, int limit) {
    int to = from + word.length();
    if (to > limit || !endsAt(bytes, to, limit)) {
      return false;
    }
    for (int i = 0; i < word.length(); i++) {
      if ((bytes[from + i] | 0x20) != word.charAt(i)) {
        return false;
      }
    }
    end = to;
    return true;
  }

  private boolean slowly(byte[] bytes, int from, int to) {
    if (to - from > MAX_LENGTH) {
      return false;
    }
    number = Double.parseDouble(new String(bytes, from, to - from, StandardCharsets.ISO_8859_1));
    return true;
  }

  private static boolean endsAt(byte[] bytes, int at, int limit) {
    return at == limit || bytes[at] == ' ' || bytes[at] == '\t' || bytes[at] == '\r';
  }
}
