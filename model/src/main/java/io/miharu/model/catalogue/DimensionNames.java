package io.miharu.model.catalogue;

/** Keys of the dimensions that Miharu sets by itself: Monasca's where it had one. */
public final class DimensionNames {
  /** The node's name. */
  public static final String HOSTNAME = "hostname";

  public static final String NAMESPACE = "namespace";
  public static final String POD = "pod_name";
  public static final String CONTAINER = "container_name";
  public static final String IMAGE = "image";

  /**
   * Which dimension holds the workload's name: {@code deployment}, {@code stateful_set}, {@code
   * daemon_set}, {@code cronjob}, {@code job}, {@code replica_set} or {@code
   * replication_controller}.
   */
  public static final String OWNER_TYPE = "owner_type";

  private DimensionNames() {}
}
