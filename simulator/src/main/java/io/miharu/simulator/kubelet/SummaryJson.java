package io.miharu.simulator.kubelet;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.miharu.simulator.cluster.SimulatedCluster;
import io.miharu.simulator.cluster.SimulatedNode;
import io.miharu.simulator.cluster.SimulatedPod;
import io.miharu.simulator.cluster.Usage;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/** {@code /stats/summary} of a node, as a kubelet serves it: times have whole seconds. */
final class SummaryJson {
  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

  private SummaryJson() {}

  static ObjectNode of(SimulatedCluster.Snapshot snapshot, String nodeName) {
    SimulatedNode node = snapshot.node(nodeName);
    String time = time(snapshot.nowMs());
    ObjectNode summary = JSON.objectNode();
    ObjectNode nodeStats = summary.putObject("node");
    nodeStats.put("nodeName", node.name());
    resources(nodeStats, node.root(), time);
    network(nodeStats, node.root(), time);
    ArrayNode pods = summary.putArray("pods");
    node.pods().forEach(pod -> pods.add(pod(pod, time)));
    return summary;
  }

  private static ObjectNode pod(SimulatedPod pod, String time) {
    ObjectNode stats = JSON.objectNode();
    stats
        .putObject("podRef")
        .put("name", pod.name())
        .put("namespace", pod.workload().namespace())
        .put("uid", pod.uid().toString());
    stats.put("startTime", time(pod.startedMs()));
    ObjectNode container = stats.putArray("containers").addObject();
    container.put("name", pod.workload().name());
    container.put("startTime", time(pod.startedMs()));
    resources(container, pod.container(), time);
    container
        .putObject("rootfs")
        .put("time", time)
        .put("usedBytes", Math.round(pod.container().diskBytes()));
    resources(stats, pod.whole(), time);
    network(stats, pod.sandbox(), time);
    return stats;
  }

  private static void resources(ObjectNode stats, Usage usage, String time) {
    stats
        .putObject("cpu")
        .put("time", time)
        .put("usageCoreNanoSeconds", Math.round(usage.cpuSeconds() * 1e9));
    stats
        .putObject("memory")
        .put("time", time)
        .put("usageBytes", Math.round(usage.workingSetBytes() + usage.cacheBytes()))
        .put("workingSetBytes", Math.round(usage.workingSetBytes()))
        .put("rssBytes", Math.round(usage.rssBytes()));
  }

  private static void network(ObjectNode stats, Usage usage, String time) {
    stats
        .putObject("network")
        .put("time", time)
        .put("name", "eth0")
        .put("rxBytes", Math.round(usage.receivedBytes()))
        .put("rxErrors", 0)
        .put("txBytes", Math.round(usage.sentBytes()))
        .put("txErrors", 0);
  }

  private static String time(long ms) {
    return Instant.ofEpochMilli(ms).truncatedTo(ChronoUnit.SECONDS).toString();
  }
}
