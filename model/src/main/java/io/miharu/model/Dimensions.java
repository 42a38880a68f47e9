package io.miharu.model;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.annotation.JsonDeserialize;
import com.fasterxml.jackson.databind.annotation.JsonSerialize;
import com.fasterxml.jackson.databind.deser.std.StdDeserializer;
import com.fasterxml.jackson.databind.ser.std.StdSerializer;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * An immutable map from string to string, sorted by key (UTF-16 order): together with the name it
 * identifies a metric within a tenant. Never null, may be empty. Two instances with the same pairs
 * are equal and have the same hash.
 *
 * <p>Kept as one sorted array of alternating keys and values, since millions of these live at once
 * and most have fewer than ten pairs.
 */
@JsonSerialize(using = Dimensions.Serializer.class)
@JsonDeserialize(using = Dimensions.Deserializer.class)
public final class Dimensions implements Comparable<Dimensions> {
  private static final Dimensions EMPTY = new Dimensions(new String[0]);

  private final String[] pairs;
  private final int hash;

  private Dimensions(String[] sortedPairs) {
    this.pairs = sortedPairs;
    this.hash = Arrays.hashCode(sortedPairs);
  }

  /** The empty map. */
  public static Dimensions empty() {
    return EMPTY;
  }

  /**
   * From alternating keys and values, in any order; of a repeated key the last value counts.
   *
   * @throws IllegalArgumentException if the number of strings is odd
   */
  public static Dimensions of(String... keysAndValues) {
    if (keysAndValues.length % 2 != 0) {
      throw new IllegalArgumentException(
          "keys and values must come in pairs, found " + keysAndValues.length + " strings");
    }
    return fromUnsorted(keysAndValues.clone(), keysAndValues.length);
  }

  /** A copy of the given map. */
  public static Dimensions copyOf(Map<String, String> map) {
    String[] pairs = new String[map.size() * 2];
    int i = 0;
    for (Map.Entry<String, String> entry : map.entrySet()) {
      pairs[i++] = entry.getKey();
      pairs[i++] = entry.getValue();
    }
    return fromUnsorted(pairs, i);
  }

  public static Builder builder() {
    return new Builder();
  }

  /** A builder that starts with the pairs of this map. */
  public Builder toBuilder() {
    Builder builder = new Builder();
    forEach(builder::put);
    return builder;
  }

  /** The value of the key, or null if the key is absent. */
  public @Nullable String get(String key) {
    int low = 0;
    int high = pairs.length / 2 - 1;
    while (low <= high) {
      int middle = (low + high) >>> 1;
      int order = pairs[2 * middle].compareTo(key);
      if (order == 0) {
        return pairs[2 * middle + 1];
      }
      if (order < 0) {
        low = middle + 1;
      } else {
        high = middle - 1;
      }
    }
    return null;
  }

  public boolean containsKey(String key) {
    return get(key) != null;
  }

  /** Whether every pair of {@code other} is also here; true for an empty {@code other}. */
  public boolean containsAll(Dimensions other) {
    int mine = 0;
    for (int theirs = 0; theirs < other.pairs.length; theirs += 2) {
      while (mine < pairs.length && pairs[mine].compareTo(other.pairs[theirs]) < 0) {
        mine += 2;
      }
      if (mine == pairs.length
          || !pairs[mine].equals(other.pairs[theirs])
          || !pairs[mine + 1].equals(other.pairs[theirs + 1])) {
        return false;
      }
    }
    return true;
  }

  /** The number of pairs. */
  public int size() {
    return pairs.length / 2;
  }

  public boolean isEmpty() {
    return pairs.length == 0;
  }

  /** The key at a position in sorted order. */
  public String key(int index) {
    return pairs[2 * index];
  }

  /** The value at a position in sorted order of keys. */
  public String value(int index) {
    return pairs[2 * index + 1];
  }

  public List<String> keys() {
    List<String> keys = new ArrayList<>(size());
    forEach((key, value) -> keys.add(key));
    return List.copyOf(keys);
  }

  /** Visits the pairs in sorted order of keys. */
  public void forEach(BiConsumer<String, String> visitor) {
    for (int i = 0; i < pairs.length; i += 2) {
      visitor.accept(pairs[i], pairs[i + 1]);
    }
  }

  /** A new sorted, mutable map with the same pairs. */
  public Map<String, String> toMap() {
    Map<String, String> map = new TreeMap<>();
    forEach(map::put);
    return map;
  }

