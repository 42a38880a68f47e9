package io.miharu.simulator.cluster;

/** Cumulative and current use of a cgroup. Mutable; guarded by the cluster's lock. */
public final class Usage {
  private static final double USER_SHARE = 0.7;

  private double cpuSeconds;
  private double workingSetBytes;
  private double receivedBytes;
  private double sentBytes;
  private double readBytes;
  private double writtenBytes;
  private double diskBytes;

  /** Another second of work. */
  void add(double cores, double memoryBytes, double networkBytes, double ioBytes) {
    cpuSeconds += cores;
    workingSetBytes = memoryBytes;
    receivedBytes += networkBytes;
    sentBytes += 0.6 * networkBytes;
    readBytes += 0.2 * ioBytes;
    writtenBytes += ioBytes;
    diskBytes += 0.01 * ioBytes;
  }

  /** Adds what another cgroup used, as a parent does. */
  void addAll(Usage other) {
    cpuSeconds += other.cpuSeconds;
    workingSetBytes += other.workingSetBytes;
    receivedBytes += other.receivedBytes;
    sentBytes += other.sentBytes;
    readBytes += other.readBytes;
    writtenBytes += other.writtenBytes;
    diskBytes += other.diskBytes;
  }

  /** Memory and disk are given back when the processes end; what was consumed is not. */
  void releaseSpace() {
    workingSetBytes = 0;
    diskBytes = 0;
  }

  /** CPU time used so far, in core seconds. */
  public double cpuSeconds() {
    return cpuSeconds;
  }

  public double cpuUserSeconds() {
    return cpuSeconds * USER_SHARE;
  }

  public double cpuSystemSeconds() {
    return cpuSeconds - cpuUserSeconds();
  }

  public double workingSetBytes() {
    return workingSetBytes;
  }

  public double rssBytes() {
    return 0.8 * workingSetBytes;
  }

  public double cacheBytes() {
    return 0.3 * workingSetBytes;
  }

  public double receivedBytes() {
    return receivedBytes;
  }

  public double sentBytes() {
    return sentBytes;
  }

  public double readBytes() {
    return readBytes;
  }

  public double writtenBytes() {
    return writtenBytes;
  }

  /** File system space in use. */
  public double diskBytes() {
    return diskBytes;
  }
}
