package io.miharu.logforwarder.parse;

import io.miharu.model.LogLevel;
import io.miharu.model.LogLine;

/**
 * A log event from its first byte on: open while lines may still join it, then complete, then
 * settled, once the broker has it or it has become part of another event. Not thread-safe.
 */
public final class Event {
  private final LogStream stream;
  private final long start;
  private final long time;
  private final long storeTime;
  private long end;
  private LogLevel level = LogLevel.UNKNOWN;
  private String text = "";
  private boolean settled;

  Event(LogStream stream, long start, long end, long time, long storeTime) {
    this.stream = stream;
    this.start = start;
    this.end = end;
    this.time = time;
    this.storeTime = storeTime;
  }

  public LogStream stream() {
    return stream;
  }

  /** Offset in bytes of the first byte of the first record. */
  public long start() {
    return start;
  }

  /** Offset in bytes behind the last record so far. */
  public long end() {
    return end;
  }

  /** In ns since the epoch. */
  public long time() {
    return time;
  }

  /** In ns since the epoch; given in the order of starts. */
  public long storeTime() {
    return storeTime;
  }

  public String text() {
    return text;
  }

  /** Whether its bytes need not be read again. */
  public boolean settled() {
    return settled;
  }

  /** Says that its bytes need not be read again. */
  public void settle() {
    settled = true;
  }

  public LogLine toLine() {
    return new LogLine(stream.text(), start, end, level, time, storeTime, text);
  }

  void extendTo(long newEnd) {
    end = newEnd;
  }

  void complete(LogLevel recognised, String content) {
    level = recognised;
    text = content;
  }
}
