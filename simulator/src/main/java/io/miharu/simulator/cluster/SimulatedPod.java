package io.miharu.simulator.cluster;

import java.util.HexFormat;
import java.util.SplittableRandom;
import java.util.UUID;

/**
 * A pod with one container. The container's counters begin again at zero when it is killed; the
 * network's, which belong to the sandbox, do not. Mutable; guarded by the cluster's lock.
 */
public final class SimulatedPod {
  private static final double SECONDS_OF_A_WAVE = 600;

  private final Workload workload;
  private final String name;
  private final String ownerName;
  private final UUID uid;
  private final String node;
  private final double phase;
  private final SplittableRandom random;
  private final String sandboxId;

  private String containerId;
  private Usage container = new Usage();
  private final Usage sandbox = new Usage();
  private final Usage past = new Usage();
  private long startedMs;
  private int restarts;
  private double leakedBytes;
  private double extraCores;
  private double leakBytesPerSecond;
  private double errorsPerSecond;

  SimulatedPod(
      Workload workload,
      String name,
      String ownerName,
      String node,
      long startedMs,
      SplittableRandom random) {
    this.workload = workload;
    this.name = name;
    this.ownerName = ownerName;
    this.node = node;
    this.random = random;
    this.uid = new UUID(random.nextLong(), random.nextLong());
    this.phase = random.nextDouble(SECONDS_OF_A_WAVE);
    this.sandboxId = newId();
    this.containerId = newId();
    this.startedMs = startedMs;
  }

  /** One second of life, up to the given time; an OOM kill starts the container again. */
  void advance(long nowMs) {
    double wave = Math.sin(2 * Math.PI * (nowMs / 1000.0 + phase) / SECONDS_OF_A_WAVE);
    double noise = 0.9 + 0.2 * random.nextDouble();
    leakedBytes += leakBytesPerSecond;
    double cores =
        Math.min(
            workload.cpuLimitCores(), workload.cores() * (1 + 0.4 * wave) * noise + extraCores);
    double memory = workload.memoryBytes() * (1 + 0.1 * wave) + leakedBytes;
    double network = workload.bytesPerSecond() * (1 + 0.4 * wave) * noise;
    if (memory > workload.memoryLimitBytes()) {
      kill(nowMs);
      memory = workload.memoryBytes() * 0.5;
    }
    container.add(cores, memory, 0, 0.1 * network);
    sandbox.add(0.0001, 500_000, network, 0);
  }

  /** What it would have used had it run with average load for so many seconds. */
  void age(long seconds) {
    for (long i = 0; i < seconds; i += 60) {
      container.add(
          60 * workload.cores(), workload.memoryBytes(), 0, 6 * workload.bytesPerSecond());
      sandbox.add(0.006, 500_000, 60 * workload.bytesPerSecond(), 0);
    }
  }

  /** The container dies and begins again: new id, counters at zero. */
  private void kill(long nowMs) {
    past.addAll(container);
    past.releaseSpace();
    containerId = newId();
    container = new Usage();
    startedMs = nowMs;
    restarts++;
    leakedBytes = 0;
  }

  private String newId() {
    byte[] bytes = new byte[32];
    random.nextBytes(bytes);
    return HexFormat.of().formatHex(bytes);
  }

  /** CPU that it burns on top of its normal work; 0 ends it. */
  public void burn(double cores) {
    extraCores = cores;
  }

  /** Memory that it loses each second, until it is killed; 0 ends it. */
  public void leak(double bytesPerSecond) {
    leakBytesPerSecond = bytesPerSecond;
  }

  /** Errors that it logs each second on top of its normal lines; 0 ends it. */
  public void fail(double errorsPerSecond) {
    this.errorsPerSecond = errorsPerSecond;
  }

  public Workload workload() {
    return workload;
  }

  public String name() {
    return name;
  }

  /** Name of the pod's owner; for a deployment its replica set. */
  public String ownerName() {
    return ownerName;
  }

  public UUID uid() {
    return uid;
  }

  public String node() {
    return node;
  }

  public String containerId() {
    return containerId;
  }

  public String sandboxId() {
    return sandboxId;
  }

  public String image() {
    return "registry.example/" + workload.name() + ":1.4";
  }

  /** Use of the container since it began last. */
  public Usage container() {
    return container;
  }

  /** Use of the sandbox, which holds the network, since the pod began. */
  public Usage sandbox() {
    return sandbox;
  }

  /** Use of the pod's cgroup: container and sandbox together. */
  public Usage whole() {
    Usage whole = new Usage();
    whole.addAll(container);
    whole.addAll(sandbox);
    return whole;
  }

  /**
   * What the containers before the current one used: gone from the pod, still in the node's root.
   */
  Usage past() {
    return past;
  }

  /** When the container began last, in ms since the epoch. */
  public long startedMs() {
    return startedMs;
  }

  public int restarts() {
    return restarts;
  }

  /** Errors a second that it logs on top of its normal lines. */
  public double errorsPerSecond() {
    return errorsPerSecond;
  }
}
