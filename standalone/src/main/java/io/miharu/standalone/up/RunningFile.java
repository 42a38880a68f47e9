package io.miharu.standalone.up;

import io.miharu.model.Json;
import io.miharu.runtime.StartException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** Tells other commands, by a file in the data directory, where a running {@code up} answers. */
public final class RunningFile implements AutoCloseable {
  private static final String NAME = "running.json";

  private final Path file;

  private RunningFile(Path file) {
    this.file = file;
  }

  /**
   * Where the servers are.
   *
   * @param pid of the running process
   * @param api URL without a path
   * @param health URL without a path
   * @param kafka brokers, host:port
   * @param influxdb URL
   */
  public record Addresses(long pid, String api, String health, String kafka, String influxdb) {}

  /** Writes the file; closing deletes it. */
  static RunningFile write(Path file, Addresses addresses) {
    try {
      Files.write(file, Json.writer(Addresses.class).writeValueAsBytes(addresses));
      return new RunningFile(file);
    } catch (IOException e) {
      throw new StartException("Cannot write " + file + ": " + e, e);
    }
  }

  static Path in(DataDirectory data) {
    return data.resolve(NAME);
  }

  /** The addresses of the {@code up} that runs on the data directory; empty if none does. */
  public static Optional<Addresses> read(Path data) {
    try {
      Addresses addresses =
          Json.reader(Addresses.class).readValue(Files.readAllBytes(data.resolve(NAME)));
      // A killed process leaves its file behind.
      return ProcessHandle.of(addresses.pid()).map(running -> addresses);
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  @Override
  public void close() throws IOException {
    Files.deleteIfExists(file);
  }
}
