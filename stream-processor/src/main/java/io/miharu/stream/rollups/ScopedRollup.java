package io.miharu.stream.rollups;

import io.miharu.model.Rollup;
import io.miharu.model.catalogue.Entity;

/**
 * A result with what is needed to count it for larger scopes.
 *
 * @param metric which metric, and whose
 * @param rollup under the entity's own metric name
 */
public record ScopedRollup(RolledMetric metric, Rollup rollup) {

  /** The same numbers under the name that they have in another scope. */
  Rollup in(Entity scope) {
    return new Rollup(
        metric.name(scope),
        rollup.total(),
        rollup.sum(),
        rollup.count(),
        rollup.min(),
        rollup.max());
  }
}
