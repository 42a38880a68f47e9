package io.miharu.collector.exposition;

import io.miharu.collector.exposition.SeriesTable.Series;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Parses the Prometheus text format 0.0.4 of one target, scrape after scrape. A line is first
 * compared with what followed in the last scrape; where that holds, only the number is read. Else
 * the series is looked up by its bytes, and its labels are parsed if it is new. A malformed line is
 * skipped and counted. Comments, HELP, TYPE and OpenMetrics' EOF are passed over. Not thread-safe.
 *
 * @param <H> the visitor's handle for a series
 */
public final class ExpositionParser<H> {
  /** A series that misses this many scrapes is forgotten: one may be missing by accident. */
  private static final int KEPT_SCRAPES = 3;

  private static final VarHandle LONGS =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
  private static final long ONES = 0x0101010101010101L;
  private static final long HIGHS = 0x8080808080808080L;
  private static final long NEW_LINES = ONES * '\n';

  private final SampleVisitor<H> visitor;
  private final SeriesTable<H> table = new SeriesTable<>();
  private final NumberReader numbers = new NumberReader();
  private final Malformed malformed = new Malformed();
  private byte[] unwanted = new byte[0];
  private @Nullable Series<H> first;
  private @Nullable Series<H> previous;
  private long scrape;
  private long samples;

  public ExpositionParser(SampleVisitor<H> visitor) {
    this.visitor = visitor;
  }

  /** Begins a scrape. One that was begun before and not ended counts for nothing. */
  public void begin() {
    scrape++;
    samples = 0;
    previous = null;
    malformed.reset();
  }

  /**
   * Parses the complete lines of a part of the text.
   *
   * @return the offset of the first byte not read: the beginning of a line whose end is still to
   *     come
   */
  public int parse(byte[] bytes, int from, int to) {
    int line = from;
    for (int end = lineEnd(bytes, line, to); end < to; end = lineEnd(bytes, line, to)) {
      parseLine(bytes, line, end);
      line = end + 1;
    }
    return line;
  }

  /** Parses what is left as a last line that has no line end. */
  public void parseRest(byte[] bytes, int from, int to) {
    if (from < to) {
      parseLine(bytes, from, to);
    }
  }

  /** Ends a scrape that was read whole, and forgets series that are gone. */
  public void end() {
    table.evictUnseenSince(scrape - KEPT_SCRAPES + 1, visitor::forget);
    if (first != null && first.scrape <= scrape - KEPT_SCRAPES) {
      first = null;
    }
  }

  /** The number of samples so far in this scrape, those of unwanted names not counted. */
  public long samples() {
    return samples;
  }

  /** What could not be understood in this scrape. */
  public Malformed malformed() {
    return malformed;
  }

  /** Counts a line that the caller could not even hand over, such as one that is too long. */
  public void malformed(byte[] bytes, int from, int to) {
    malformed.add(bytes, from, to);
  }

  /** How many series are remembered. */
  public int series() {
    return table.size();
  }

  private void parseLine(byte[] bytes, int lineStart, int lineEnd) {
    int from = skipBlanks(bytes, lineStart, lineEnd);
    if (from == lineEnd
        || bytes[from] == '#'
        || bytes[from] == '\r'
        || isUnwanted(bytes, from, lineEnd)) {
      return;
    }
    Series<H> series = guess();
    if (series == null || !isWhole(series, bytes, from, lineEnd)) {
      series = find(bytes, from, lineEnd);
      if (series == null) {
        return;
      }
      link(series);
    }
    previous = series;
    if (!parseSample(series, bytes, from + series.text.length, lineEnd)) {
      malformed.add(bytes, lineStart, lineEnd);
    }
  }

  private boolean parseSample(Series<H> series, byte[] bytes, int from, int lineEnd) {
    if (!numbers.readDouble(bytes, skipBlanks(bytes, from, lineEnd), lineEnd)) {
      return false;
    }
    long timestamp = SampleVisitor.NO_TIMESTAMP;
    int rest = skipBlanks(bytes, numbers.end(), lineEnd);
    if (rest < lineEnd && bytes[rest] != '\r') {
      if (!numbers.readLong(bytes, rest, lineEnd)) {
        return false;
      }
      timestamp = numbers.integer();
      rest = skipBlanks(bytes, numbers.end(), lineEnd);
    }
    if (rest < lineEnd && (bytes[rest] != '\r' || rest + 1 < lineEnd)) {
      return false;
    }
    series.scrape = scrape;
    samples++;
    if (series.handle != null) {
      visitor.sample(series.handle, numbers.number(), timestamp);
    }
    return true;
  }

