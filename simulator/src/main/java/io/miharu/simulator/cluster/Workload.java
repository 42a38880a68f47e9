package io.miharu.simulator.cluster;

/**
 * Pods of one kind.
 *
 * @param namespace that it lives in
 * @param name unique in the namespace
 * @param kind what controls its pods
 * @param style of its logs
 * @param cores CPU that one pod uses on average
 * @param memoryBytes working set of one pod on average; its limit is twice that
 * @param bytesPerSecond network traffic of one pod on average, each way
 * @param linesPerSecond log lines of one pod on average
 */
public record Workload(
    String namespace,
    String name,
    WorkloadKind kind,
    LogStyle style,
    double cores,
    double memoryBytes,
    double bytesPerSecond,
    double linesPerSecond) {

  /** Memory limit of one container in bytes. */
  public long memoryLimitBytes() {
    return Math.round(2 * memoryBytes);
  }

  /** CPU limit of one container in cores. */
  public double cpuLimitCores() {
    return 1 + Math.ceil(4 * cores);
  }
}
