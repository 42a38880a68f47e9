package io.miharu.api.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import io.miharu.model.Dimensions;
import io.miharu.model.PostedMetric;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class SeriesPartitionTest {
  @Test
  void keepsASeriesInItsPartitionForEver() {
    // Literal numbers: measurements in flight must not change places with a new version.
    assertThat(partition("t1", "cpu", Dimensions.of("hostname", "n7"), 1_000)).isEqualTo(434);
    assertThat(partition("t1", "cpu", Dimensions.of("hostname", "n7"), 3)).isBetween(0, 2);
  }

  @Test
  void spreadsSimilarSeries() {
    int[] counts = new int[8];
    for (int i = 0; i < 8_000; i++) {
      counts[partition("t1", "cpu", Dimensions.of("hostname", "node-" + i), 8)]++;
    }
    assertThat(Arrays.stream(counts).boxed())
        .allSatisfy(count -> assertThat(count).isBetween(800, 1_200));
  }

  private static int partition(String tenant, String name, Dimensions dimensions, int partitions) {
    return SeriesPartition.of(tenant, new PostedMetric(name, dimensions, 1, 1, null), partitions);
  }
}
