package io.miharu.logforwarder.parse;

import io.miharu.model.LogLevel;

/** The level of a JSON line: the value of a usual key of the outermost object. */
final class JsonLevel {
  private static final String[] KEYS = {
    "level", "severity", "lvl", "log.level", "levelname", "loglevel", "@level", "@l"
  };

  private JsonLevel() {}

  /** Looks through the slice, which begins with a brace and may end anywhere. */
  static LogLevel parse(byte[] bytes, int from, int to) {
    int depth = 0;
    for (int i = from; i < to; i++) {
      switch (bytes[i]) {
        case '{', '[' -> depth++;
        case '}', ']' -> depth--;
        case '"' -> {
          int end = stringEnd(bytes, i, to);
          int value = behindColon(bytes, end, to);
          if (depth == 1 && value > 0 && isLevelKey(bytes, i + 1, end)) {
            return LevelWord.find(bytes, value, valueEnd(bytes, value, to));
          }
          i = end;
        }
        default -> {}
      }
    }
    return LogLevel.UNKNOWN;
  }

  private static int stringEnd(byte[] bytes, int quote, int to) {
    int i = quote + 1;
    while (i < to && bytes[i] != '"') {
      i += bytes[i] == '\\' ? 2 : 1;
    }
    return Math.min(i, to);
  }

  /** Index of the value if a colon follows the string, else −1. */
  private static int behindColon(byte[] bytes, int stringEnd, int to) {
    int i = stringEnd + 1;
    while (i < to && bytes[i] == ' ') {
      i++;
    }
    if (i >= to || bytes[i] != ':') {
      return -1;
    }
    do {
      i++;
    } while (i < to && bytes[i] == ' ');
    return i < to ? i : -1;
  }

  private static int valueEnd(byte[] bytes, int value, int to) {
    if (bytes[value] == '"') {
      return stringEnd(bytes, value, to);
    }
    int i = value;
    while (i < to && bytes[i] != ',' && bytes[i] != '}') {
      i++;
    }
    return i;
  }

  private static boolean isLevelKey(byte[] bytes, int from, int to) {
    for (String key : KEYS) {
      if (to - from == key.length() && ByteScan.startsWith(bytes, from, to, key)) {
        return true;
      }
    }
    return false;
  }
}
