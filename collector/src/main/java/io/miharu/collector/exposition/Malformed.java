package io.miharu.collector.exposition;

import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** The lines of one scrape that could not be understood: how many, and the first of them. */
public final class Malformed {
  /** Enough to recognise the line, too little to fill a log. */
  private static final int QUOTED_BYTES = 200;

  private long count;
  private @Nullable String first;

  void add(byte[] bytes, int from, int to) {
    count++;
    if (first == null) {
      first = quote(bytes, from, to);
    }
  }

  void reset() {
    count = 0;
    first = null;
  }

  public long count() {
    return count;
  }

  /** The first malformed line, cut to a readable length, or null if there was none. */
  public @Nullable String first() {
    return first;
  }

  private static String quote(byte[] bytes, int from, int to) {
    int shown = Math.min(to - from, QUOTED_BYTES);
    String text = new String(bytes, from, shown, StandardCharsets.UTF_8);
    StringBuilder quoted = new StringBuilder(shown + 1);
    text.codePoints()
        .map(point -> Character.isISOControl(point) ? '\uFFFD' : point)
        .forEach(quoted::appendCodePoint);
    return shown < to - from ? quoted.append('…').toString() : quoted.toString();
  }
}
