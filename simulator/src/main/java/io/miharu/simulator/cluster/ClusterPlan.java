package io.miharu.simulator.cluster;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/** Lays out a cluster from its spec: which workloads there are and where their pods run. */
final class ClusterPlan {
  private static final List<String> NAMESPACES =
      List.of("shop", "payments", "search", "batch", "kube-system");
  private static final List<String> WORKLOADS =
      List.of("orders", "cart", "catalog", "ledger", "gateway", "index", "worker", "mailer");
  private static final String POD_HASH_LETTERS = "bcdfghjklmnpqrstvwxz2456789";
  private static final int PODS_OF_A_WORKLOAD = 3;
  private static final long MAX_AGE_SECONDS = 3 * 24 * 3600;

  private final ClusterSpec spec;
  private final long startMs;
  private final SplittableRandom random;
  private final List<List<SimulatedPod>> podsOfNode = new ArrayList<>();

  ClusterPlan(ClusterSpec spec, long startMs) {
    this.spec = spec;
    this.startMs = startMs;
    this.random = new SplittableRandom(spec.seed());
  }

  SimulatedCluster build() {
    for (int i = 0; i < spec.nodes(); i++) {
      podsOfNode.add(new ArrayList<>());
    }
    int pods = 0;
    for (int i = 0; pods < spec.pods(); i++) {
      int replicas = Math.min(PODS_OF_A_WORKLOAD, spec.pods() - pods);
      place(workload(i), replicas);
      pods += replicas;
    }
    List<SimulatedNode> nodes = new ArrayList<>();
    for (int i = 0; i < spec.nodes(); i++) {
      nodes.add(
          new SimulatedNode(
              nodeName(i), 8, 32L << 30, List.copyOf(podsOfNode.get(i)), new Usage()));
    }
    return new SimulatedCluster(nodes, startMs);
  }

  private Workload workload(int index) {
    int namespace = index % spec.namespaces();
    int round = index / spec.namespaces();
    String name = WORKLOADS.get((index + round) % WORKLOADS.size());
    String suffix = round < WORKLOADS.size() ? "" : "-" + round / WORKLOADS.size();
    return new Workload(
        namespace < NAMESPACES.size() ? NAMESPACES.get(namespace) : "team-" + namespace,
        name + suffix,
        WorkloadKind.values()[index % 4 == 3 ? 1 : index % 7 == 4 ? 2 : 0],
        LogStyle.values()[index % LogStyle.values().length],
        0.02 + random.nextDouble(0.3),
        (40 + random.nextInt(260)) * 1e6,
        1_000 + random.nextInt(200_000),
        0.2 + random.nextDouble(1.5));
  }

  private void place(Workload workload, int replicas) {
    String replicaSet = workload.name() + "-" + letters(9);
    int firstNode = random.nextInt(spec.nodes());
    for (int i = 0; i < replicas; i++) {
      int node = (firstNode + i) % spec.nodes();
      String owner =
          switch (workload.kind()) {
            case DEPLOYMENT -> replicaSet;
            case STATEFUL_SET, DAEMON_SET -> workload.name();
          };
      String name =
          switch (workload.kind()) {
            case DEPLOYMENT -> replicaSet + "-" + letters(5);
            case STATEFUL_SET -> workload.name() + "-" + i;
            case DAEMON_SET -> workload.name() + "-" + letters(5);
          };
      long age = random.nextLong(MAX_AGE_SECONDS);
      SimulatedPod pod =
          new SimulatedPod(
              workload, name, owner, nodeName(node), startMs - age * 1_000, random.split());
      pod.age(age);
      podsOfNode.get(node).add(pod);
    }
  }

  private static String nodeName(int index) {
    return "node-" + (index + 1);
  }

  private String letters(int count) {
    StringBuilder text = new StringBuilder(count);
    for (int i = 0; i < count; i++) {
      text.append(POD_HASH_LETTERS.charAt(random.nextInt(POD_HASH_LETTERS.length())));
    }
    return text.toString();
  }
}
