package io.miharu.embedded;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;

/** A directory for one test's server. */
record TemporaryDirectory(Path path) {
  static TemporaryDirectory create(String prefix) {
    try {
      return new TemporaryDirectory(Files.createTempDirectory(prefix));
    } catch (IOException e) {
      throw new UncheckedIOException("cannot create a temporary directory", e);
    }
  }

  /** Deletes everything that can be deleted; a server's last threads may still hold a file. */
  void delete() {
    deleteTree(path);
  }

  static void deleteTree(Path root) {
    try (var paths = Files.walk(root)) {
      paths.sorted(Comparator.reverseOrder()).forEach(TemporaryDirectory::deleteQuietly);
    } catch (IOException | UncheckedIOException e) {
      deleteQuietly(root);
    }
  }

  private static void deleteQuietly(Path path) {
    try {
      Files.deleteIfExists(path);
    } catch (IOException e) {
      // Left to the system's own cleaning of temporary files.
      return;
    }
  }
}
