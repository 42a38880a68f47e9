package io.miharu.stream.rates;

import static io.miharu.stream.rates.NodeSamplesFixture.dimensions;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.miharu.model.Rollup;
import io.miharu.model.RollupBatch;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

class LateSamplesTest {
  private static final String MEMORY = "container.mem.working_set_bytes";

  @Property(tries = 200)
  void windowAndAdditionsTogetherHoldEverySampleOnce(@ForAll long seed) {
    Random random = new Random(seed);
    List<Integer> times = new ArrayList<>();
    for (int atMs = 0; atMs < 60_000; atMs += 5_000) {
      times.add(atMs);
    }
    Collections.shuffle(times, random);
    int inTime = random.nextInt(times.size() + 1);
    NodeSamplesFixture task = new NodeSamplesFixture();

    for (int i = 0; i < times.size(); i++) {
      if (i == inTime) {
        task.mark("n1", 60_000);
      }
      int repeats = 1 + random.nextInt(2);
      for (int j = 0; j < repeats; j++) {
        task.container("n1", "web-0", times.get(i), 0, times.get(i) + 1);
      }
    }
    task.mark("n1", 120_000);

    List<RollupBatch> batches = task.rollups(dimensions("n1", "web-0"));
    assertThat(batches).extracting(RollupBatch::delta).doesNotHaveDuplicates();
    Rollup together =
        batches.stream()
            .flatMap(batch -> batch.metrics().stream())
            .filter(rollup -> rollup.name().equals(MEMORY))
            .reduce(Rollup::plus)
            .orElseThrow();
    assertThat(together.count()).isEqualTo(12);
    assertThat(together.sum()).isEqualTo(330_012);
    assertThat(together.total()).isCloseTo(27_501, within(1e-6));
    assertThat(together.min()).isEqualTo(1);
    assertThat(together.max()).isEqualTo(55_001);
  }
}
