package io.miharu.kubernetes;

import io.miharu.model.Dimensions;
import io.miharu.model.catalogue.DimensionNames;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A pod as far as metrics and logs need it.
 *
 * @param namespace its namespace
 * @param name its name
 * @param uid the API server's; of a static pod the hash of its configuration, as in the names of
 *     cgroups and log folders; empty if unknown
 * @param hostNetwork whether it shares the node's network, whose counters are then not its own
 * @param owner its workload; null for a pod that stands alone
 * @param tenant the Monasca project id
 * @param labels those that were asked for and that it has
 * @param containers in no particular order, init containers included
 */
public record Pod(
    String namespace,
    String name,
    String uid,
    boolean hostNetwork,
    @Nullable Owner owner,
    String tenant,
    Dimensions labels,
    List<Container> containers) {
  public Pod {
    containers = List.copyOf(containers);
  }

  /** A pod of which only names are known; its owner is guessed by {@link WorkloadNames}. */
  public static Pod named(String namespace, String name, String uid, String tenant) {
    return new Pod(
        namespace,
        name,
        uid,
        false,
        WorkloadNames.ownerOf(name).orElse(null),
        tenant,
        Dimensions.empty(),
        List.of());
  }

  /** The container with the runtime's id, if the status shows it. */
  public Optional<Container> container(String id) {
    return containers.stream().filter(container -> container.id().equals(id)).findFirst();
  }

  /**
   * Monasca's dimensions of a pod: labels, namespace, pod_name, the workload's name under its type,
   * owner_type; and the node as hostname. A label never hides one of the others.
   */
  public Dimensions dimensions(String node) {
    Dimensions.Builder builder =
        labels.toBuilder()
            .put(DimensionNames.HOSTNAME, node)
            .put(DimensionNames.NAMESPACE, namespace)
            .put(DimensionNames.POD, name);
    if (owner != null) {
      builder.put(owner.type(), owner.name()).put(DimensionNames.OWNER_TYPE, owner.type());
    }
    return builder.build();
  }

  /**
   * The pod's dimensions and the container's own.
   *
   * @param image left out if empty
   */
  public Dimensions dimensions(String node, String container, String image) {
    return dimensions(node).toBuilder()
        .put(DimensionNames.CONTAINER, container)
        .putIfPresent(DimensionNames.IMAGE, image)
        .build();
  }

  Pod withTenant(String tenant) {
    return new Pod(namespace, name, uid, hostNetwork, owner, tenant, labels, containers);
  }
}
