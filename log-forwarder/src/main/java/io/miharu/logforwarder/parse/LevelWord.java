package io.miharu.logforwarder.parse;

import io.miharu.model.LogLevel;

/** The names that loggers have for levels. */
final class LevelWord {
  private LevelWord() {}

  /**
   * The level named by a slice, in any case, with quotes around it or not; UNKNOWN if it is none.
   * Numbers are those of Bunyan and Pino: 10 trace to 60 fatal.
   */
  static LogLevel find(byte[] bytes, int from, int to) {
    int first = from;
    int last = to;
    while (first < last && bytes[first] == '"') {
      first++;
    }
    while (last > first && !alphanumeric(bytes[last - 1])) {
      last--;
    }
    return switch (last - first) {
      case 2 -> number(bytes, first, last);
      case 3 ->
          is(bytes, first, "ERR")
              ? LogLevel.ERROR
              : is(bytes, first, "INF")
                  ? LogLevel.INFO
                  : is(bytes, first, "WRN")
                      ? LogLevel.WARN
                      : is(bytes, first, "DBG")
                          ? LogLevel.DEBUG
                          : is(bytes, first, "LOG") ? LogLevel.INFO : LogLevel.UNKNOWN;
      case 4 ->
          is(bytes, first, "INFO")
              ? LogLevel.INFO
              : is(bytes, first, "WARN")
                  ? LogLevel.WARN
                  : is(bytes, first, "CRIT") ? LogLevel.FATAL : LogLevel.UNKNOWN;
      case 5 ->
          is(bytes, first, "ERROR")
              ? LogLevel.ERROR
              : is(bytes, first, "DEBUG")
                  ? LogLevel.DEBUG
                  : is(bytes, first, "TRACE")
                      ? LogLevel.TRACE
                      : is(bytes, first, "FATAL")
                              || is(bytes, first, "PANIC")
                              || is(bytes, first, "EMERG")
                              || is(bytes, first, "ALERT")
                          ? LogLevel.FATAL
                          : LogLevel.UNKNOWN;
      case 6 ->
          is(bytes, first, "SEVERE")
              ? LogLevel.ERROR
              : is(bytes, first, "NOTICE")
                  ? LogLevel.INFO
                  : is(bytes, first, "DPANIC") ? LogLevel.FATAL : LogLevel.UNKNOWN;
      case 7 -> is(bytes, first, "WARNING") ? LogLevel.WARN : LogLevel.UNKNOWN;
      case 8 -> is(bytes, first, "CRITICAL") ? LogLevel.FATAL : LogLevel.UNKNOWN;
      case 9 -> is(bytes, first, "EMERGENCY") ? LogLevel.FATAL : LogLevel.UNKNOWN;
      case 11 -> is(bytes, first, "INFORMATION") ? LogLevel.INFO : LogLevel.UNKNOWN;
      default -> LogLevel.UNKNOWN;
    };
  }

  private static LogLevel number(byte[] bytes, int first, int last) {
    if (bytes[last - 1] != '0') {
      return LogLevel.UNKNOWN;
    }
    return switch (bytes[first]) {
      case '1' -> LogLevel.TRACE;
      case '2' -> LogLevel.DEBUG;
      case '3' -> LogLevel.INFO;
      case '4' -> LogLevel.WARN;
      case '5' -> LogLevel.ERROR;
      case '6' -> LogLevel.FATAL;
      default -> LogLevel.UNKNOWN;
    };
  }

  private static boolean is(byte[] bytes, int from, String upper) {
    for (int i = 0; i < upper.length(); i++) {
      // Clears the bit that tells lower from upper case; a non-letter cannot become a letter's
      // code.
      if ((bytes[from + i] & ~0x20) != upper.charAt(i)) {
        return false;
      }
    }
    return true;
  }

  private static boolean alphanumeric(byte b) {
    return b >= '0' && b <= '9' || b >= 'A' && b <= 'Z' || b >= 'a' && b <= 'z';
  }
}
