package io.miharu.logforwarder.checkpoint;

import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.ObjectWriter;
import io.miharu.model.Json;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The checkpoint on disk: a JSON file that is replaced as a whole. Not thread-safe. */
public final class CheckpointStore {
  private static final Logger LOG = LoggerFactory.getLogger(CheckpointStore.class);

  private final Path file;
  private final ObjectReader reader = Json.reader(Checkpoint.class);
  private final ObjectWriter writer = Json.writer(Checkpoint.class);

  public CheckpointStore(Path file) {
    this.file = file.toAbsolutePath();
  }

  /**
   * The checkpoint, or empty on the first start. One that cannot be used is set aside and reported,
   * so that all files are read from their beginning: that repeats lines but loses none.
   *
   * @throws IOException if the file exists but the disk does not give it
   */
  public Optional<Checkpoint> read() throws IOException {
    if (!Files.exists(file)) {
      return Optional.empty();
    }
    byte[] bytes = Files.readAllBytes(file);
    String problem;
    try {
      Checkpoint checkpoint = reader.readValue(bytes);
      if (checkpoint != null && checkpoint.version() == Checkpoint.VERSION) {
        return Optional.of(checkpoint);
      }
      problem = "not version " + Checkpoint.VERSION;
    } catch (IOException | RuntimeException e) {
      problem = e.getMessage();
    }
    Path aside = file.resolveSibling(file.getFileName() + ".unusable");
    Files.move(file, aside, StandardCopyOption.REPLACE_EXISTING);
    LOG.error(
        "The checkpoint {} cannot be used ({}) and was moved to {}: existing log files are read"
            + " from their beginning, so lines may be sent again, none is lost",
        file,
        problem,
        aside.getFileName());
    return Optional.of(Checkpoint.of(List.of()));
  }

  /**
   * Replaces the checkpoint; when it returns, the new one survives a power cut.
   *
   * @throws IOException if it could not be written; the old one is still there
   */
  public void write(Checkpoint checkpoint) throws IOException {
    Files.createDirectories(file.getParent());
    Path next = file.resolveSibling(file.getFileName() + ".next");
    try (FileChannel channel =
        FileChannel.open(
            next,
            StandardOpenOption.CREATE,
            StandardOpenOption.WRITE,
            StandardOpenOption.TRUNCATE_EXISTING)) {
      ByteBuffer bytes = ByteBuffer.wrap(writer.writeValueAsBytes(checkpoint));
      while (bytes.hasRemaining()) {
        channel.write(bytes);
      }
      channel.force(true);
    }
    Files.move(next, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    try (FileChannel directory = FileChannel.open(file.getParent(), StandardOpenOption.READ)) {
      directory.force(true);
    }
  }
}
