package io.miharu.simulator.logs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ContainerLogTest {
  private @TempDir Path directory;

  @Test
  void fullFileIsRenamedAndTheOldestRotatedOnesGo() throws IOException {
    Path file = directory.resolve("0.log");
    try (ContainerLog log = new ContainerLog(file, 100)) {
      for (int i = 0; i < 40; i++) {
        log.write(
            Instant.ofEpochSecond(1_795_384_200L + i),
            LogText.Output.stdout("line " + i + " of a container that talks a lot"));
      }
    }
    try (Stream<Path> files = Files.list(directory)) {
      List<String> names = files.map(path -> path.getFileName().toString()).toList();
      assertThat(names).hasSize(5).contains("0.log");
      assertThat(names).filteredOn(name -> name.startsWith("0.log.2026")).hasSize(4);
    }
  }
}
