package io.miharu.simulator.cluster;

/**
 * How large the cluster is. The same spec gives the same cluster, to the last counter.
 *
 * @param seed of everything that looks random
 * @param nodes 1 or more
 * @param pods 1 or more, spread over the nodes
 * @param namespaces 1 or more
 */
public record ClusterSpec(long seed, int nodes, int pods, int namespaces) {
  public static final ClusterSpec DEFAULT = new ClusterSpec(20, 3, 30, 5);

  public ClusterSpec {
    if (nodes < 1 || pods < 1 || namespaces < 1) {
      throw new IllegalArgumentException(
          "a cluster needs at least one node, pod and namespace, found nodes="
              + nodes
              + ", pods="
              + pods
              + ", namespaces="
              + namespaces);
    }
  }
}
