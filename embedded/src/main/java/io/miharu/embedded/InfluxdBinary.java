package io.miharu.embedded;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Finds an {@code influxd} of InfluxDB 1.x: on PATH, else in the cache directory, else (on Debian
 * and Ubuntu) as a package that is unpacked privately into the cache directory.
 */
public final class InfluxdBinary {
  private static final String BINARY = "influxdb/usr/bin/influxd";
  private static final String DOWNLOAD_PREFIX = "influxdb-download-";
  private static final String REMEDY =
      "Install InfluxDB 1.x so that influxd is on PATH, or name a running server with --influxdb URL.";

  /** A file lock excludes other processes, not other threads of this JVM. */
  private static final Object DOWNLOAD = new Object();

  private final Path cacheDirectory;
  private final Consumer<String> progress;

  /**
   * @param cacheDirectory where a downloaded influxd is kept; created if missing
   * @param progress told, in a few words each, what takes time
   */
  public InfluxdBinary(Path cacheDirectory, Consumer<String> progress) {
    this.cacheDirectory = cacheDirectory.toAbsolutePath().normalize();
    this.progress = progress;
  }

  /**
   * The cache directory of this user's choice: environment {@code MIHARU_CACHE}, else the system
   * property {@code miharu.cache}, else {@code .miharu/cache} in the working directory.
   */
  public static Path defaultCacheDirectory() {
    var fromEnvironment = System.getenv("MIHARU_CACHE");
    return fromEnvironment != null && !fromEnvironment.isBlank()
        ? Path.of(fromEnvironment)
        : Path.of(System.getProperty("miharu.cache", ".miharu/cache"));
  }

  /**
   * The program's path, after downloading it if need be.
   *
   * @throws ServerStartException if there is none and none can be had; says how to get one
   */
  public Path locate() {
    var installed = Command.onPath("influxd").filter(this::isVersion1);
    if (installed.isPresent()) {
      return installed.get();
    }
    var cached = cacheDirectory.resolve(BINARY);
    if (Files.isExecutable(cached)) {
      return cached;
    }
    if (!AptPackage.isSupported()) {
      throw new ServerStartException(
          "No influxd 1.x found on PATH, and this is not Debian or Ubuntu, where it could be downloaded. %s"
              .formatted(REMEDY));
    }
    return download(cached);
  }

  private Path download(Path cached) {
    synchronized (DOWNLOAD) {
      try {
        Files.createDirectories(cacheDirectory);
        try (var channel =
            FileChannel.open(
                cacheDirectory.resolve("influxdb.lock"),
                StandardOpenOption.CREATE,
                StandardOpenOption.WRITE)) {
          // The lock ends with the channel.
          lock(channel);
          if (!Files.isExecutable(cached)) {
            fetch();
          }
        }
        return cached;
      } catch (IOException e) {
        throw new ServerStartException(
            "influxd could not be downloaded into %s: %s%n%s"
                .formatted(cacheDirectory, e.getMessage(), REMEDY),
            e);
      }
    }
  }

  private void lock(FileChannel channel) throws IOException {
    if (channel.tryLock() == null) {
      progress.accept("waiting for another process that is downloading influxd");
      channel.lock();
    }
  }

  /** In a directory beside the target, so that the final rename stays on one file system. */
  private void fetch() throws IOException {
    removeAbandonedDownloads();
    var target = cacheDirectory.resolve("influxdb");
    var work = Files.createTempDirectory(cacheDirectory, DOWNLOAD_PREFIX);
    try {
      if (Files.exists(target)) {
        Files.move(target, work.resolve("incomplete"));
      }
      new AptPackage("influxdb", work, progress).unpackTo(target);
    } finally {
      TemporaryDirectory.deleteTree(work);
    }
    if (!Files.isExecutable(cacheDirectory.resolve(BINARY))) {
      throw new IOException("the package influxdb contains no usr/bin/influxd");
    }
  }

  /** We hold the lock, so nobody is at work in them. */
  private void removeAbandonedDownloads() throws IOException {
    try (var abandoned = Files.newDirectoryStream(cacheDirectory, DOWNLOAD_PREFIX + "*")) {
      abandoned.forEach(TemporaryDirectory::deleteTree);
    }
  }

  /** InfluxDB 2 and 3 ship an influxd too, which takes another configuration. */
  private boolean isVersion1(Path influxd) {
    var version = versionOf(influxd);
    var usable = version.filter(text -> text.matches("(?s).*\\bv?1\\.\\d+\\..*")).isPresent();
    if (!usable) {
      progress.accept(
          "leaving out %s: not InfluxDB 1.x (%s)"
              .formatted(influxd, version.orElse("it told no version")));
    }
    return usable;
  }

  private static Optional<String> versionOf(Path influxd) {
    try {
      var result =
          Command.run(Path.of("/"), Duration.ofSeconds(10), List.of(influxd.toString(), "version"));
      return Optional.of(result.lastWords());
    } catch (IOException e) {
      return Optional.empty();
    }
  }
}
