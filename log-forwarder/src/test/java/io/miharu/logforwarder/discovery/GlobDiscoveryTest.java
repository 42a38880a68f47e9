package io.miharu.logforwarder.discovery;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GlobDiscoveryTest {
  @TempDir Path directory;
  private Path root;

  @BeforeEach
  void resolveLinks() throws IOException {
    root = directory.toRealPath();
  }

  private void make(String... files) throws IOException {
    for (String file : files) {
      Path path = root.resolve(file);
      Files.createDirectories(path.getParent());
      Files.writeString(path, file);
    }
  }

  private List<String> scan(List<String> globs, List<String> excluded, List<Path> own) {
    List<String> absolute = globs.stream().map(glob -> root + "/" + glob).toList();
    return new GlobDiscovery(absolute, excluded, own)
        .scan().files().stream().map(file -> root.relativize(file.path()).toString()).toList();
  }

  @Test
  void findsFilesAndTheRotatedOnesBesideThem() throws Exception {
    make(
        "pods/a_b_c/main/0.log",
        "pods/a_b_c/main/0.log.20261122-222509",
        "pods/a_b_c/main/0.log.20261122-222459.gz",
        "pods/a_b_c/main/0.log.20261122-222459.tmp",
        "pods/a_b_c/main/other.txt",
        "pods/a_b_c/main/deeper/0.log",
        "docker/1/1-json.log.1");
    make("docker/1/1-json.log");

    assertThat(
            scan(
                List.of("pods/*/*/*.log", "docker/*/*-json.log", "no/such/*"),
                List.of(),
                List.of()))
        .containsExactlyInAnyOrder(
            "pods/a_b_c/main/0.log",
            "pods/a_b_c/main/0.log.20261122-222509",
            "docker/1/1-json.log",
            "docker/1/1-json.log.1");
  }

  @Test
  void twoStarsStandForAnyNumberOfDirectories() throws Exception {
    make("a.log", "x/b.log", "x/y/c.log");

    assertThat(scan(List.of("**/*.log"), List.of(), List.of()))
        .containsExactlyInAnyOrder("a.log", "x/b.log", "x/y/c.log");
  }

  @Test
  void resolvesLinksAndFindsAFileOnce() throws Exception {
    make("pods/a_b_c/main/0.log");
    Files.createDirectories(root.resolve("containers"));
    Files.createSymbolicLink(
        root.resolve("containers/b_a_main-1.log"), root.resolve("pods/a_b_c/main/0.log"));
    Files.createSymbolicLink(root.resolve("containers/dangling.log"), root.resolve("gone.log"));

    assertThat(scan(List.of("containers/*.log", "pods/*/*/*.log"), List.of(), List.of()))
        .containsExactly("pods/a_b_c/main/0.log");
  }

  @Test
  void leavesAloneWhatIsExcludedOrMiharusOwn() throws Exception {
    make("pods/a_b_c/main/0.log", "pods/a_x_c/main/0.log", "pods/a_y_c/main/0.log");

    assertThat(
            scan(
                List.of("pods/*/*/*.log"),
                List.of("/**/*_x_*/**"),
                List.of(root.resolve("pods/a_y_c"))))
        .containsExactly("pods/a_b_c/main/0.log");
  }

  @Test
  void opensNeitherPipesNorDirectories() throws Exception {
    Path pipe = root.resolve("pipe.log");
    java.lang.Process mkfifo = new ProcessBuilder("mkfifo", pipe.toString()).start();
    assertThat(mkfifo.waitFor(10, TimeUnit.SECONDS)).isTrue();
    Files.createDirectory(root.resolve("directory.log"));
    make("a.log");

    assertThat(pipe).exists();
    assertThat(scan(List.of("*.log"), List.of(), List.of())).containsExactly("a.log");
  }
}
