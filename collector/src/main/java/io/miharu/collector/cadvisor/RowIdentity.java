package io.miharu.collector.cadvisor;

import io.miharu.collector.exposition.Labels;
import java.util.Optional;

/**
 * The labels that say whom a row speaks of, whichever cAdvisor wrote it: the kubelet's, a
 * stand-alone one, or a container runtime's. Others are never read, above all not {@code
 * container_env_*}, which carry secrets. Blank where unknown.
 *
 * @param id path of the cgroup, or of a runtime that serves by itself, the container's id
 */
record RowIdentity(
    String id,
    String namespace,
    String pod,
    String uid,
    String container,
    String name,
    String image) {
  private static final String KUBERNETES = "container_label_io_kubernetes_";

  /** What dockershim calls the sandbox. */
  private static final String SANDBOX = "POD";

  /** What a row speaks of. */
  enum Subject {
    NODE,
    /** A container of a pod that is named. */
    CONTAINER,
    /** A pod's own cgroup or its sandbox: of these only the network counts. */
    POD,
    /** A container or sandbox of a pod of which only the uid is known. */
    UNNAMED,
    /** A container that no Kubernetes made. */
    HOST_CONTAINER,
    /** A slice or anything else that is counted elsewhere. */
    OTHER
  }

  static RowIdentity of(Labels labels) {
    String container = labels.first("container", KUBERNETES + "container_name");
    return new RowIdentity(
        labels.get("id"),
        labels.first("namespace", KUBERNETES + "pod_namespace"),
        labels.first("pod", KUBERNETES + "pod_name"),
        labels.get(KUBERNETES + "pod_uid"),
        container.equals(SANDBOX) ? "" : container,
        labels.get("name"),
        labels.get("image"));
  }

  Subject subject() {
    if (!pod.isEmpty()) {
      return container.isEmpty() ? Subject.POD : Subject.CONTAINER;
    }
    if (id.equals("/")) {
      return Subject.NODE;
    }
    Optional<Cgroup> cgroup = Cgroup.parse(id);
    if (cgroup.isPresent()) {
      return cgroup.get().container().isEmpty() ? Subject.OTHER : Subject.UNNAMED;
    }
    return name.isEmpty() && image.isEmpty() ? Subject.OTHER : Subject.HOST_CONTAINER;
  }

  /** The pod's uid, from a label or from the cgroup's path; empty if neither tells. */
  String podUid() {
    return uid.isEmpty() ? Cgroup.parse(id).map(Cgroup::uid).orElse("") : uid;
  }

  /** The runtime's id of the container; empty if unknown. */
  String containerId() {
    return Cgroup.parse(id).map(Cgroup::container).orElse("");
  }
}
