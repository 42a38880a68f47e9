package io.miharu.stream.rollups;

import io.miharu.model.Rollup;
import io.miharu.model.Values;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;

/**
 * Adds results up by metric name. The last bit of a sum depends on the order of adding, so callers
 * add in an order that is always the same. Mutable, not thread-safe.
 */
final class RollupSum {
  private final TreeMap<String, Rollup> byName = new TreeMap<>();

  /** Adds, unless the sum would no longer be a finite number, which no reader could take. */
  void add(Rollup rollup) {
    Rollup before = byName.get(rollup.name());
    Rollup sum = before == null ? rollup : before.plus(rollup);
    if (Double.isFinite(sum.total()) && Double.isFinite(sum.sum())) {
      byName.put(sum.name(), sum);
    }
  }

  void addAll(Iterable<Rollup> rollups) {
    rollups.forEach(this::add);
  }

  boolean isEmpty() {
    return byName.isEmpty();
  }

  /** In order of names. */
  List<Rollup> rollups() {
    return new ArrayList<>(byName.values());
  }

  /** The totals, in order of names. */
  Values totals() {
    Values.Builder totals = Values.builder();
    byName.values().forEach(rollup -> totals.put(rollup.name(), rollup.total()));
    return totals.build();
  }
}
