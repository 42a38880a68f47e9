package io.miharu.stream.rollups;

import io.miharu.model.catalogue.Catalogue;
import io.miharu.model.catalogue.CatalogueMetric;
import io.miharu.model.catalogue.Entity;
import io.miharu.model.catalogue.Kind;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A scraped metric that is rolled up: a catalogued one of containers, pods or nodes. Others, such
 * as those of annotated pods, have no place in the store's 1-minute tier.
 */
public final class RolledMetric {
  private static final String CORE_SECONDS = "core_seconds";
  private static final List<Entity> SCRAPED = List.of(Entity.CONTAINER, Entity.POD, Entity.NODE);
  private static final Map<String, RolledMetric> BY_NAME = byName();

  private final Entity entity;
  private final boolean cpuTime;
  private final String[] names;

  private RolledMetric(Entity entity, String suffix, boolean cpuTime) {
    this.entity = entity;
    this.cpuTime = cpuTime;
    this.names = new String[Entity.values().length];
    for (Entity scope : Entity.values()) {
      names[scope.ordinal()] = scope.metric(suffix).intern();
    }
  }

  /** The metric with the full name, or null if it is not rolled up. */
  public static @Nullable RolledMetric of(String fullName) {
    return BY_NAME.get(fullName);
  }

  /** Whose samples it consists of. */
  public Entity entity() {
    return entity;
  }

  /** Whether it counts seconds of CPU time: it cannot rise faster than the node's cores. */
  public boolean cpuTime() {
    return cpuTime;
  }

  /** Its full name when it speaks of another scope: {@code pod.…} for {@code container.…}. */
  String name(Entity scope) {
    return names[scope.ordinal()];
  }

  private static Map<String, RolledMetric> byName() {
    Map<String, RolledMetric> map = new HashMap<>();
    for (CatalogueMetric metric : Catalogue.metrics()) {
      boolean cpuTime = metric.unit().equals(CORE_SECONDS);
      for (Entity entity : SCRAPED) {
        map.put(entity.metric(metric.suffix()), new RolledMetric(entity, metric.suffix(), cpuTime));
        if (metric.kind() == Kind.COUNTER) {
          map.put(
              entity.metric(metric.rateSuffix()),
              new RolledMetric(entity, metric.rateSuffix(), false));
        }
      }
    }
    return Map.copyOf(map);
  }
}
