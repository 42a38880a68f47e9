package io.miharu.logforwarder.tail;

import io.miharu.logforwarder.checkpoint.FileCheckpoint;
import io.miharu.logforwarder.checkpoint.FileIdentity;
import io.miharu.logforwarder.checkpoint.Fingerprint;
import io.miharu.logforwarder.discovery.FoundFile;
import io.miharu.logforwarder.parse.LogParser;
import io.miharu.logforwarder.parse.LogStream;
import io.miharu.logforwarder.parse.ParseBuffers;
import io.miharu.logforwarder.parse.ParseStats;
import io.miharu.logforwarder.send.Encoder;
import io.miharu.logforwarder.send.Outbox;
import io.miharu.logforwarder.send.SendLimits;
import io.miharu.logforwarder.send.SendStats;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.StandardOpenOption;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;

/** Opens found files and puts together what reads them. */
public final class FileOpening {
  private final TailLimits limits;
  private final SendLimits sendLimits;
  private final Encoder encoder;
  private final ParseStats parseStats;
  private final SendStats sendStats;
  private final ParseBuffers buffers = new ParseBuffers();

  public FileOpening(
      TailLimits limits,
      SendLimits sendLimits,
      Encoder encoder,
      ParseStats parseStats,
      SendStats sendStats) {
    this.limits = limits;
    this.sendLimits = sendLimits;
    this.encoder = encoder;
    this.parseStats = parseStats;
    this.sendStats = sendStats;
  }

  /** An open channel with the identity of what it reads. */
  record Opened(FileChannel channel, FileIdentity identity) {}

  /**
   * Opens a file; empty if it is too short to be known again, or no longer the one that was found.
   *
   * @throws IOException if it cannot be read
   */
  Optional<Opened> open(FoundFile found) throws IOException {
    FileChannel channel = FileChannel.open(found.path(), StandardOpenOption.READ);
    try {
      Map<String, Object> now = Files.readAttributes(found.path(), "unix:dev,ino");
      OptionalLong fingerprint = Fingerprint.of(channel);
      boolean same =
          ((Number) Objects.requireNonNull(now.get("ino"))).longValue() == found.inode()
              && ((Number) Objects.requireNonNull(now.get("dev"))).longValue() == found.device();
      if (same && fingerprint.isPresent()) {
        return Optional.of(
            new Opened(
                channel,
                new FileIdentity(found.device(), found.inode(), fingerprint.getAsLong(), 0)));
      }
      channel.close();
      return Optional.empty();
    } catch (IOException e) {
      channel.close();
      throw e;
    }
  }

  /** A file that is read from its beginning. */
  FileCheckpoint atBeginning(FoundFile found, FileIdentity identity) {
    return new FileCheckpoint(identity, found.path().toString(), 0, 0, 0, 0, 0, 0, false);
  }

  /** A file that is read from its last whole record on. */
  FileCheckpoint atEnd(FoundFile found, Opened opened) throws IOException {
    long size = opened.channel().size();
    int window = (int) Math.min(size, limits.maxRecordBytes());
    ByteBuffer tail = ByteBuffer.allocate(window);
    while (tail.hasRemaining()
        && opened.channel().read(tail, size - window + tail.position()) > 0) {
      // Until the window is full.
    }
    long offset = size;
    for (int i = tail.position() - 1; i >= 0; i--) {
      if (tail.get(i) == '\n') {
        offset = size - window + i + 1;
        break;
      }
    }
    return new FileCheckpoint(
        opened.identity(), found.path().toString(), offset, 0, 0, 0, offset, size, false);
  }

  Outbox outbox(FileCheckpoint from) {
    return new Outbox(encoder, sendLimits, sendStats, from.identity().id(), from.ledger());
  }

  /** A file that is read from where a checkpoint says. */
  TailedFile tail(
      FoundFile found,
      FileChannel channel,
      FileCheckpoint from,
      ContainerLog container,
      long nowMs) {
    Position position =
        new Position(
            container.storeTimes,
            from.storeTime(),
            from.offset(),
            from.stdoutFrom(),
            from.stderrFrom());
    return new TailedFile(
        found.path(),
        from.identity(),
        channel,
        position,
        sink -> {
          LogParser parser =
              new LogParser(
                  buffers,
                  limits.maxLineBytes(),
                  container.storeTimes,
                  nowMs * 1_000_000,
                  sink,
                  parseStats);
          parser.skip(LogStream.STDOUT, from.stdoutFrom());
          parser.skip(LogStream.STDERR, from.stderrFrom());
          return parser;
        },
        outbox(from),
        limits);
  }
}
