package io.miharu.stream.rollups;

import io.miharu.model.catalogue.CatalogueMetric;
import org.jspecify.annotations.Nullable;

/**
 * One metric of an entity, at a fixed place in its windows.
 *
 * @param name full metric name
 * @param kind how its values fold
 * @param metric its place in the roll-ups; null if it has none
 * @param rateName what its rate per second would be called
 */
public record Column(String name, Kind kind, @Nullable RolledMetric metric, String rateName) {

  /** How values fold: a counter's total is its increase, that of all others the mean. */
  public enum Kind {
    GAUGE,
    COUNTER,
    RATE
  }

  public static Column of(String name, Kind kind) {
    String interned = name.intern();
    String rateName = (interned + CatalogueMetric.RATE_SUFFIX).intern();
    return new Column(interned, kind, RolledMetric.of(interned), rateName);
  }
}
