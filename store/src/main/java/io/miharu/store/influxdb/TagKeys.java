package io.miharu.store.influxdb;

import io.miharu.model.Dimensions;
import java.util.Map;
import java.util.Set;

/**
 * How dimension keys become tag keys. A key that InfluxDB reserves, that is a field of the same
 * measurement, or that looks like a key of ours gets a prefix.
 *
 * @param reserved the keys that mean something else where the tags stand
 */
record TagKeys(Set<String> reserved) {
  static final String PREFIX = "_dim_";

  TagKeys {
    reserved = Set.copyOf(reserved);
  }

  /** The key before {@link StoredText}'s encoding. */
  String tagKey(String dimension) {
    return isPrefixed(dimension) ? PREFIX + dimension : dimension;
  }

  boolean isPrefixed(String dimension) {
    return dimension.startsWith("_") || reserved.contains(dimension);
  }

  /** The dimensions among the tags of an answer: keys of ours and absent tags are left out. */
  static Dimensions dimensions(Map<String, String> tags) {
    Dimensions.Builder builder = Dimensions.builder();
    tags.forEach(
        (storedKey, value) -> {
          if (!value.isEmpty() && (!storedKey.startsWith("_") || storedKey.startsWith(PREFIX))) {
            String key =
                storedKey.startsWith(PREFIX) ? storedKey.substring(PREFIX.length()) : storedKey;
            builder.put(StoredText.decode(key), StoredText.decode(value));
          }
        });
    return builder.build();
  }
}
