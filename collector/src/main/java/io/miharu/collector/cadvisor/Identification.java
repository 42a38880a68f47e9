package io.miharu.collector.cadvisor;

import io.miharu.kubernetes.Container;
import io.miharu.kubernetes.Pod;
import io.miharu.kubernetes.PodDirectory;
import io.miharu.model.Dimensions;
import io.miharu.model.catalogue.DimensionNames;
import io.miharu.model.catalogue.Entity;
import java.util.Optional;

/** Finds the tenant and the dimensions of whom a row speaks of. */
final class Identification {
  /** How a bare digest begins: says nothing to people, where the pod's status has a name. */
  private static final String DIGEST = "sha256:";

  private final String node;
  private final PodDirectory pods;
  private final String defaultTenant;

  /**
   * @param node the node's name: the dimension hostname
   * @param defaultTenant the Monasca project id of the node and of containers without a namespace
   */
  Identification(String node, PodDirectory pods, String defaultTenant) {
    this.node = node;
    this.pods = pods;
    this.defaultTenant = defaultTenant;
  }

  /** Rises when an earlier answer may be out of date. */
  long version() {
    return pods.version();
  }

  /** Empty if the row speaks of a pod that nobody knows, or of nothing that goes on. */
  Optional<Ascription> identify(RowIdentity row) {
    return switch (row.subject()) {
      case NODE -> Optional.of(node());
      case HOST_CONTAINER -> Optional.of(hostContainer(row));
      case CONTAINER -> Optional.of(container(row, pod(row)));
      case POD -> Optional.of(network(pod(row)));
      case UNNAMED -> pods.byUid(row.podUid()).map(pod -> unnamed(row, pod));
      case OTHER -> Optional.empty();
    };
  }

  private Ascription node() {
    return new Ascription(
        defaultTenant, Dimensions.of(DimensionNames.HOSTNAME, node), Entity.NODE, true, true);
  }

  private Ascription hostContainer(RowIdentity row) {
    Dimensions dimensions =
        Dimensions.builder()
            .put(DimensionNames.HOSTNAME, node)
            .put(DimensionNames.CONTAINER, row.name().isEmpty() ? row.id() : row.name())
            .putIfPresent(DimensionNames.IMAGE, row.image())
            .build();
    return new Ascription(defaultTenant, dimensions, Entity.CONTAINER, true, true);
  }

  private Pod pod(RowIdentity row) {
    return Optional.of(row.podUid())
        .filter(uid -> !uid.isEmpty())
        .flatMap(pods::byUid)
        .or(() -> pods.byName(row.namespace(), row.pod()))
        .orElseGet(
            () ->
                Pod.named(row.namespace(), row.pod(), row.podUid(), pods.tenant(row.namespace())));
  }

  private Ascription container(RowIdentity row, Pod pod) {
    return container(pod, row.container(), image(row, pod));
  }

  private Ascription container(Pod pod, String name, String image) {
    return new Ascription(
        pod.tenant(), pod.dimensions(node, name, image), Entity.CONTAINER, false, true);
  }

  /** The counters of a pod on the host's network are the node's. */
  private Ascription network(Pod pod) {
    return new Ascription(
        pod.tenant(), pod.dimensions(node), Entity.POD, !pod.hostNetwork(), false);
  }

  /** What is not among the pod's containers is its sandbox. */
  private Ascription unnamed(RowIdentity row, Pod pod) {
    return pod.container(row.containerId())
        .map(container -> container(pod, container.name(), container.image()))
        .orElseGet(() -> network(pod));
  }

  private static String image(RowIdentity row, Pod pod) {
    if (!row.image().isEmpty() && !row.image().startsWith(DIGEST)) {
      return row.image();
    }
    return pod.containers().stream()
        .filter(container -> container.name().equals(row.container()))
        .map(Container::image)
        .findFirst()
        .orElse(row.image());
  }
}
