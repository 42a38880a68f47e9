package io.miharu.model.catalogue;

/**
 * What a catalogued metric speaks of. A metric's name is the entity's prefix and a suffix that is
 * the same for all entities: {@code container.cpu.total_time}, {@code pod.cpu.total_time}, and for
 * the node, as in Monasca, {@code cpu.total_time}.
 */
public enum Entity {
  CONTAINER("container", "container."),
  POD("pod", "pod."),
  WORKLOAD("workload", "workload."),
  NAMESPACE("namespace", "namespace."),
  CLUSTER("cluster", "cluster."),
  NODE("node", "");

  private final String measurement;
  private final String prefix;

  Entity(String measurement, String prefix) {
    this.measurement = measurement;
    this.prefix = prefix;
  }

  /** The store's measurement that holds this entity's metrics, one field for each suffix. */
  public String measurement() {
    return measurement;
  }

  /** What its metrics' names begin with, including the dot; empty for the node. */
  public String prefix() {
    return prefix;
  }

  /** The full name of the metric with the suffix. */
  public String metric(String suffix) {
    return prefix + suffix;
  }
}
