package io.miharu.simulator;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.miharu.simulator.cluster.ClusterSpec;
import io.miharu.simulator.cluster.SimulatedCluster;
import io.miharu.simulator.incident.Script;
import io.miharu.simulator.kubelet.KubeletServer;
import io.miharu.simulator.kubelet.PodListJson;
import io.miharu.simulator.logs.NodeLogs;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A synthetic cluster that runs in real time: one kubelet server for each node, log files, a pod
 * list in a file, and incidents. Everything below one directory and on loopback.
 */
public final class Simulator implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Simulator.class);
  private static final long LOG_FILE_BYTES = 10 << 20;

  private final Clock clock;
  private final Path directory;
  private final long startMs;
  private final SimulatedCluster cluster;
  private final Script script;
  private final Consumer<String> stories;
  private final NodeLogs logs;
  private final List<KubeletServer> kubelets = new ArrayList<>();
  private final ScheduledExecutorService ticker;
  private boolean writable = true;

  /**
   * @param directory for logs and the pod list; made if missing
   * @param script makes the incidents of the cluster that it is given
   * @param stories told, in a few words, what begins to go wrong
   */
  public Simulator(
      ClusterSpec spec,
      Path directory,
      Clock clock,
      Function<SimulatedCluster, Script> script,
      Consumer<String> stories) {
    this.clock = clock;
    this.directory = directory;
    this.startMs = clock.millis();
    this.cluster = SimulatedCluster.of(spec, startMs);
    this.script = script.apply(cluster);
    this.stories = stories;
    this.logs = new NodeLogs(directory.resolve("logs"), LOG_FILE_BYTES, spec.seed());
    ThreadFactory threads =
        task -> {
          Thread thread = new Thread(task, "simulator");
          thread.setDaemon(true);
          return thread;
        };
    this.ticker = Executors.newSingleThreadScheduledExecutor(threads);
  }

  /**
   * Starts the kubelets on free ports and lets the cluster live, second by second.
   *
   * @throws UncheckedIOException if the directory cannot be written
   */
  public Simulator start() {
    try {
      Files.createDirectories(directory);
      writePods();
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot write the simulated cluster to " + directory, e);
    }
    for (String node :
        cluster.read(now -> now.nodes().stream().map(each -> each.name()).toList())) {
      kubelets.add(new KubeletServer(node, cluster).start(0));
    }
    ticker.scheduleAtFixedRate(this::tick, 1, 1, TimeUnit.SECONDS);
    return this;
  }

  /** One for each node, in the order of the nodes. */
  public List<KubeletServer> kubelets() {
    return List.copyOf(kubelets);
  }

  /** The file with the cluster's pods, a v1 PodList that is kept current. */
  public Path podsFile() {
    return directory.resolve("pods.json");
  }

  /** The pattern that finds every log file of a node. */
  public String logGlob(String node) {
    return logs.glob(node);
  }

  /** The cluster itself: the truth to compare measurements with. */
  public SimulatedCluster cluster() {
    return cluster;
  }

  @Override
  public void close() {
    ticker.shutdownNow();
    kubelets.forEach(KubeletServer::close);
    try {
      ticker.awaitTermination(5, TimeUnit.SECONDS);
      logs.close();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (IOException e) {
      LOG.warn("Cannot close the simulated logs: {}", e.toString());
    }
  }

  private void tick() {
    long nowMs = clock.millis();
    long elapsedSeconds = (nowMs - startMs) / 1_000;
    script.play(cluster, elapsedSeconds, stories);
    kubelets.forEach(kubelet -> kubelet.silent(script.isSilent(kubelet.node(), elapsedSeconds)));
    cluster.advance(nowMs);
    try {
      cluster.read(this::writeSecond);
      writePods();
      writable = true;
    } catch (IOException | UncheckedIOException e) {
      if (writable) {
        LOG.warn("The simulated cluster cannot write below {}: {}", directory, e.toString());
      }
      writable = false;
    }
  }

  private boolean writeSecond(SimulatedCluster.Snapshot snapshot) {
    try {
      logs.writeSecond(snapshot);
      return true;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Replaces the file as a whole, so that a reader never sees half of it. */
  private void writePods() throws IOException {
    ObjectNode pods = cluster.read(PodListJson::of);
    Path half = directory.resolve("pods.json.new");
    Files.writeString(half, pods.toPrettyString());
    Files.move(
        half, podsFile(), StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
  }
}
