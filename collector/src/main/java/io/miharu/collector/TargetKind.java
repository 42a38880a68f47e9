package io.miharu.collector;

/** What answers at a target's URL. */
public enum TargetKind {
  /** A cAdvisor that runs by itself. */
  CADVISOR("/metrics"),
  /** A kubelet, with its cAdvisor inside. */
  KUBELET("/metrics/cadvisor");

  private final String path;

  TargetKind(String path) {
    this.path = path;
  }

  /** Where the container metrics are, if the URL names no path. */
  String path() {
    return path;
  }
}
