package io.miharu.simulator.incident;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.miharu.simulator.cluster.ClusterSpec;
import io.miharu.simulator.cluster.SimulatedCluster;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ScriptTest {
  private final SimulatedCluster cluster = SimulatedCluster.of(ClusterSpec.DEFAULT, 0);

  @Test
  void demoHasEveryKindOfIncidentAndTheFirstWithinSeconds() {
    Script script = Script.demo(cluster);
    assertThat(script.incidents())
        .hasAtLeastOneElementOfType(Incident.CpuHog.class)
        .hasAtLeastOneElementOfType(Incident.MemoryLeak.class)
        .hasAtLeastOneElementOfType(Incident.ErrorBurst.class)
        .hasAtLeastOneElementOfType(Incident.SilentNode.class);
    assertThat(script.incidents().get(0).startSeconds()).isLessThan(30);
  }

  @Test
  void tellsEachStoryOnceAndAgainInTheNextRound() {
    Incident burst = errorBurst();
    Script script = new Script(List.of(burst), 100);
    List<String> stories = new ArrayList<>();
    for (long second = 0; second < 200; second++) {
      script.play(cluster, second, stories::add);
    }
    assertThat(stories).containsExactly(burst.story(), burst.story());
  }

  @Test
  void incidentEnds() {
    Script script = new Script(List.of(errorBurst()), 100);
    script.play(cluster, 10, story -> {});
    assertThat(errors()).isEqualTo(5);
    script.play(cluster, 30, story -> {});
    assertThat(errors()).isZero();
  }

  @Test
  void onlyTheNamedNodeIsSilentAndOnlyForAWhile() {
    Script script = new Script(List.of(new Incident.SilentNode("node-2", 10, 5)), 100);
    assertThat(script.isSilent("node-2", 9)).isFalse();
    assertThat(script.isSilent("node-2", 10)).isTrue();
    assertThat(script.isSilent("node-1", 10)).isFalse();
    assertThat(script.isSilent("node-2", 15)).isFalse();
  }

  @Test
  void incidentThatOutlastsTheScriptIsRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Script(List.of(new Incident.SilentNode("node-1", 90, 20)), 100));
  }

  private Incident errorBurst() {
    var workload = cluster.read(now -> now.nodes().get(0).pods().get(0).workload());
    return new Incident.ErrorBurst(workload.namespace(), workload.name(), 10, 20, 5);
  }

  private double errors() {
    return cluster.read(
        now ->
            now.nodes().stream()
                .flatMap(node -> node.pods().stream())
                .mapToDouble(pod -> pod.errorsPerSecond())
                .sum());
  }
}
