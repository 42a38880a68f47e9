package io.miharu.simulator.cluster;

/** What controls a pod. */
public enum WorkloadKind {
  DEPLOYMENT("apps/v1", "ReplicaSet"),
  STATEFUL_SET("apps/v1", "StatefulSet"),
  DAEMON_SET("apps/v1", "DaemonSet");

  private final String ownerApiVersion;
  private final String ownerKind;

  WorkloadKind(String ownerApiVersion, String ownerKind) {
    this.ownerApiVersion = ownerApiVersion;
    this.ownerKind = ownerKind;
  }

  /** {@code apiVersion} of the pod's owner reference. */
  public String ownerApiVersion() {
    return ownerApiVersion;
  }

  /** {@code kind} of the pod's owner reference; for a deployment its replica set. */
  public String ownerKind() {
    return ownerKind;
  }
}
