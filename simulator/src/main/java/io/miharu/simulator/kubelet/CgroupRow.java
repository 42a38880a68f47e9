package io.miharu.simulator.kubelet;

import io.miharu.simulator.cluster.SimulatedNode;
import io.miharu.simulator.cluster.SimulatedPod;
import io.miharu.simulator.cluster.Usage;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A cgroup as cAdvisor in a kubelet sees it: the node's root, the parent of all pods, a pod, its
 * sandbox, or a container. Which of them a row speaks of shows only in its labels.
 *
 * @param labels without braces, the whole set on every row, blank where unknown
 * @param usage of the cgroup
 * @param pod that a container row belongs to, else null
 * @param networkInterface whose traffic the row carries, or null for none
 */
record CgroupRow(
    String labels, Usage usage, @Nullable SimulatedPod pod, @Nullable String networkInterface) {

  /** All rows of a node. */
  static List<CgroupRow> of(SimulatedNode node) {
    List<CgroupRow> rows = new ArrayList<>();
    rows.add(new CgroupRow(labels("", "/", "", "", "", ""), node.root(), null, "eth0"));
    rows.add(new CgroupRow(labels("", "/kubepods", "", "", "", ""), node.allPods(), null, null));
    node.pods().forEach(pod -> addPod(rows, pod));
    return rows;
  }

  private static void addPod(List<CgroupRow> rows, SimulatedPod pod) {
    String namespace = pod.workload().namespace();
    String cgroup = "/kubepods/burstable/pod" + pod.uid();
    rows.add(
        new CgroupRow(labels("", cgroup, "", "", namespace, pod.name()), pod.whole(), null, null));
    rows.add(
        new CgroupRow(
            labels(
                "",
                cgroup + "/" + pod.sandboxId(),
                "registry.example/pause:3.9",
                pod.sandboxId(),
                namespace,
                pod.name()),
            pod.sandbox(),
            null,
            "eth0"));
    rows.add(
        new CgroupRow(
            labels(
                pod.workload().name(),
                cgroup + "/" + pod.containerId(),
                pod.image(),
                pod.containerId(),
                namespace,
                pod.name()),
            pod.container(),
            pod,
            null));
  }

  private static String labels(
      String container, String id, String image, String name, String namespace, String pod) {
    return "container=\"%s\",id=\"%s\",image=\"%s\",name=\"%s\",namespace=\"%s\",pod=\"%s\""
        .formatted(container, id, image, name, namespace, pod);
  }
}
