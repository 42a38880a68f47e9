package io.miharu.embedded;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * Fetches and unpacks one Debian package below a private directory: no root, nothing installed, the
 * system's package lists and caches neither changed nor needed.
 */
final class AptPackage {
  private static final Duration COMMAND_TIMEOUT = Duration.ofMinutes(5);

  /**
   * The system's own hooks after an update (cleaning caches, refreshing databases) would run
   * against the system; as root apt would else drop to a user who may not write to our directory.
   */
  private static final String APT_CONFIGURATION =
      """
      #clear APT::Update::Pre-Invoke;
      #clear APT::Update::Post-Invoke;
      #clear APT::Update::Post-Invoke-Success;
      #clear DPkg::Post-Invoke;
      APT::Sandbox::User "root";
      Acquire::Languages "none";
      Acquire::Retries "2";
      Acquire::http::Timeout "30";
      """;

  private final String name;
  private final Path work;
  private final Consumer<String> progress;

  /**
   * @param work an existing directory for lists, caches and the download
   */
  AptPackage(String name, Path work, Consumer<String> progress) {
    this.name = name;
    this.work = work;
    this.progress = progress;
  }

  static boolean isSupported() {
    return Command.onPath("apt-get").isPresent() && Command.onPath("dpkg-deb").isPresent();
  }

  /**
   * Downloads the package and unpacks it into {@code target}, which appears only when complete.
   *
   * @throws IOException with apt's own words if it cannot be had
   */
  void unpackTo(Path target) throws IOException {
    var unpacked = Files.createDirectories(work.resolve("unpacked"));
    var archive = download();
    expect(
        Command.run(
            work, COMMAND_TIMEOUT, List.of("dpkg-deb", "-x", archive, unpacked.toString())));
    Files.move(unpacked, target, StandardCopyOption.ATOMIC_MOVE);
  }

  /** With the system's package lists if they are good, else with lists of our own. */
  private String download() throws IOException {
    var configuration = work.resolve("apt.conf");
    Files.writeString(configuration, APT_CONFIGURATION);
    Files.createDirectories(work.resolve("cache/archives/partial"));
    var apt = new ArrayList<>(List.of("apt-get", "-q", "-c", configuration.toString()));
    apt.addAll(List.of("-o", "Dir::Cache=" + work.resolve("cache")));
    progress.accept("downloading the Debian package " + name);
    if (!Command.run(work, COMMAND_TIMEOUT, with(apt, "download", name)).succeeded()) {
      progress.accept("refreshing private package lists (the system's are empty or out of date)");
      Files.createDirectories(work.resolve("lists/partial"));
      apt.addAll(List.of("-o", "Dir::State::lists=" + work.resolve("lists")));
      var updated = Command.run(work, COMMAND_TIMEOUT, with(apt, "update"));
      progress.accept("downloading the Debian package " + name);
      var downloaded = Command.run(work, COMMAND_TIMEOUT, with(apt, "download", name));
      if (!downloaded.succeeded()) {
        // A failed update explains more than the failed download that follows from it.
        expect(updated);
        expect(downloaded);
      }
    }
    return archive();
  }

  private String archive() throws IOException {
    try (var files = Files.newDirectoryStream(work, name + "_*.deb")) {
      for (var file : files) {
        return file.toString();
      }
    }
    throw new IOException("apt-get downloaded no " + name + " package into " + work);
  }

  private static List<String> with(List<String> command, String... more) {
    var whole = new ArrayList<>(command);
    whole.addAll(List.of(more));
    return whole;
  }

  private static void expect(Command.Result result) throws IOException {
    if (!result.succeeded()) {
      throw new IOException(result.lastWords());
    }
  }
}
