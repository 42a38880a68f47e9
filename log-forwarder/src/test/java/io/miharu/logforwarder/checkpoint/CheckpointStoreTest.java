package io.miharu.logforwarder.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CheckpointStoreTest {
  @TempDir Path directory;

  private static Checkpoint checkpoint(long offset) {
    FileIdentity identity = new FileIdentity(1, 2, -3, 1);
    return Checkpoint.of(
        List.of(new FileCheckpoint(identity, "/x/0.log", offset, 5, 6, 7, 8, 9, true)));
  }

  @Test
  void readsWhatItWrote() throws Exception {
    CheckpointStore store = new CheckpointStore(directory.resolve("new/logs.json"));
    assertThat(store.read()).isEmpty();

    store.write(checkpoint(1));
    store.write(checkpoint(2));

    assertThat(store.read()).contains(checkpoint(2));
    assertThat(directory.resolve("new")).isDirectoryContaining("glob:**/logs.json");
    try (var files = Files.list(directory.resolve("new"))) {
      assertThat(files).hasSize(1);
    }
  }

  @Test
  void keepsTheOldOneWhenThePowerFailsBetweenTheTwo() throws Exception {
    CheckpointStore store = new CheckpointStore(directory.resolve("logs.json"));
    store.write(checkpoint(1));
    Files.writeString(directory.resolve("logs.json.next"), "{\"version\":1,\"fi");

    assertThat(store.read()).contains(checkpoint(1));
  }

  @Test
  void setsAsideWhatItCannotUse() throws Exception {
    Path file = directory.resolve("logs.json");
    for (String content :
        List.of("", "{\"version\":1,", "{\"version\":99,\"files\":[]}", "null", "[]")) {
      Files.writeString(file, content);
      assertThat(new CheckpointStore(file).read()).contains(Checkpoint.of(List.of()));
      assertThat(file).doesNotExist();
      assertThat(directory.resolve("logs.json.unusable")).hasContent(content);
    }
  }
}
