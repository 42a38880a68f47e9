package io.miharu.simulator.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import org.junit.jupiter.api.Test;

class SimulatedClusterTest {
  private static final long START_MS = 1_795_384_200_000L;

  @Test
  void sameSpecGivesTheSameCluster() {
    SimulatedCluster one = SimulatedCluster.of(ClusterSpec.DEFAULT, START_MS);
    SimulatedCluster other = SimulatedCluster.of(ClusterSpec.DEFAULT, START_MS);
    one.advance(START_MS + 60_000);
    for (int second = 1; second <= 60; second++) {
      other.advance(START_MS + second * 1_000);
    }
    assertThat(one.read(SimulatedClusterTest::describe))
        .isEqualTo(other.read(SimulatedClusterTest::describe));
  }

  @Test
  void anotherSeedGivesAnotherCluster() {
    SimulatedCluster one = SimulatedCluster.of(new ClusterSpec(1, 3, 30, 5), START_MS);
    SimulatedCluster other = SimulatedCluster.of(new ClusterSpec(2, 3, 30, 5), START_MS);
    assertThat(one.read(SimulatedClusterTest::describe))
        .isNotEqualTo(other.read(SimulatedClusterTest::describe));
  }

  @Test
  void hasTheSizeOfItsSpec() {
    SimulatedCluster cluster = SimulatedCluster.of(new ClusterSpec(7, 4, 50, 6), START_MS);
    List<SimulatedPod> pods =
        cluster.read(now -> now.nodes().stream().flatMap(node -> node.pods().stream()).toList());
    assertThat(cluster.<Integer>read(now -> now.nodes().size())).isEqualTo(4);
    assertThat(pods).hasSize(50);
    assertThat(pods.stream().map(pod -> pod.workload().namespace()).distinct()).hasSize(6);
    assertThat(pods.stream().map(SimulatedPod::name).distinct()).hasSize(50);
  }

  @Test
  void countersRise() {
    SimulatedCluster cluster = SimulatedCluster.of(ClusterSpec.DEFAULT, START_MS);
    double before = cluster.read(now -> pod(now).container().cpuSeconds());
    cluster.advance(START_MS + 10_000);
    double after = cluster.read(now -> pod(now).container().cpuSeconds());
    assertThat(after).isGreaterThan(before);
  }

  @Test
  void leakEndsInAnOomKillThatBeginsCountersAtZeroButNotTheNodes() {
    SimulatedCluster cluster = SimulatedCluster.of(ClusterSpec.DEFAULT, START_MS);
    String idBefore = cluster.read(now -> pod(now).containerId());
    double receivedBefore = cluster.read(now -> pod(now).sandbox().receivedBytes());
    double rootBefore = cluster.read(now -> now.nodes().get(0).root().cpuSeconds());
    cluster.read(
        now -> {
          pod(now).leak(pod(now).workload().memoryBytes() / 10);
          return true;
        });
    cluster.advance(START_MS + 12_000);
    assertThat(cluster.<Integer>read(now -> pod(now).restarts())).isEqualTo(1);
    assertThat(cluster.<String>read(now -> pod(now).containerId())).isNotEqualTo(idBefore);
    assertThat(cluster.<Double>read(now -> pod(now).container().cpuSeconds())).isLessThan(20);
    assertThat(cluster.<Double>read(now -> pod(now).sandbox().receivedBytes()))
        .isGreaterThan(receivedBefore);
    assertThat(cluster.<Double>read(now -> now.nodes().get(0).root().cpuSeconds()))
        .isGreaterThan(rootBefore);
  }

  @Test
  void emptyClusterIsRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new ClusterSpec(1, 0, 1, 1))
        .withMessageContaining("nodes=0");
  }

  private static SimulatedPod pod(SimulatedCluster.Snapshot now) {
    return now.nodes().get(0).pods().get(0);
  }

  private static String describe(SimulatedCluster.Snapshot now) {
    StringBuilder text = new StringBuilder();
    for (SimulatedNode node : now.nodes()) {
      for (SimulatedPod pod : node.pods()) {
        text.append(node.name()).append(' ').append(pod.name()).append(' ').append(pod.uid());
        text.append(' ').append(pod.containerId()).append(' ');
        text.append(pod.container().cpuSeconds()).append('\n');
      }
    }
    return text.toString();
  }
}
