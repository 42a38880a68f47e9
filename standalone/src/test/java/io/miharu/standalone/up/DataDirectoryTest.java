package io.miharu.standalone.up;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.miharu.runtime.StartException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DataDirectoryTest {
  private @TempDir Path parent;

  @Test
  void isMadeAndCarriesItsFormat() throws IOException {
    Path root = parent.resolve("data");
    DataDirectory.open(root, 0).close();
    assertThat(root.resolve("miharu-data.properties")).content().contains("format=1");
    DataDirectory.open(root, 0).close();
  }

  @Test
  void newerFormatIsRefused() throws IOException {
    Path root = parent.resolve("data");
    DataDirectory.open(root, 0).close();
    Files.writeString(root.resolve("miharu-data.properties"), "format=2\n");
    assertThatThrownBy(() -> DataDirectory.open(root, 0))
        .isInstanceOf(StartException.class)
        .hasMessageContaining("format 2")
        .hasMessageContaining("newer");
  }

  @Test
  void damagedFormatIsRefused() throws IOException {
    Path root = parent.resolve("data");
    DataDirectory.open(root, 0).close();
    Files.writeString(root.resolve("miharu-data.properties"), "format=one\n");
    assertThatThrownBy(() -> DataDirectory.open(root, 0)).hasMessageContaining("damaged");
  }

  @Test
  void secondInstanceIsToldWhoHasIt() {
    Path root = parent.resolve("data");
    try (DataDirectory first = DataDirectory.open(root, 0)) {
      assertThat(first).hasToString(root.toString());
      assertThatThrownBy(() -> DataDirectory.open(root, 0))
          .isInstanceOf(DataDirectory.InUse.class)
          .hasMessageContaining(Long.toString(ProcessHandle.current().pid()))
          .hasMessageContaining("--data");
    }
    DataDirectory.open(root, 0).close();
  }

  @Test
  void somebodyElsesDirectoryIsLeftAlone() throws IOException {
    Files.writeString(parent.resolve("letter.txt"), "dear reader");
    assertThatThrownBy(() -> DataDirectory.open(parent, 0))
        .isInstanceOf(StartException.class)
        .hasMessageContaining("is not a Miharu data directory");
    assertThat(parent.resolve("miharu-data.properties")).doesNotExist();
  }

  @Test
  void pathThatCannotBeADirectoryIsRefusedWithTheRemedy() throws IOException {
    Path file = Files.writeString(parent.resolve("file"), "");
    assertThatThrownBy(() -> DataDirectory.open(file.resolve("data"), 0))
        .isInstanceOf(StartException.class)
        .hasMessageContaining("cannot be used")
        .hasMessageContaining("--data");
  }

  @Test
  void fullDiskIsRefusedAndTheLockGivenBack() {
    Path root = parent.resolve("data");
    assertThatThrownBy(() -> DataDirectory.open(root, Long.MAX_VALUE))
        .isInstanceOf(StartException.class)
        .hasMessageContaining("Too little disk space");
    DataDirectory.open(root, 0).close();
  }

  @Test
  void resetAsksAndEmpties() throws IOException {
    try (DataDirectory data = DataDirectory.open(parent.resolve("data"), 0)) {
      Files.createDirectories(data.resolve("kafka"));
      Files.writeString(data.resolve("kafka").resolve("log"), "records");
      assertThat(data.reset(() -> false)).isFalse();
      assertThat(data.resolve("kafka").resolve("log")).exists();
      assertThat(data.reset(() -> true)).isTrue();
      assertThat(data.resolve("kafka")).doesNotExist();
      assertThat(data.resolve("miharu-data.properties")).exists();
    }
  }

  @Test
  void resetOfAnEmptyDirectoryAsksNobody() {
    try (DataDirectory data = DataDirectory.open(parent.resolve("data"), 0)) {
      assertThat(
              data.reset(
                  () -> {
                    throw new AssertionError("asked");
                  }))
          .isTrue();
    }
  }
}
