package io.miharu.logforwarder.parse;

import org.jspecify.annotations.Nullable;

/**
 * Parses one log file, piece by piece: whole records are consumed, the rest must be given again
 * with what follows. The events do not depend on where the pieces end. Not thread-safe.
 */
public final class LogParser {
  private final ParseBuffers buffers;
  private final EventAssembler assembler;
  private final ParseStats stats;
  private @Nullable RecordFormat format;
  private long lastTime;
  private boolean inOverlong;

  /**
   * @param buffers shared by the parsers of one thread
   * @param maxLineBytes text beyond it is cut
   * @param storeTimes of the container
   * @param fallbackTime for text before the first timestamp, in ns since the epoch
   */
  public LogParser(
      ParseBuffers buffers,
      int maxLineBytes,
      StoreTimes storeTimes,
      long fallbackTime,
      EventSink sink,
      ParseStats stats) {
    this.buffers = buffers;
    this.stats = stats;
    this.lastTime = fallbackTime;
    this.assembler = new EventAssembler(maxLineBytes, new StackTraces(), storeTimes, sink, stats);
  }

  /** Passes over records of a stream that start before an offset: they were settled already. */
  public void skip(LogStream stream, long untilOffset) {
    assembler.skip(stream, untilOffset);
  }

  /**
   * Parses the whole records of a slice.
   *
   * @param bytes holds the slice
   * @param from its first byte
   * @param to behind its last byte
   * @param offset of the first byte in the file
   * @param nowMs the current time
   * @return the number of bytes consumed: up to and with the last line feed
   */
  public int parse(byte[] bytes, int from, int to, long offset, long nowMs) {
    int at = from;
    for (int end = ByteScan.lineFeed(bytes, at, to);
        end >= 0;
        end = ByteScan.lineFeed(bytes, at, to)) {
      if (inOverlong) {
        inOverlong = false;
      } else {
        record(bytes, at, end, offset + (at - from), offset + (end + 1 - from), nowMs);
      }
      at = end + 1;
    }
    stats.bytes.add(at - from);
    return at - from;
  }

  /**
   * Takes a record that has no line feed: the last of a file that has ended, or one too long for
   * any buffer, of which all bytes up to the next line feed are then passed over.
   *
   * @param ended whether the file has ended
   */
  public void parseUnterminated(
      byte[] bytes, int from, int to, long offset, boolean ended, long nowMs) {
    stats.bytes.add(to - from);
    if (!inOverlong) {
      record(bytes, from, to, offset, offset + (to - from), nowMs);
    }
    inOverlong = !ended;
  }

  /** Completes what has waited for more lines long enough; call it when the file has no more. */
  public void completeIdle(long nowMs) {
    assembler.completeIdle(nowMs);
  }

  /** Completes every open event: the file has ended. */
  public void completeAll() {
    assembler.completeAll();
  }

  private void record(byte[] bytes, int from, int to, long start, long end, long nowMs) {
    RecordFormat known = format;
    if (known == null) {
      known = from < to && bytes[from] == '{' ? buffers.docker : buffers.cri;
      format = known;
    }
    Fragment fragment = buffers.fragment;
    if (known.parse(bytes, from, to, fragment)) {
      lastTime = fragment.time;
    } else {
      stats.malformed.increment();
      fragment.bytes = bytes;
      fragment.from = from;
      fragment.to = to;
      fragment.time = lastTime;
      fragment.stream = LogStream.STDOUT;
      fragment.partial = false;
    }
    assembler.accept(fragment, start, end, nowMs);
  }
}
