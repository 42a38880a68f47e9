package io.miharu.collector.exposition;

import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;

/**
 * Feeds a stream to a parser through one window that is kept from scrape to scrape, so that the
 * size of a scrape does not show in memory. Not thread-safe.
 */
public final class ExpositionReader {
  private static final int WINDOW_BYTES = 128 * 1024;

  /** A line beyond this is skipped as malformed. */
  private static final int MAX_LINE_BYTES = 1024 * 1024;

  private byte[] window = new byte[WINDOW_BYTES];

  /**
   * Reads to the end of the stream.
   *
   * @param limit in bytes
   * @return how many bytes there were; more than {@code limit} if reading stopped there
   */
  public long read(InputStream in, ExpositionParser<?> parser, long limit) throws IOException {
    long total = 0;
    int kept = 0;
    boolean skipping = false;
    while (true) {
      int count = in.read(window, kept, window.length - kept);
      if (count < 0) {
        if (!skipping) {
          parser.parseRest(window, 0, kept);
        }
        return total;
      }
      total += count;
      if (total > limit) {
        return total;
      }
      int from = 0;
      int to = kept + count;
      if (skipping) {
        from = behindLineEnd(to);
        skipping = from == 0;
        if (skipping) {
          kept = 0;
          continue;
        }
      }
      int rest = parser.parse(window, from, to);
      kept = to - rest;
      System.arraycopy(window, rest, window, 0, kept);
      if (kept == window.length) {
        skipping = !makeRoom(parser);
        kept = skipping ? 0 : kept;
      }
    }
  }

  private boolean makeRoom(ExpositionParser<?> parser) {
    if (window.length < MAX_LINE_BYTES) {
      window = Arrays.copyOf(window, window.length * 2);
      return true;
    }
    parser.malformed(window, 0, window.length);
    return false;
  }

  /** 0 if there is no line end. */
  private int behindLineEnd(int to) {
    for (int at = 0; at < to; at++) {
      if (window[at] == '\n') {
        return at + 1;
      }
    }
    return 0;
  }
}
