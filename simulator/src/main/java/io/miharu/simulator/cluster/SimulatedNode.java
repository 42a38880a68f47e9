package io.miharu.simulator.cluster;

import java.util.List;

/**
 * A node with its pods. Guarded by the cluster's lock.
 *
 * @param name of the node
 * @param cores that it has
 * @param memoryBytes that it has
 * @param pods that run on it
 * @param system what runs outside of pods
 */
public record SimulatedNode(
    String name, int cores, long memoryBytes, List<SimulatedPod> pods, Usage system) {

  /** Use of the root cgroup: the system's and all pods'. Restarted containers' past is in it. */
  public Usage root() {
    Usage root = new Usage();
    root.addAll(system);
    for (SimulatedPod pod : pods) {
      root.addAll(pod.container());
      root.addAll(pod.sandbox());
      root.addAll(pod.past());
    }
    return root;
  }

  /** Use of the cgroup above all pods. */
  public Usage allPods() {
    Usage sum = new Usage();
    pods.forEach(pod -> sum.addAll(pod.whole()));
    return sum;
  }

  void advance(long nowMs) {
    system.add(0.05, 400e6, 2_000, 20_000);
    pods.forEach(pod -> pod.advance(nowMs));
  }
}
