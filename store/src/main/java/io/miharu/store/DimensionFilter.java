package io.miharu.store;

import io.miharu.model.Dimensions;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Which dimensions a series must have; every entry must hold.
 *
 * @param alternatives by key the values of which the series must have one; an empty list means that
 *     the key must be there, whatever its value
 */
public record DimensionFilter(Map<String, List<String>> alternatives) {
  /** Lets every series through. */
  public static final DimensionFilter ANY = new DimensionFilter(Map.of());

  public DimensionFilter {
    Map<String, List<String>> copy = new TreeMap<>();
    alternatives.forEach((key, values) -> copy.put(key, List.copyOf(values)));
    alternatives = Collections.unmodifiableMap(copy);
  }

  /** Series that have each of these dimensions, and perhaps others. */
  public static DimensionFilter of(Dimensions dimensions) {
    Map<String, List<String>> map = new LinkedHashMap<>();
    dimensions.forEach((key, value) -> map.put(key, List.of(value)));
    return new DimensionFilter(map);
  }

  public boolean matches(Dimensions dimensions) {
    for (Map.Entry<String, List<String>> entry : alternatives.entrySet()) {
      String value = dimensions.get(entry.getKey());
      if (value == null || !(entry.getValue().isEmpty() || entry.getValue().contains(value))) {
        return false;
      }
    }
    return true;
  }
}
