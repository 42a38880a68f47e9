package io.miharu.simulator.incident;

import io.miharu.simulator.cluster.SimulatedCluster;
import io.miharu.simulator.cluster.SimulatedPod;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;

/**
 * Plays incidents at their times, over and over. Not thread-safe but for {@link #isSilent}, which
 * takes the time as an argument and keeps no state.
 */
public final class Script {
  private final List<Incident> incidents;
  private final long periodSeconds;
  private final Set<Incident> running = new HashSet<>();

  /**
   * @param incidents to play
   * @param periodSeconds after which the script begins again; at least as long as the last
   *     incident's end
   */
  public Script(List<Incident> incidents, long periodSeconds) {
    this.incidents = List.copyOf(incidents);
    this.periodSeconds = periodSeconds;
    for (Incident incident : incidents) {
      if (incident.startSeconds() + incident.durationSeconds() > periodSeconds) {
        throw new IllegalArgumentException(incident + " ends after the period of the script");
      }
    }
  }

  /** A quiet cluster. */
  public static Script none() {
    return new Script(List.of(), 1);
  }

  /**
   * The demo: each kind of incident once in ten minutes, the first within seconds, on workloads
   * that the cluster really has.
   */
  public static Script demo(SimulatedCluster cluster) {
    List<SimulatedPod> pods =
        cluster.read(
            snapshot -> {
              List<SimulatedPod> all = new ArrayList<>();
              snapshot.nodes().forEach(node -> all.addAll(node.pods()));
              all.sort((a, b) -> a.name().compareTo(b.name()));
              return all;
            });
    SimulatedPod hog = pods.get(0);
    SimulatedPod failing = pods.get(2 * pods.size() / 3);
    SimulatedPod leaking =
        pods.stream()
            .max(Comparator.comparingDouble(pod -> pod.workload().memoryBytes()))
            .orElseThrow();
    List<Incident> incidents = new ArrayList<>();
    incidents.add(
        new Incident.ErrorBurst(
            failing.workload().namespace(), failing.workload().name(), 10, 90, 5));
    incidents.add(
        new Incident.CpuHog(hog.workload().namespace(), hog.workload().name(), 15, 180, 1.5));
    incidents.add(
        new Incident.MemoryLeak(
            leaking.workload().namespace(),
            leaking.workload().name(),
            30,
            120,
            leaking.workload().memoryBytes() / 60));
    String lastNode =
        cluster.read(snapshot -> snapshot.nodes().get(snapshot.nodes().size() - 1).name());
    incidents.add(new Incident.SilentNode(lastNode, 240, 180));
    return new Script(incidents, 600);
  }

  /** The incidents, in the order in which they were given. */
  public List<Incident> incidents() {
    return incidents;
  }

  /**
   * Begins and ends what is due.
   *
   * @param elapsedSeconds since the simulator's start
   * @param stories told what begins
   */
  public void play(SimulatedCluster cluster, long elapsedSeconds, Consumer<String> stories) {
    for (Incident incident : incidents) {
      boolean due = isDue(incident, elapsedSeconds);
      if (due && running.add(incident)) {
        cluster.read(snapshot -> apply(incident, snapshot, true));
        stories.accept(incident.story());
      } else if (!due && running.remove(incident)) {
        cluster.read(snapshot -> apply(incident, snapshot, false));
      }
    }
  }

  /** Whether the node's kubelet is to answer nobody at that time. */
  public boolean isSilent(String node, long elapsedSeconds) {
    return incidents.stream()
        .anyMatch(
            incident ->
                incident instanceof Incident.SilentNode silent
                    && silent.node().equals(node)
                    && isDue(incident, elapsedSeconds));
  }

  private boolean isDue(Incident incident, long elapsedSeconds) {
    long inPeriod = Math.floorMod(elapsedSeconds, periodSeconds);
    return inPeriod >= incident.startSeconds()
        && inPeriod < incident.startSeconds() + incident.durationSeconds();
  }

  private static boolean apply(
      Incident incident, SimulatedCluster.Snapshot snapshot, boolean begins) {
    incident.apply(snapshot, begins);
    return begins;
  }
}
