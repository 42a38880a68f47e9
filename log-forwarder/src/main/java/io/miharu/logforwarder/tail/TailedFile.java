package io.miharu.logforwarder.tail;

import io.miharu.logforwarder.checkpoint.FileCheckpoint;
import io.miharu.logforwarder.checkpoint.FileIdentity;
import io.miharu.logforwarder.checkpoint.Fingerprint;
import io.miharu.logforwarder.discovery.LogSource;
import io.miharu.logforwarder.discovery.RotatedName;
import io.miharu.logforwarder.parse.Event;
import io.miharu.logforwarder.parse.EventSink;
import io.miharu.logforwarder.parse.LogParser;
import io.miharu.logforwarder.parse.LogStream;
import io.miharu.logforwarder.send.Dispatcher;
import io.miharu.logforwarder.send.Outbox;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.OptionalLong;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * An open log file: what was read of it, what of that was sent, and whether more may come. Held
 * open under whatever name, until it was read to its end. Not thread-safe.
 */
final class TailedFile implements EventSink, AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(TailedFile.class);

  private final FileIdentity identity;
  private final FileChannel channel;
  private final Position position;
  private final LogParser parser;
  private final Outbox outbox;
  private final TailLimits limits;
  private Path path;
  private boolean superseded;
  private boolean emptied;
  private long size;
  private long nowMs;
  private boolean atEnd;
  private long atEndMs = Long.MIN_VALUE;
  private long endedAt = -1;
  private long quietSinceMs;

  /** Parts that belong together; made by {@link FileOpening}. */
  TailedFile(
      Path path,
      FileIdentity identity,
      FileChannel channel,
      Position position,
      Function<EventSink, LogParser> parser,
      Outbox outbox,
      TailLimits limits) {
    this.path = path;
    this.identity = identity;
    this.channel = channel;
    this.position = position;
    this.parser = parser.apply(this);
    this.outbox = outbox;
    this.limits = limits;
  }

  FileIdentity identity() {
    return identity;
  }

  Path path() {
    return path;
  }

  RotatedName name() {
    return RotatedName.of(path.getFileName().toString());
  }

  /** The file was found under this name. */
  void renamed(Path foundPath) {
    path = foundPath;
  }

  /** Whether another file took its place, or none: then nothing more is expected. */
  void supersede(boolean now, long seenMs) {
    if (now && !superseded) {
      quietSinceMs = seenMs;
    }
    superseded = now;
  }

  /** Whether everything that is in the file was parsed when it was looked at last. */
  boolean atEnd() {
    return atEnd || ended();
  }

  /** Whether nothing more will be read. */
  boolean ended() {
    return endedAt >= 0;
  }

  /** Whether it ended because its bytes were taken away: its path holds another file now. */
  boolean wasEmptied() {
    return emptied;
  }

  /** Whether the broker has all of it, with the last ledger entry. */
  boolean finished() {
    return outbox.closed();
  }

  /** Bytes in memory that the broker does not have yet. */
  long bytesInFlight() {
    return outbox.bytes();
  }

  /** Bytes on disk that were not parsed. */
  long lagBytes() {
    return ended() ? 0 : Math.max(0, size - position.readTo());
  }

  /**
   * Up to which event time, in ms and inclusive, the broker has everything; {@link Long#MAX_VALUE}
   * for an ended file, {@link Long#MIN_VALUE} if it cannot be said.
   */
  long completeThroughMs() {
    if (position.settled() && atEnd()) {
      return ended() ? Long.MAX_VALUE : atEndMs;
    }
    long last = position.lastSettledMs();
    return last == Long.MIN_VALUE ? last : last - 1;
  }

  /**
   * Parses up to a quantum of bytes.
   *
   * @return whether there was something to parse
   */
  boolean read(ReadBuffer buffer, long readMs) throws IOException {
    nowMs = readMs;
    if (ended() || !outbox.hasRoom()) {
      return false;
    }
    position.begin();
    long found = channel.size();
    if (found < position.readTo()) {
      emptied();
      return false;
    }
    boolean grown = found != size || !atEnd;
    size = found;
    if (!grown || found == position.readTo()) {
      reachedEnd(buffer);
      return false;
    }
    if (!beginsTheSame()) {
      emptied();
      return false;
    }
    quietSinceMs = readMs;
    parse(buffer);
    return true;
  }

  /** Hands over what is due. */
  void pump(Dispatcher dispatcher, LogSource source, long pumpMs) {
    if (!finished()) {
      dispatcher.pump(outbox, source, path.toString(), position.safe(), endedAt, pumpMs);
    }
  }

  FileCheckpoint checkpoint() {
    return new FileCheckpoint(
        identity,
        path.toString(),
        position.safe(),
        position.safeStoreTime(),
        position.settledEnd(LogStream.STDOUT),
        position.settledEnd(LogStream.STDERR),
        outbox.ledger(),
        size,
        finished());
  }

  @Override
  public void opened(Event event) {
    position.opened(event);
  }

  @Override
  public void completed(Event event) {
    outbox.add(event, nowMs);
  }

  @Override
  public void close() {
    try {
      channel.close();
    } catch (IOException e) {
      LOG.debug("Closing {} failed", path, e);
    }
  }

  private void parse(ReadBuffer buffer) throws IOException {
    long left = size - position.readTo();
    int window = limits.quantumBytes();
    int read = parse(buffer, window);
    // A record that is longer than a quantum is looked at as a whole, up to a limit.
    while (read == 0 && window < Math.min(left, limits.maxRecordBytes())) {
      window = Math.min(2 * window, limits.maxRecordBytes());
      read = parse(buffer, window);
    }
    if (read == 0 && left >= limits.maxRecordBytes()) {
      int length = buffer.read(channel, position.readTo(), window);
      parser.parseUnterminated(buffer.bytes(), 0, length, position.readTo(), false, nowMs);
      position.advance(length);
    }
    // What is left behind the last line feed is a record that is still being written.
    setAtEnd(window >= left);
  }

  private int parse(ReadBuffer buffer, int window) throws IOException {
    int length = buffer.read(channel, position.readTo(), window);
    int consumed = parser.parse(buffer.bytes(), 0, length, position.readTo(), nowMs);
    position.advance(consumed);
    return consumed;
  }

  private void reachedEnd(ReadBuffer buffer) throws IOException {
    setAtEnd(true);
    parser.completeIdle(nowMs);
    if (superseded && nowMs - quietSinceMs >= limits.lingerMs()) {
      int read = buffer.read(channel, position.readTo(), limits.maxRecordBytes());
      if (read > 0) {
        parser.parseUnterminated(buffer.bytes(), 0, read, position.readTo(), true, nowMs);
        position.advance(read);
      }
      parser.completeAll();
      endedAt = position.readTo();
    }
  }

  /**
   * The bytes that were here are gone: what was read of them is sent, and what was not shows as a
   * gap of the ledger. The file is found again as another one.
   */
  private void emptied() {
    emptied = true;
    LOG.info(
        "{} was emptied at {} bytes, {} of them read; reading it from the beginning",
        path,
        Math.max(size, position.readTo()),
        position.readTo());
    parser.completeAll();
    endedAt = Math.max(size, position.readTo());
  }

  private boolean beginsTheSame() throws IOException {
    OptionalLong now = Fingerprint.of(channel);
    return now.isPresent() && now.getAsLong() == identity.fingerprint();
  }

  private void setAtEnd(boolean reached) {
    atEnd = reached;
    if (reached) {
      atEndMs = nowMs;
    }
  }
}
