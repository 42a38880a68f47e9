package io.miharu.logforwarder.parse;

import io.miharu.model.LogLevel;

/**
 * Recognises the level of a line by its form: JSON, klog, logfmt, or a plain line whose head is
 * made of timestamps, brackets and logger names. A level word inside a sentence means nothing.
 */
final class LevelParser {
  /** Behind so many bytes no logger puts its level. */
  private static final int HEAD_LENGTH = 512;

  /** More words than this before the level are a sentence, not a log pattern. */
  private static final int MAX_WORDS = 8;

  private LevelParser() {}

  /** The level, or UNKNOWN where the line does not say. */
  static LogLevel parse(byte[] bytes, int from, int to) {
    int at = from;
    while (at < to && bytes[at] <= ' ' && bytes[at] >= 0 && bytes[at] != 0x1b) {
      at++;
    }
    if (at == to) {
      return LogLevel.UNKNOWN;
    }
    int end = Math.min(to, at + HEAD_LENGTH);
    if (bytes[at] == '{') {
      return JsonLevel.parse(bytes, at, end);
    }
    LogLevel klog = klog(bytes, at, end);
    return klog != LogLevel.UNKNOWN ? klog : words(bytes, at, end);
  }

  /** {@code E1122 10:00:01.123456 1 file.go:12] …}: letter, month, day, clock. */
  private static LogLevel klog(byte[] bytes, int at, int end) {
    if (end - at < 9 || bytes[at + 5] != ' ' || bytes[at + 8] != ':') {
      return LogLevel.UNKNOWN;
    }
    for (int i = at + 1; i < at + 8; i++) {
      if (i != at + 5 && !digit(bytes[i])) {
        return LogLevel.UNKNOWN;
      }
    }
    return switch (bytes[at]) {
      case 'I' -> LogLevel.INFO;
      case 'W' -> LogLevel.WARN;
      case 'E' -> LogLevel.ERROR;
      case 'F' -> LogLevel.FATAL;
      default -> LogLevel.UNKNOWN;
    };
  }

  /** Goes over the head word by word; stops where a sentence begins. */
  private static LogLevel words(byte[] bytes, int from, int end) {
    boolean head = true;
    boolean quoted = false;
    int at = from;
    for (int word = 0; at < end; word++) {
      int wordEnd = at;
      int equals = -1;
      while (wordEnd < end && (quoted || bytes[wordEnd] != ' ' && bytes[wordEnd] != '\t')) {
        if (bytes[wordEnd] == '"') {
          quoted = !quoted;
        } else if (bytes[wordEnd] == '=' && equals < 0) {
          equals = wordEnd;
        }
        wordEnd++;
      }
      if (equals > at) {
        if (isLevelKey(bytes, at, equals)) {
          return LevelWord.find(bytes, equals + 1, wordEnd);
        }
        head = false;
      } else if (head && wordEnd > at) {
        LogLevel level = headWord(bytes, from, at, wordEnd, end);
        if (level != LogLevel.UNKNOWN) {
          return level;
        }
        head = word < MAX_WORDS && belongsToHead(bytes, at, wordEnd);
      }
      if (!head && equals <= at && word > 2 * MAX_WORDS) {
        return LogLevel.UNKNOWN;
      }
      at = wordEnd + 1;
    }
    return LogLevel.UNKNOWN;
  }

  private static boolean isLevelKey(byte[] bytes, int from, int to) {
    return switch (to - from) {
      case 3 -> ByteScan.startsWith(bytes, from, to, "lvl");
      case 5 -> ByteScan.startsWith(bytes, from, to, "level");
      case 8 ->
          ByteScan.startsWith(bytes, from, to, "severity")
              || ByteScan.startsWith(bytes, from, to, "loglevel");
      default -> false;
    };
  }

  /**
   * A word that is a level by its shape: {@code ERROR}, {@code [error]}, {@code <warn>}, {@code
   * [core:error]}, {@code ERROR:root:…}, {@code error:}; lower case stands alone only between tabs.
   */
  private static LogLevel headWord(byte[] bytes, int lineFrom, int from, int to, int end) {
    int first = from;
    int last = to;
    while (first < last && bytes[first] == 0x1b) {
      first = behindEscape(bytes, first, last);
    }
    boolean bracket = first < last && opens(bytes[first]);
    if (bracket) {
      first++;
    }
    int wordEnd = first;
    while (wordEnd < last && letter(bytes[wordEnd])) {
      wordEnd++;
    }
    boolean colon = wordEnd < last && bytes[wordEnd] == ':';
    if (bracket && colon) {
      // Apache: [module:level].
      LogLevel level = LevelWord.find(bytes, wordEnd + 1, last);
      if (level != LogLevel.UNKNOWN) {
        return level;
      }
    }
    boolean whole =
        wordEnd == last
            || bytes[wordEnd] == 0x1b
            || colon
            || bytes[wordEnd] == '|'
            || bytes[wordEnd] == ','
            || (bracket && closes(bytes[wordEnd]));
    if (wordEnd == first || !whole) {
      return LogLevel.UNKNOWN;
    }
    boolean upper = bytes[first] >= 'A' && bytes[first] <= 'Z' && wordEnd - first > 1;
    boolean shouted = upper && bytes[first + 1] >= 'A' && bytes[first + 1] <= 'Z';
    boolean betweenTabs =
        to < end && bytes[to] == '\t' && (from == lineFrom || bytes[from - 1] == '\t');
    return shouted || bracket || colon || betweenTabs || bytes[from] == 0x1b
        ? LevelWord.find(bytes, first, wordEnd)
        : LogLevel.UNKNOWN;
  }

  /** Timestamps, numbers, brackets, punctuation and logger names; not the words of a sentence. */
  private static boolean belongsToHead(byte[] bytes, int from, int to) {
    boolean rubyLetter = to - from == 2 && bytes[from + 1] == ',';
    if (rubyLetter || opens(bytes[from]) || closes(bytes[to - 1]) || bytes[from] == 0x1b) {
      return true;
    }
    boolean letters = false;
    for (int i = from; i < to; i++) {
      if (digit(bytes[i]) || (bytes[i] == '.' || bytes[i] == ':') && i < to - 1) {
        return true;
      }
      letters |= letter(bytes[i]) || bytes[i] < 0;
    }
    // Without letters it is punctuation; of letters only: a month, a weekday or a zone.
    return !letters || to - from == 3 && isCalendarWord(bytes, from, to);
  }

  private static boolean isCalendarWord(byte[] bytes, int from, int to) {
    String words =
        "Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec Mon Tue Wed Thu Fri Sat Sun UTC GMT";
    for (int i = 0; i < words.length(); i += 4) {
      if (ByteScan.startsWith(bytes, from, to, words.substring(i, i + 3))) {
        return true;
      }
    }
    return false;
  }

  /** Index behind an ANSI colour such as {@code ESC [ 3 1 m}. */
  private static int behindEscape(byte[] bytes, int from, int to) {
    int at = from + 1;
    while (at < to && bytes[at] != 'm') {
      at++;
    }
    return Math.min(at + 1, to);
  }

  private static boolean opens(byte b) {
    return b == '[' || b == '(' || b == '<';
  }

  private static boolean closes(byte b) {
    return b == ']' || b == ')' || b == '>';
  }

  private static boolean digit(byte b) {
    return b >= '0' && b <= '9';
  }

  private static boolean letter(byte b) {
    return b >= 'A' && b <= 'Z' || b >= 'a' && b <= 'z';
  }
}
