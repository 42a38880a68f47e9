package io.miharu.stream.rollups;

import io.miharu.model.Dimensions;
import io.miharu.model.catalogue.DimensionNames;
import io.miharu.stream.state.EntityId;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Which larger groups the metrics of a container or pod count for. */
final class Groups {
  private Groups() {}

  /** The pod of a container, or null for one that runs outside Kubernetes. */
  static @Nullable EntityId pod(EntityId container) {
    Dimensions dimensions = container.dimensions();
    if (!dimensions.containsKey(DimensionNames.POD)) {
      return null;
    }
    Dimensions.Builder pod = Dimensions.builder();
    dimensions.forEach(
        (key, value) -> {
          if (!key.equals(DimensionNames.CONTAINER) && !key.equals(DimensionNames.IMAGE)) {
            pod.put(key, value);
          }
        });
    return new EntityId(container.tenant(), pod.build());
  }

  /** The workload, or null for a pod that nobody owns. */
  static @Nullable EntityId workload(EntityId id) {
    Dimensions dimensions = id.dimensions();
    String ownerType = dimensions.get(DimensionNames.OWNER_TYPE);
    if (ownerType == null
        || !dimensions.containsKey(ownerType)
        || !dimensions.containsKey(DimensionNames.NAMESPACE)) {
      return null;
    }
    return new EntityId(
        id.tenant(),
        dimensions.only(List.of(DimensionNames.NAMESPACE, DimensionNames.OWNER_TYPE, ownerType)));
  }

  /** The namespace, or null outside Kubernetes. */
  static @Nullable EntityId namespace(EntityId id) {
    return id.dimensions().containsKey(DimensionNames.NAMESPACE)
        ? new EntityId(id.tenant(), id.dimensions().only(List.of(DimensionNames.NAMESPACE)))
        : null;
  }
}
