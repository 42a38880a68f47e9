package io.miharu.kubernetes;

import io.fabric8.kubernetes.api.model.ContainerStatus;
import io.fabric8.kubernetes.api.model.Namespace;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.api.model.OwnerReference;
import io.miharu.model.Dimensions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Turns the API's objects into ours. Every field of theirs may be missing. */
final class PodReader {
  private static final String TEMPLATE_HASH = "pod-template-hash";
  private static final String MIRROR = "kubernetes.io/config.mirror";

  private final PodSettings settings;

  PodReader(PodSettings settings) {
    this.settings = settings;
  }

  Pod read(io.fabric8.kubernetes.api.model.Pod pod) {
    ObjectMeta metadata = pod.getMetadata();
    boolean hostNetwork =
        pod.getSpec() != null && Boolean.TRUE.equals(pod.getSpec().getHostNetwork());
    return new Pod(
        nonNull(metadata.getNamespace()),
        nonNull(metadata.getName()),
        uid(metadata),
        hostNetwork,
        owner(metadata),
        settings.defaultTenant(),
        labels(metadata),
        containers(pod));
  }

  /** The tenant that the namespace's annotation names. */
  static Optional<String> tenant(Namespace namespace) {
    return Optional.ofNullable(
            annotations(namespace.getMetadata()).get(PodSettings.TENANT_ANNOTATION))
        .map(String::strip)
        .filter(tenant -> !tenant.isEmpty());
  }

  /** The node names cgroups and log folders of a static pod by its configuration's hash. */
  private static String uid(ObjectMeta metadata) {
    String mirrored = annotations(metadata).get(MIRROR);
    return mirrored != null ? mirrored : nonNull(metadata.getUid());
  }

  private static @Nullable Owner owner(ObjectMeta metadata) {
    List<OwnerReference> references = metadata.getOwnerReferences();
    if (references == null || references.isEmpty()) {
      return null;
    }
    OwnerReference reference =
        references.stream()
            .filter(candidate -> Boolean.TRUE.equals(candidate.getController()))
            .findFirst()
            .orElse(references.get(0));
    String name = nonNull(reference.getName());
    return switch (nonNull(reference.getKind())) {
      case "ReplicaSet" ->
          WorkloadNames.behindReplicaSet(
              name, nonNull(allLabels(metadata).getOrDefault(TEMPLATE_HASH, "")));
      case "StatefulSet" -> new Owner(Owner.STATEFUL_SET, name);
      case "DaemonSet" -> new Owner(Owner.DAEMON_SET, name);
      case "Job" -> WorkloadNames.behindJob(name);
      case "ReplicationController" -> new Owner(Owner.REPLICATION_CONTROLLER, name);
      default -> null;
    };
  }

  private Dimensions labels(ObjectMeta metadata) {
    Dimensions.Builder builder = Dimensions.builder();
    settings.labels().forEach(key -> builder.putIfPresent(key, allLabels(metadata).get(key)));
    return builder.build();
  }

  private static List<Container> containers(io.fabric8.kubernetes.api.model.Pod pod) {
    if (pod.getStatus() == null) {
      return List.of();
    }
    List<Container> containers = new ArrayList<>();
    Stream.of(
            pod.getStatus().getContainerStatuses(),
            pod.getStatus().getInitContainerStatuses(),
            pod.getStatus().getEphemeralContainerStatuses())
        .filter(statuses -> statuses != null)
        .flatMap(List::stream)
        .forEach(status -> containers.add(container(status)));
    return containers;
  }

  private static Container container(ContainerStatus status) {
    String id = nonNull(status.getContainerID());
    return new Container(
        nonNull(status.getName()),
        nonNull(status.getImage()),
        id.substring(id.lastIndexOf('/') + 1));
  }

  private static Map<String, String> annotations(ObjectMeta metadata) {
    return metadata.getAnnotations() == null ? Map.of() : metadata.getAnnotations();
  }

  private static Map<String, String> allLabels(ObjectMeta metadata) {
    return metadata.getLabels() == null ? Map.of() : metadata.getLabels();
  }

  private static String nonNull(@Nullable String text) {
    return text == null ? "" : text;
  }
}
