package io.miharu.logforwarder.parse;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.time.DateTimeException;
import java.time.LocalDateTime;
import java.time.ZoneOffset;

/**
 * RFC 3339 timestamps of any precision and zone, from bytes to ns since the epoch. Remembers the
 * last second that it saw, since neighbouring lines share it. Not thread-safe.
 */
final class TimestampParser {
  /** Length of {@code 2026-11-22T21:41:03}. */
  private static final int SECONDS_LENGTH = 19;

  private static final long NS_PER_SECOND = 1_000_000_000L;
  private static final VarHandle LONGS =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

  private long seenHead;
  private long seenMiddle;
  private long seenTail;
  private long seenSeconds;
  private boolean seen;
  private long timeNs;

  /**
   * Parses the timestamp at the start of a slice.
   *
   * @return the index behind it, or −1 if there is none
   */
  int parse(byte[] bytes, int from, int to) {
    if (to - from <= SECONDS_LENGTH || !parseSeconds(bytes, from)) {
      return -1;
    }
    int at = from + SECONDS_LENGTH;
    long fraction = 0;
    if (bytes[at] == '.' || bytes[at] == ',') {
      at++;
      long unit = NS_PER_SECOND;
      int first = at;
      while (at < to && bytes[at] >= '0' && bytes[at] <= '9') {
        unit /= 10;
        fraction += unit * (bytes[at++] - '0');
      }
      if (at == first) {
        return -1;
      }
    }
    timeNs = seenSeconds * NS_PER_SECOND + fraction;
    return parseZone(bytes, at, to);
  }

  /** What the last successful parse found, in ns since the epoch. */
  long timeNs() {
    return timeNs;
  }

  private int parseZone(byte[] bytes, int at, int to) {
    if (at >= to) {
      return -1;
    }
    if (bytes[at] == 'Z' || bytes[at] == 'z') {
      return at + 1;
    }
    if (bytes[at] != '+' && bytes[at] != '-') {
      return -1;
    }
    int sign = bytes[at] == '-' ? -1 : 1;
    int minutesAt = at + 3 < to && bytes[at + 3] == ':' ? at + 4 : at + 3;
    if (minutesAt + 2 > to) {
      return -1;
    }
    int hours = number(bytes, at + 1, 2);
    int minutes = number(bytes, minutesAt, 2);
    if (hours < 0 || minutes < 0) {
      return -1;
    }
    timeNs -= sign * (hours * 60L + minutes) * 60 * NS_PER_SECOND;
    return minutesAt + 2;
  }

  private boolean parseSeconds(byte[] bytes, int from) {
    long head = (long) LONGS.get(bytes, from);
    long middle = (long) LONGS.get(bytes, from + 8);
    long tail = (long) LONGS.get(bytes, from + SECONDS_LENGTH - 8);
    if (seen && tail == seenTail && middle == seenMiddle && head == seenHead) {
      return true;
    }
    int year = number(bytes, from, 4);
    int month = number(bytes, from + 5, 2);
    int day = number(bytes, from + 8, 2);
    int hour = number(bytes, from + 11, 2);
    int minute = number(bytes, from + 14, 2);
    int second = number(bytes, from + 17, 2);
    if (year < 0 || bytes[from + 4] != '-' || bytes[from + 7] != '-' || second < 0) {
      return false;
    }
    try {
      // A leap second counts as the second before it.
      seenSeconds =
          LocalDateTime.of(year, month, day, hour, minute, Math.min(second, 59))
              .toEpochSecond(ZoneOffset.UTC);
    } catch (DateTimeException noSuchDate) {
      return false;
    }
    seenHead = head;
    seenMiddle = middle;
    seenTail = tail;
    seen = true;
    return true;
  }

  private static int number(byte[] bytes, int at, int digits) {
    int number = 0;
    for (int i = at; i < at + digits; i++) {
      int digit = bytes[i] - '0';
      if (digit < 0 || digit > 9) {
        return -1;
      }
      number = number * 10 + digit;
    }
    return number;
  }
}
