package io.miharu.stream.state;

import io.miharu.model.Dimensions;

/**
 * Whose metrics they are: a container, a pod, a node, or a group of containers.
 *
 * @param tenant the Monasca project id
 * @param dimensions shared by all its metrics
 */
public record EntityId(String tenant, Dimensions dimensions) implements Comparable<EntityId> {

  /** As a record key: records of one entity or group belong to one partition. */
  public String toKey() {
    return tenant + '/' + dimensions;
  }

  /** By tenant, then by dimensions: any order will do, as long as it is always the same. */
  @Override
  public int compareTo(EntityId other) {
    int byTenant = tenant.compareTo(other.tenant);
    return byTenant != 0 ? byTenant : dimensions.compareTo(other.dimensions);
  }
}
