package io.miharu.simulator.incident;

import io.miharu.simulator.cluster.SimulatedCluster;
import io.miharu.simulator.cluster.SimulatedPod;

/** Something that goes wrong for a while. */
public sealed interface Incident {
  /** When it begins, in seconds after the simulator's start. */
  long startSeconds();

  /** How long it lasts, in seconds. */
  long durationSeconds();

  /** What an onlooker is told when it begins. */
  String story();

  /** Called when it begins, with true, and when it ends, with false. */
  void apply(SimulatedCluster.Snapshot cluster, boolean begins);

  /** The first pod of a workload burns CPU. */
  record CpuHog(
      String namespace, String workload, long startSeconds, long durationSeconds, double cores)
      implements Incident {
    @Override
    public String story() {
      return "a pod of " + namespace + "/" + workload + " burns CPU";
    }

    @Override
    public void apply(SimulatedCluster.Snapshot cluster, boolean begins) {
      firstPod(cluster, namespace, workload).burn(begins ? cores : 0);
    }
  }

  /** The first pod of a workload loses memory until it is killed, and again from the beginning. */
  record MemoryLeak(
      String namespace,
      String workload,
      long startSeconds,
      long durationSeconds,
      double bytesPerSecond)
      implements Incident {
    @Override
    public String story() {
      return "a pod of " + namespace + "/" + workload + " leaks memory until it is OOM-killed";
    }

    @Override
    public void apply(SimulatedCluster.Snapshot cluster, boolean begins) {
      firstPod(cluster, namespace, workload).leak(begins ? bytesPerSecond : 0);
    }
  }

  /** The first pod of a workload logs many errors with stack traces. */
  record ErrorBurst(
      String namespace,
      String workload,
      long startSeconds,
      long durationSeconds,
      double errorsPerSecond)
      implements Incident {
    @Override
    public String story() {
      return "a pod of " + namespace + "/" + workload + " logs a burst of errors";
    }

    @Override
    public void apply(SimulatedCluster.Snapshot cluster, boolean begins) {
      firstPod(cluster, namespace, workload).fail(begins ? errorsPerSecond : 0);
    }
  }

  /** A node's kubelet answers nobody. Its containers run on. */
  record SilentNode(String node, long startSeconds, long durationSeconds) implements Incident {
    @Override
    public String story() {
      return "the kubelet of " + node + " goes silent";
    }

    @Override
    public void apply(SimulatedCluster.Snapshot cluster, boolean begins) {
      // The kubelet's server asks the script whether it may speak.
    }
  }

  private static SimulatedPod firstPod(
      SimulatedCluster.Snapshot cluster, String namespace, String workload) {
    return cluster.pods(namespace, workload).get(0);
  }
}
