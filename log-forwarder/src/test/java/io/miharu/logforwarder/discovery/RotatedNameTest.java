package io.miharu.logforwarder.discovery;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class RotatedNameTest {
  @Test
  void sortsFromTheOldestToTheNewest() {
    List<String> ordered =
        List.of("0.log", "2.log.20261122-222509", "2.log.20261122-222519", "2.log", "10.log");
    List<String> docker = List.of("c-json.log.10", "c-json.log.2", "c-json.log.1", "c-json.log");
    for (List<String> names : List.of(ordered, docker)) {
      List<RotatedName> shuffled = new ArrayList<>(names.stream().map(RotatedName::of).toList());
      Collections.shuffle(shuffled, new Random(7));
      Collections.sort(shuffled);
      assertThat(shuffled).isEqualTo(names.stream().map(RotatedName::of).toList());
    }
  }

  @Test
  void knowsTheNameInUse() {
    assertThat(RotatedName.of("0.log.20261122-222509").base()).isEqualTo("0.log");
    assertThat(RotatedName.of("app.log-20261122").base()).isEqualTo("app.log");
    assertThat(RotatedName.of("app.log").rotated()).isFalse();
    assertThat(RotatedName.of("2026.log").rotated()).isFalse();
  }
}
