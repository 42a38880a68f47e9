package io.miharu.store.influxdb;

import io.miharu.model.Dimensions;
import io.miharu.store.Target;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Which (series, hour, name) the directory has been told of. Bounded: what was not used for longest
 * is forgotten first and told again, which changes nothing in the store. Not thread-safe.
 */
final class SeenSeries {
  private final Map<Key, Set<String>> fields;

  SeenSeries(int maxSeries) {
    fields =
        new LinkedHashMap<>(1024, 0.75f, true) {
          @Override
          protected boolean removeEldestEntry(Map.Entry<Key, Set<String>> eldest) {
            return size() > maxSeries;
          }
        };
  }

  /** Whether any of the fields is new for this series in this hour; from now on none is. */
  boolean add(Key key, List<String> seen) {
    Set<String> known = fields.computeIfAbsent(key, unused -> new HashSet<>());
    boolean added = false;
    for (int i = 0; i < seen.size(); i++) {
      added |= known.add(seen.get(i));
    }
    return added;
  }

  void clear() {
    fields.clear();
  }

  /** A series in one hour; {@code hourMs} is the hour's start in ms since the epoch. */
  record Key(
      Target target, String tenant, String measurement, Dimensions dimensions, long hourMs) {}
}
