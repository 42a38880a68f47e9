package io.miharu.simulator.kubelet;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.miharu.simulator.cluster.SimulatedCluster;
import io.miharu.simulator.cluster.SimulatedPod;
import io.miharu.simulator.cluster.Workload;
import io.miharu.simulator.cluster.WorkloadKind;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/** All pods as a v1 PodList: what an API server would say of them. */
public final class PodListJson {
  private PodListJson() {}

  public static ObjectNode of(SimulatedCluster.Snapshot snapshot) {
    ObjectNode list = JsonNodeFactory.instance.objectNode();
    list.put("apiVersion", "v1").put("kind", "PodList");
    ArrayNode items = list.putArray("items");
    snapshot.nodes().forEach(node -> node.pods().forEach(pod -> items.add(pod(pod))));
    return list;
  }

  private static ObjectNode pod(SimulatedPod pod) {
    Workload workload = pod.workload();
    ObjectNode object = JsonNodeFactory.instance.objectNode();
    object.put("apiVersion", "v1").put("kind", "Pod");
    ObjectNode metadata = object.putObject("metadata");
    metadata
        .put("name", pod.name())
        .put("namespace", workload.namespace())
        .put("uid", pod.uid().toString());
    ObjectNode labels = metadata.putObject("labels").put("app", workload.name());
    if (workload.kind() == WorkloadKind.DEPLOYMENT) {
      labels.put(
          "pod-template-hash", pod.ownerName().substring(pod.ownerName().lastIndexOf('-') + 1));
    }
    metadata
        .putArray("ownerReferences")
        .addObject()
        .put("apiVersion", workload.kind().ownerApiVersion())
        .put("kind", workload.kind().ownerKind())
        .put("name", pod.ownerName())
        .put("uid", pod.uid().toString())
        .put("controller", true);
    ObjectNode spec = object.putObject("spec").put("nodeName", pod.node());
    spec.put("hostNetwork", false);
    ObjectNode container = spec.putArray("containers").addObject();
    container.put("name", workload.name()).put("image", pod.image());
    container
        .putObject("resources")
        .putObject("limits")
        .put("memory", Long.toString(workload.memoryLimitBytes()))
        .put("cpu", Double.toString(workload.cpuLimitCores()));
    object.set("status", status(pod));
    return object;
  }

  private static ObjectNode status(SimulatedPod pod) {
    ObjectNode status = JsonNodeFactory.instance.objectNode();
    status.put("phase", "Running");
    ObjectNode container = status.putArray("containerStatuses").addObject();
    container
        .put("name", pod.workload().name())
        .put("ready", true)
        .put("restartCount", pod.restarts())
        .put("image", pod.image())
        .put("containerID", "containerd://" + pod.containerId());
    container.putObject("state").putObject("running").put("startedAt", time(pod.startedMs()));
    if (pod.restarts() > 0) {
      container
          .putObject("lastState")
          .putObject("terminated")
          .put("exitCode", 137)
          .put("reason", "OOMKilled")
          .put("finishedAt", time(pod.startedMs()));
    }
    return status;
  }

  private static String time(long ms) {
    return Instant.ofEpochMilli(ms).truncatedTo(ChronoUnit.SECONDS).toString();
  }
}
