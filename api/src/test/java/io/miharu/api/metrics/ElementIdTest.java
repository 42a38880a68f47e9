package io.miharu.api.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import io.miharu.model.Dimensions;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class ElementIdTest {
  @Test
  void isTheSameForEver() {
    // sha256("cpu" FF "hostname" FF "n7" FF), first 16 bytes; by sha256sum.
    assertThat(ElementId.of("cpu", Dimensions.of("hostname", "n7")))
        .isEqualTo("0802f7dcd3595dd6d36e8f2b0814e9f0");
  }

  @Test
  void tellsNeighboursApart() {
    List<String> ids =
        Stream.of(
                ElementId.of("a", Dimensions.empty()),
                ElementId.of("ab", Dimensions.of("c", "d")),
                ElementId.of("a", Dimensions.of("bc", "d")),
                ElementId.of("a", Dimensions.of("b", "cd")),
                ElementId.of("a", Dimensions.of("b", "c", "d", "e")),
                ElementId.of("a", Dimensions.of("b", "cde")))
            .toList();

    assertThat(ids).doesNotHaveDuplicates().noneMatch(id -> id.contains("_"));
  }
}
