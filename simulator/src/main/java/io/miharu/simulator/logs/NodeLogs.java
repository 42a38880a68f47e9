package io.miharu.simulator.logs;

import io.miharu.simulator.cluster.SimulatedCluster;
import io.miharu.simulator.cluster.SimulatedPod;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.SplittableRandom;

/**
 * Writes the logs of all containers, laid out below a directory for each node as a kubelet lays
 * them out below {@code /var/log/pods}. Not thread-safe.
 */
public final class NodeLogs implements AutoCloseable {
  private static final long NANOS_OF_A_SECOND = 1_000_000_000;

  private final Path directory;
  private final long maxFileBytes;
  private final SplittableRandom random;
  private final Map<String, Open> open = new HashMap<>();

  private record Open(int restarts, ContainerLog log) {}

  /**
   * @param directory below which {@code <node>/pods/<namespace>_<pod>_<uid>/<container>/<n>.log} is
   *     written
   * @param maxFileBytes at which a file is rotated
   */
  public NodeLogs(Path directory, long maxFileBytes, long seed) {
    this.directory = directory;
    this.maxFileBytes = maxFileBytes;
    this.random = new SplittableRandom(seed);
  }

  /** The pattern that finds every log file of a node. */
  public String glob(String node) {
    return directory.resolve(node).resolve("pods") + "/*/*/*.log";
  }

  /**
   * Writes what the containers log within one second.
   *
   * @throws IOException if a file cannot be written
   */
  public void writeSecond(SimulatedCluster.Snapshot snapshot) throws IOException {
    for (var node : snapshot.nodes()) {
      for (SimulatedPod pod : node.pods()) {
        writeSecond(pod, Instant.ofEpochMilli(snapshot.nowMs()));
      }
    }
  }

  @Override
  public void close() throws IOException {
    for (Open file : open.values()) {
      file.log().close();
    }
    open.clear();
  }

  private void writeSecond(SimulatedPod pod, Instant second) throws IOException {
    int normal = count(pod.workload().linesPerSecond());
    int failures = count(pod.errorsPerSecond());
    int total = normal + failures;
    for (int i = 0; i < total; i++) {
      Instant time = second.plusNanos(NANOS_OF_A_SECOND * i / total + random.nextInt(1_000));
      LogText.Output output =
          i < failures
              ? LogText.failure(pod.workload().style(), time, random)
              : LogText.normal(pod.workload().style(), time, random);
      log(pod).write(time, output);
    }
  }

  /** A whole number that on average is the given one. */
  private int count(double average) {
    int whole = (int) average;
    return whole + (random.nextDouble() < average - whole ? 1 : 0);
  }

  private ContainerLog log(SimulatedPod pod) throws IOException {
    String key = pod.uid().toString();
    Open current = open.get(key);
    if (current == null || current.restarts() != pod.restarts()) {
      if (current != null) {
        current.log().close();
      }
      current = new Open(pod.restarts(), new ContainerLog(file(pod), maxFileBytes));
      open.put(key, current);
    }
    return current.log();
  }

  private Path file(SimulatedPod pod) {
    String folder = pod.workload().namespace() + "_" + pod.name() + "_" + pod.uid();
    return directory
        .resolve(pod.node())
        .resolve("pods")
        .resolve(folder)
        .resolve(pod.workload().name())
        .resolve(pod.restarts() + ".log");
  }
}
