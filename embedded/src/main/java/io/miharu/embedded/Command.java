package io.miharu.embedded;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** Runs a short-lived program to its end and keeps what it said. */
final class Command {
  private static final int KEPT_CHARACTERS = 2_000;

  private Command() {}

  /** How a program ended. */
  record Result(int exitCode, String output) {
    boolean succeeded() {
      return exitCode == 0;
    }

    /** The last lines of the output, for an error message. */
    String lastWords() {
      var text = output.strip();
      return text.length() <= KEPT_CHARACTERS
          ? text
          : "… " + text.substring(text.length() - KEPT_CHARACTERS);
    }
  }

  /**
   * Runs a program with the C locale, standard output and error together.
   *
   * @throws IOException if it cannot be started or is still running after the timeout (it is then
   *     killed)
   */
  static Result run(Path workingDirectory, Duration timeout, List<String> command)
      throws IOException {
    var output = Files.createTempFile("miharu-command-", ".txt");
    try {
      var builder =
          new ProcessBuilder(command)
              .directory(workingDirectory.toFile())
              .redirectErrorStream(true)
              .redirectInput(ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()))
              .redirectOutput(output.toFile());
      builder.environment().putAll(Map.of("LC_ALL", "C", "DEBIAN_FRONTEND", "noninteractive"));
      var process = builder.start();
      if (!process.waitFor(timeout.toMillis(), TimeUnit.MILLISECONDS)) {
        process.destroyForcibly();
        throw new IOException(
            "%s did not end within %d s".formatted(command.get(0), timeout.toSeconds()));
      }
      return new Result(process.exitValue(), Files.readString(output));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted while running " + command.get(0), e);
    } finally {
      Files.deleteIfExists(output);
    }
  }

  /** The program of this name in the directories of PATH. */
  static Optional<Path> onPath(String program) {
    var path = System.getenv().getOrDefault("PATH", "");
    return Stream.of(path.split(":"))
        .filter(directory -> !directory.isEmpty())
        .map(directory -> Path.of(directory).resolve(program))
        .filter(file -> Files.isRegularFile(file) && Files.isExecutable(file))
        .findFirst();
  }
}
