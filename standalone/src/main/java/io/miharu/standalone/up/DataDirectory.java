package io.miharu.standalone.up;

import io.miharu.runtime.StartException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Comparator;
import java.util.Properties;
import java.util.function.BooleanSupplier;

/**
 * The directory below which {@code up} keeps everything. It carries a format version and belongs to
 * one running instance at a time; the operating system drops the lock when the instance ends,
 * however it ends.
 */
final class DataDirectory implements AutoCloseable {
  /** Raised when data of an older version can no longer be read as they are. */
  static final int FORMAT = 1;

  static final long REQUIRED_BYTES = 1L << 30;

  private static final String MARKER = "miharu-data.properties";
  private static final String LOCK = "lock";

  private final Path root;
  private final FileChannel lock;

  private DataDirectory(Path root, FileChannel lock) {
    this.root = root;
    this.lock = lock;
  }

  /** Another instance runs on the directory: nothing else can usefully be checked. */
  static final class InUse extends StartException {
    private static final long serialVersionUID = 1L;

    InUse(Path root, String pid) {
      super(
          "The data directory %s is in use by another instance (process %s). Stop that one, or choose another directory with --data"
              .formatted(root, pid.isBlank() ? "unknown" : pid));
    }
  }

  /**
   * Creates the directory if it is missing, locks it and checks it.
   *
   * @throws InUse if another instance runs on it
   * @throws StartException if it cannot be written to, belongs to something else, was written by a
   *     newer version, or lies on a disk with less than 1 GiB free
   */
  static DataDirectory open(Path directory) {
    return open(directory, REQUIRED_BYTES);
  }

  static DataDirectory open(Path directory, long requiredBytes) {
    var root = directory.toAbsolutePath().normalize();
    try {
      Files.createDirectories(root);
      expectOurs(root);
      var opened = new DataDirectory(root, lock(root));
      try {
        opened.checkFormat();
        opened.checkSpace(requiredBytes);
        return opened;
      } catch (RuntimeException | IOException e) {
        opened.close();
        throw e;
      }
    } catch (IOException e) {
      throw new StartException(
          "The data directory %s cannot be used: %s. Give this user the right to write there, or choose another directory with --data"
              .formatted(root, e),
          e);
    }
  }

  /** A mistyped --data must never make us write into, or later empty, somebody else's directory. */
  private static void expectOurs(Path root) throws IOException {
    if (Files.exists(root.resolve(MARKER))) {
      return;
    }
    try (var children = Files.list(root)) {
      // A start that was killed between lock and marker leaves the lock alone.
      if (children.anyMatch(child -> !child.getFileName().toString().equals(LOCK))) {
        throw new StartException(
            "%s is not a Miharu data directory: it has files in it, but no %s. Choose an empty or new directory with --data"
                .formatted(root, MARKER));
      }
    }
  }

  private static FileChannel lock(Path root) throws IOException {
    var file = root.resolve(LOCK);
    var channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    try {
      if (channel.tryLock() == null) {
        throw new InUse(root, Files.readString(file).strip());
      }
      channel.truncate(0);
      var pid = Long.toString(ProcessHandle.current().pid()).getBytes(StandardCharsets.US_ASCII);
      channel.write(ByteBuffer.wrap(pid));
      return channel;
    } catch (java.nio.channels.OverlappingFileLockException e) {
      channel.close();
      throw new InUse(root, Files.readString(file).strip());
    } catch (RuntimeException | IOException e) {
      channel.close();
      throw e;
    }
  }

  private void checkFormat() throws IOException {
    var marker = root.resolve(MARKER);
    var properties = new Properties();
    try (var in = Files.newBufferedReader(marker)) {
      properties.load(in);
    } catch (NoSuchFileException e) {
      writeMarker();
      return;
    }
    var format = properties.getProperty("format", "");
    if (!format.matches("\\d{1,9}")) {
      throw new StartException(
          "%s says format=%s, which is not a number: the file is damaged. Restore it, or begin anew with --data"
              .formatted(marker, format));
    }
    if (Integer.parseInt(format) > FORMAT) {
      throw new StartException(
          "The data in %s have format %s, written by a newer Miharu; this one reads up to format %d. Run the newer one, or choose another directory with --data"
              .formatted(root, format, FORMAT));
    }
  }

  private void writeMarker() throws IOException {
    Files.writeString(
        root.resolve(MARKER),
        "# This directory belongs to Miharu; `miharu up --reset` empties it.%nformat=%d%n"
            .formatted(FORMAT));
  }

  private void checkSpace(long requiredBytes) throws IOException {
    var free = Files.getFileStore(root).getUsableSpace();
    if (free < requiredBytes) {
      throw new StartException(
          "Too little disk space for %s: %d MiB free, %d MiB needed. Free some, or choose a directory on another disk with --data"
              .formatted(root, free >> 20, requiredBytes >> 20));
    }
  }

  /**
   * Deletes everything that earlier runs left, if the user agrees.
   *
   * @param agreed asks the user; not called when there is nothing to delete
   * @return whether the directory is empty now
   * @throws StartException if something cannot be deleted
   */
  boolean reset(BooleanSupplier agreed) {
    try {
      if (isEmpty()) {
        return true;
      }
      if (!agreed.getAsBoolean()) {
        return false;
      }
      try (var paths = Files.walk(root)) {
        for (var path : (Iterable<Path>) paths.sorted(Comparator.reverseOrder())::iterator) {
          if (!path.equals(root) && !isOwnFile(path)) {
            Files.delete(path);
          }
        }
      }
      writeMarker();
      return true;
    } catch (IOException | UncheckedIOException e) {
      throw new StartException("The data directory %s cannot be emptied: %s".formatted(root, e), e);
    }
  }

  private boolean isEmpty() throws IOException {
    try (var children = Files.list(root)) {
      return children.allMatch(this::isOwnFile);
    }
  }

  private boolean isOwnFile(Path path) {
    return path.equals(root.resolve(MARKER)) || path.equals(root.resolve(LOCK));
  }

  /** A directory below, such as {@code kafka}; created by whoever uses it. */
  Path resolve(String name) {
    return root.resolve(name);
  }

  /** Gives the directory free for another instance. */
  @Override
  public void close() {
    try {
      lock.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public String toString() {
    return root.toString();
  }
}