  private @Nullable Series<H> guess() {
    return previous == null ? first : previous.next;
  }

  private void link(Series<H> series) {
    if (previous == null) {
      first = series;
    } else {
      previous.next = series;
    }
  }

  /** Whether the line is of this series, and not of one whose text only begins the same. */
  private static boolean isWhole(Series<?> series, byte[] bytes, int from, int limit) {
    int to = from + series.text.length;
    return series.isAt(bytes, from, limit)
        && to < limit
        && (bytes[to] == ' ' || bytes[to] == '\t')
        && (bytes[to - 1] == '}' || bytes[skipBlanks(bytes, to, limit - 1)] != '{');
  }

  /** The series of the line, new or known; null if the line is malformed or its name unwanted. */
  private @Nullable Series<H> find(byte[] bytes, int from, int limit) {
    int to = seriesEnd(bytes, from, limit);
    if (to < 0) {
      malformed.add(bytes, from, limit);
      return null;
    }
    int hash = SeriesTable.hash(bytes, from, to);
    Series<H> known = table.find(bytes, from, to, hash);
    return known != null ? known : add(bytes, from, to, hash, limit);
  }

  private @Nullable Series<H> add(byte[] bytes, int from, int to, int hash, int limit) {
    int nameLength = LabelReader.nameLength(bytes, from, to);
    String name = new String(bytes, from, nameLength, StandardCharsets.ISO_8859_1);
    if (!visitor.wants(name)) {
      unwanted = Arrays.copyOfRange(bytes, from, from + nameLength);
      return null;
    }
    Labels labels = LabelReader.read(bytes, from + nameLength, to);
    if (labels == null) {
      malformed.add(bytes, from, limit);
      return null;
    }
    return table.add(Arrays.copyOfRange(bytes, from, to), hash, visitor.series(name, labels));
  }

  /** The families of an exposition stand together, so remembering one name is enough. */
  private boolean isUnwanted(byte[] bytes, int from, int limit) {
    int to = from + unwanted.length;
    return unwanted.length > 0
        && to < limit
        && (bytes[to] == '{' || bytes[to] == ' ')
        && Arrays.equals(bytes, from, to, unwanted, 0, unwanted.length);
  }

  /** Behind name and labels; −1 if they are not followed by a blank. */
  private static int seriesEnd(byte[] bytes, int from, int limit) {
    int nameEnd = from + LabelReader.nameLength(bytes, from, limit);
    int brace = skipBlanks(bytes, nameEnd, limit);
    int end = nameEnd;
    if (brace < limit && bytes[brace] == '{') {
      end = behindBrace(bytes, brace + 1, limit);
    }
    return nameEnd > from && end > 0 && end < limit && (bytes[end] == ' ' || bytes[end] == '\t')
        ? end
        : -1;
  }

  private static int behindBrace(byte[] bytes, int from, int limit) {
    boolean quoted = false;
    for (int at = from; at < limit; at++) {
      byte b = bytes[at];
      if (b == '"') {
        quoted = !quoted;
      } else if (quoted && b == '\\') {
        at++;
      } else if (!quoted && b == '}') {
        return at + 1;
      }
    }
    return -1;
  }

  private static int skipBlanks(byte[] bytes, int from, int limit) {
    int at = from;
    while (at < limit && (bytes[at] == ' ' || bytes[at] == '\t')) {
      at++;
    }
    return at;
  }

  /**
   * Where the line ends, or {@code to}. Eight bytes at a time, with the zero-byte test of Mycroft
   * (1987); a byte found by it too early cannot be the lowest one.
   */
  private static int lineEnd(byte[] bytes, int from, int to) {
    int at = from;
    for (; at + Long.BYTES <= to; at += Long.BYTES) {
      long word = (long) LONGS.get(bytes, at) ^ NEW_LINES;
      long found = (word - ONES) & ~word & HIGHS;
      if (found != 0) {
        return at + (Long.numberOfTrailingZeros(found) >>> 3);
      }
    }
    while (at < to && bytes[at] != '\n') {
      at++;
    }
    return at;
  }
}