  /** This map with one pair more, or with another value for the key. */
  public Dimensions with(String key, String value) {
    return toBuilder().put(key, value).build();
  }

  /** Only those pairs whose key is among the given ones. */
  public Dimensions only(Iterable<String> keys) {
    Builder builder = new Builder();
    for (String key : keys) {
      String value = get(key);
      if (value != null) {
        builder.put(key, value);
      }
    }
    return builder.build();
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return this == other
        || (other instanceof Dimensions that
            && hash == that.hash
            && Arrays.equals(pairs, that.pairs));
  }

  @Override
  public int hashCode() {
    return hash;
  }

  /** Lexicographic order over the sorted pairs: gives lists a stable order. */
  @Override
  public int compareTo(Dimensions other) {
    return Arrays.compare(pairs, other.pairs);
  }

  /** Like {@code {hostname=n7, queue=mail}}: for messages, not for parsing. */
  @Override
  public String toString() {
    StringBuilder text = new StringBuilder("{");
    forEach(
        (key, value) ->
            text.append(text.length() > 1 ? ", " : "").append(key).append('=').append(value));
    return text.append('}').toString();
  }

  private static Dimensions fromUnsorted(String[] pairs, int length) {
    if (length == 0) {
      return EMPTY;
    }
    // Insertion sort: few pairs, mostly in order already, and stable, so that the last one wins.
    for (int i = 2; i < length; i += 2) {
      String key = pairs[i];
      String value = pairs[i + 1];
      int j = i - 2;
      while (j >= 0 && pairs[j].compareTo(key) > 0) {
        pairs[j + 2] = pairs[j];
        pairs[j + 3] = pairs[j + 1];
        j -= 2;
      }
      pairs[j + 2] = key;
      pairs[j + 3] = value;
    }
    int kept = 2;
    for (int i = 2; i < length; i += 2) {
      if (pairs[i].equals(pairs[kept - 2])) {
        pairs[kept - 1] = pairs[i + 1];
      } else {
        pairs[kept] = pairs[i];
        pairs[kept + 1] = pairs[i + 1];
        kept += 2;
      }
    }
    for (int i = 0; i < kept; i++) {
      if (pairs[i] == null) {
        throw new NullPointerException("a dimension's key or value is null");
      }
    }
    return new Dimensions(kept == pairs.length ? pairs : Arrays.copyOf(pairs, kept));
  }

  /** Collects pairs in any order. Not thread-safe. */
  public static final class Builder {
    private String[] pairs = new String[16];
    private int length;

    private Builder() {}

    /** Adds a pair; a later value for the same key replaces an earlier one. */
    public Builder put(String key, String value) {
      if (length == pairs.length) {
        pairs = Arrays.copyOf(pairs, length * 2);
      }
      pairs[length++] = key;
      pairs[length++] = value;
      return this;
    }

    /** Adds the pair unless the value is null or empty. */
    public Builder putIfPresent(String key, @Nullable String value) {
      return value == null || value.isEmpty() ? this : put(key, value);
    }

    public Builder putAll(Dimensions dimensions) {
      dimensions.forEach(this::put);
      return this;
    }

    public Dimensions build() {
      return fromUnsorted(Arrays.copyOf(pairs, length), length);
    }
  }

  static final class Serializer extends StdSerializer<Dimensions> {
    Serializer() {
      super(Dimensions.class);
    }

    @Override
    public void serialize(Dimensions value, JsonGenerator json, SerializerProvider provider)
        throws IOException {
      json.writeStartObject();
      for (int i = 0; i < value.pairs.length; i += 2) {
        json.writeStringField(value.pairs[i], value.pairs[i + 1]);
      }
      json.writeEndObject();
    }
  }

  static final class Deserializer extends StdDeserializer<Dimensions> {
    Deserializer() {
      super(Dimensions.class);
    }

    @Override
    public Dimensions deserialize(JsonParser json, DeserializationContext context)
        throws IOException {
      if (!json.isExpectedStartObjectToken()) {
        return (Dimensions) context.handleUnexpectedToken(Dimensions.class, json);
      }
      Builder builder = new Builder();
      for (String key = json.nextFieldName(); key != null; key = json.nextFieldName()) {
        if (json.nextToken() != JsonToken.VALUE_STRING) {
          return (Dimensions) context.handleUnexpectedToken(String.class, json);
        }
        builder.put(key, json.getText());
      }
      return builder.build();
    }

    @Override
    public Dimensions getNullValue(DeserializationContext context) {
      return EMPTY;
    }
  }
}
