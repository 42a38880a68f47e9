package io.miharu.stream.rollups;

import io.miharu.model.Dimensions;
import io.miharu.model.Feeder;
import io.miharu.model.MetricBatch;
import io.miharu.model.Rollup;
import io.miharu.model.RollupBatch;
import io.miharu.model.RollupPartial;
import io.miharu.model.Tier;
import io.miharu.model.catalogue.Entity;
import io.miharu.stream.state.EntityId;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * One window of one node: the entities' results in, and out come the roll-ups of containers, pods
 * and the node, and what the node adds to workloads, namespaces and the cluster. Used for a window
 * that closes and for a late addition to one. Entities must be added in a fixed order. Mutable, not
 * thread-safe.
 */
public final class NodeWindow {
  private final long start;
  private final String clusterTenant;
  private final List<RollupBatch> own = new ArrayList<>();
  private final TreeMap<EntityId, RollupSum> pods = new TreeMap<>();
  private final TreeMap<EntityId, RollupSum> derivedPods = new TreeMap<>();
  private final TreeMap<EntityId, RollupSum> groups = new TreeMap<>();
  private final long delta;

  /**
   * @param start event time in ms since the epoch
   * @param delta 0 for the window itself, else the ns of a late addition, see {@link LateDelta}
   * @param clusterTenant whose the cluster's totals are
   */
  public NodeWindow(long start, long delta, String clusterTenant) {
    this.start = start;
    this.delta = delta;
    this.clusterTenant = clusterTenant;
  }

  /** Counts an entity's results for every scope that it belongs to. */
  public void add(EntityId id, List<ScopedRollup> results) {
    RollupSum kept = new RollupSum();
    for (ScopedRollup result : results) {
      switch (result.metric().entity()) {
        case CONTAINER -> {
          kept.add(result.rollup());
          EntityId pod = Groups.pod(id);
          add(pods, pod, result.in(Entity.POD));
          add(derivedPods, pod, result.in(Entity.POD));
          addToGroups(id, result);
        }
        case POD -> {
          add(pods, id, result.rollup());
          addToGroups(id, result);
        }
        case NODE -> kept.add(result.rollup());
        case WORKLOAD, NAMESPACE, CLUSTER -> {
          // Never scraped: these are made from the others.
        }
      }
    }
    if (!kept.isEmpty()) {
      own.add(batch(id, kept.rollups()));
    }
  }

  private void addToGroups(EntityId id, ScopedRollup result) {
    add(groups, Groups.workload(id), result.in(Entity.WORKLOAD));
    add(groups, Groups.namespace(id), result.in(Entity.NAMESPACE));
    add(groups, cluster(), result.in(Entity.CLUSTER));
  }

  private EntityId cluster() {
    return new EntityId(clusterTenant, Dimensions.empty());
  }

  private static void add(
      TreeMap<EntityId, RollupSum> sums, @Nullable EntityId group, Rollup rollup) {
    if (group != null) {
      sums.computeIfAbsent(group, key -> new RollupSum()).add(rollup);
    }
  }

  /** Roll-ups of containers, the node, and pods. */
  public List<RollupBatch> rollups() {
    List<RollupBatch> batches = new ArrayList<>(own);
    pods.forEach((pod, sum) -> batches.add(batch(pod, sum.rollups())));
    return batches;
  }

  /**
   * The totals of pods that were made from containers, for alarms. What was scraped of pods and
   * nodes themselves is left out: alarms have seen those series under the same names already.
   */
  public List<MetricBatch> metrics() {
    List<MetricBatch> batches = new ArrayList<>();
    derivedPods.forEach(
        (pod, sum) ->
            batches.add(
                new MetricBatch(
                    pod.tenant(), pod.dimensions(), start, Feeder.ROLLUPS, true, sum.totals())));
    return batches;
  }

  /** What the node adds to the groups that other nodes add to as well. */
  public List<RollupPartial> partials(String node) {
    List<RollupPartial> partials = new ArrayList<>();
    groups.forEach(
        (group, sum) ->
            partials.add(
                new RollupPartial(group.tenant(), group.dimensions(), node, start, sum.rollups())));
    return partials;
  }

  private RollupBatch batch(EntityId id, List<Rollup> rollups) {
    return new RollupBatch(id.tenant(), id.dimensions(), Tier.MINUTE, start, delta, rollups);
  }
}
