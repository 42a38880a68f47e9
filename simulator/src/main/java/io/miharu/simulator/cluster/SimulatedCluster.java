package io.miharu.simulator.cluster;

import java.util.List;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;

/**
 * The cluster's state at a moment. It moves in whole seconds, so that the same spec and the same
 * number of seconds give the same counters. Thread-safe: everything that reads or changes nodes and
 * pods goes through {@link #read} or {@link #advance}.
 */
public final class SimulatedCluster {
  private static final long STEP_MS = 1_000;

  private final List<SimulatedNode> nodes;
  private final ReentrantLock lock = new ReentrantLock();
  private long nowMs;

  /**
   * @param nodes with their pods
   * @param startMs the cluster's time at the beginning, in ms since the epoch
   */
  SimulatedCluster(List<SimulatedNode> nodes, long startMs) {
    this.nodes = List.copyOf(nodes);
    this.nowMs = Math.floorDiv(startMs, STEP_MS) * STEP_MS;
  }

  /** The cluster of a spec, as it is at a time in ms since the epoch. */
  public static SimulatedCluster of(ClusterSpec spec, long startMs) {
    return new ClusterPlan(spec, startMs).build();
  }

  /**
   * Lives on until the given time, one second after the other.
   *
   * @param untilMs ms since the epoch; an earlier time than the cluster's does nothing
   */
  public void advance(long untilMs) {
    lock.lock();
    try {
      while (nowMs + STEP_MS <= untilMs) {
        nowMs += STEP_MS;
        for (SimulatedNode node : nodes) {
          node.advance(nowMs);
        }
      }
    } finally {
      lock.unlock();
    }
  }

  /** Runs with the cluster standing still; must not keep what it was given. */
  public <T> T read(Function<Snapshot, T> reader) {
    lock.lock();
    try {
      return reader.apply(new Snapshot(nowMs, nodes));
    } finally {
      lock.unlock();
    }
  }

  /**
   * The cluster at a moment.
   *
   * @param nowMs the cluster's time in ms since the epoch
   * @param nodes all of them
   */
  public record Snapshot(long nowMs, List<SimulatedNode> nodes) {
    /** The node with the name. */
    public SimulatedNode node(String name) {
      return nodes.stream().filter(node -> node.name().equals(name)).findFirst().orElseThrow();
    }

    /** The workload's pods, in a stable order. */
    public List<SimulatedPod> pods(String namespace, String workload) {
      return nodes.stream()
          .flatMap(node -> node.pods().stream())
          .filter(pod -> pod.workload().namespace().equals(namespace))
          .filter(pod -> pod.workload().name().equals(workload))
          .sorted((a, b) -> a.name().compareTo(b.name()))
          .toList();
    }
  }
}
