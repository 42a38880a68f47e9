package io.miharu.model;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * One application log event: partial lines and multi-line events are joined already.
 *
 * @param stream {@code stdout} or {@code stderr}
 * @param start offset in bytes of the event's first byte in its file
 * @param end offset behind its last byte: with file and stream, the source position
 * @param level as recognised in the text
 * @param time when it was written, in ns since the epoch
 * @param storeTime under which it is stored, in ns since the epoch: unique and rising per
 *     container, and the same when the event is sent again
 * @param text without its line end; null for a line that was counted but shed
 */
public record LogLine(
    String stream,
    long start,
    long end,
    LogLevel level,
    long time,
    long storeTime,
    @Nullable String text) {
  public LogLine {
    Objects.requireNonNull(stream, "a log line needs a stream");
    level = Objects.requireNonNullElse(level, LogLevel.UNKNOWN);
  }
}
