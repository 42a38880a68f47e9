package io.miharu.standalone.up;

import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * Finds out which process listens on a port, from Linux's {@code /proc}; elsewhere, and for other
 * users' processes, nobody is found.
 */
record PortHolder(long pid, String command) {
  private static final Path PROC = Path.of("/proc");

  /** State LISTEN in {@code /proc/net/tcp}, see proc_pid_net(5). */
  private static final String LISTEN = "0A";

  static Optional<PortHolder> of(int port) {
    try {
      Set<String> sockets = new HashSet<>();
      collectListening(PROC.resolve("net/tcp"), port, sockets);
      collectListening(PROC.resolve("net/tcp6"), port, sockets);
      return sockets.isEmpty() ? Optional.empty() : owner(sockets);
    } catch (IOException | DirectoryIteratorException e) {
      return Optional.empty();
    }
  }

  /** Adds what a link in {@code /proc/PID/fd} to such a socket reads. */
  private static void collectListening(Path table, int port, Set<String> sockets)
      throws IOException {
    if (!Files.isReadable(table)) {
      return;
    }
    var suffix = String.format(Locale.ROOT, ":%04X", port);
    for (var row : Files.readAllLines(table)) {
      var columns = row.strip().split("\\s+");
      if (columns.length > 9 && columns[1].endsWith(suffix) && columns[3].equals(LISTEN)) {
        sockets.add("socket:[" + columns[9] + "]");
      }
    }
  }

  private static Optional<PortHolder> owner(Set<String> sockets) throws IOException {
    try (var processes = Files.newDirectoryStream(PROC, "[0-9]*")) {
      for (var process : processes) {
        if (holdsAny(process.resolve("fd"), sockets)) {
          var pid = Long.parseLong(process.getFileName().toString());
          return Optional.of(new PortHolder(pid, commandOf(pid)));
        }
      }
    }
    return Optional.empty();
  }

  private static boolean holdsAny(Path descriptors, Set<String> sockets) {
    try (var links = Files.newDirectoryStream(descriptors)) {
      for (var link : links) {
        if (sockets.contains(Files.readSymbolicLink(link).toString())) {
          return true;
        }
      }
      return false;
    } catch (IOException | DirectoryIteratorException e) {
      // Another user's process, or one that has just ended.
      return false;
    }
  }

  private static String commandOf(long pid) {
    return ProcessHandle.of(pid).flatMap(process -> process.info().command()).orElse("?");
  }

  @Override
  public String toString() {
    return "process " + pid + " (" + command + ")";
  }
}
