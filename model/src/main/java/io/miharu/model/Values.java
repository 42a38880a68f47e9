package io.miharu.model;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.annotation.JsonDeserialize;
import com.fasterxml.jackson.databind.annotation.JsonSerialize;
import com.fasterxml.jackson.databind.deser.std.StdDeserializer;
import com.fasterxml.jackson.databind.ser.std.StdSerializer;
import java.io.IOException;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Finite numbers by metric name, in the order in which they were added: the payload of a batch.
 * Immutable. Names are expected to be distinct; look-ups find the first.
 *
 * <p>Two parallel arrays instead of a {@code Map<String, Double>}: a batch has tens of values, and
 * boxing each would be most of the pipeline's garbage.
 */
@JsonSerialize(using = Values.Serializer.class)
@JsonDeserialize(using = Values.Deserializer.class)
public final class Values {
  private static final Values EMPTY = new Values(new String[0], new double[0]);

  private final String[] names;
  private final double[] numbers;

  private Values(String[] names, double[] numbers) {
    this.names = names;
    this.numbers = numbers;
  }

  public static Values empty() {
    return EMPTY;
  }

  public static Values of(String name, double number) {
    return new Builder(1).put(name, number).build();
  }

  public static Values of(String name1, double number1, String name2, double number2) {
    return new Builder(2).put(name1, number1).put(name2, number2).build();
  }

  public static Builder builder() {
    return new Builder(16);
  }

  public int size() {
    return names.length;
  }

  public boolean isEmpty() {
    return names.length == 0;
  }

  public String name(int index) {
    return names[index];
  }

  public double number(int index) {
    return numbers[index];
  }

  /** The position of a name, or −1. Linear: batches are small. */
  public int indexOf(String name) {
    for (int i = 0; i < names.length; i++) {
      if (names[i].equals(name)) {
        return i;
      }
    }
    return -1;
  }

  public boolean contains(String name) {
    return indexOf(name) >= 0;
  }

  /** The number of a name, or NaN if the name is absent. */
  public double get(String name) {
    int index = indexOf(name);
    return index < 0 ? Double.NaN : numbers[index];
  }

  /** Equal when names, their order and the numbers' bits are equal. */
  @Override
  public boolean equals(@Nullable Object other) {
    return this == other
        || (other instanceof Values that
            && Arrays.equals(names, that.names)
            && Arrays.equals(numbers, that.numbers));
  }

  @Override
  public int hashCode() {
    return 31 * Arrays.hashCode(names) + Arrays.hashCode(numbers);
  }

  @Override
  public String toString() {
    StringBuilder text = new StringBuilder("{");
    for (int i = 0; i < names.length; i++) {
      text.append(i > 0 ? ", " : "").append(names[i]).append('=').append(numbers[i]);
    }
    return text.append('}').toString();
  }

  /** Collects values. Not thread-safe. */
  public static final class Builder {
    private String[] names;
    private double[] numbers;
    private int size;

    private Builder(int capacity) {
      names = new String[capacity];
      numbers = new double[capacity];
    }

    /**
     * Adds a value.
     *
     * @throws IllegalArgumentException if the number is NaN or infinite: neither JSON nor the store
     *     can hold it
     */
    public Builder put(String name, double number) {
      if (!Double.isFinite(number)) {
        throw new IllegalArgumentException(name + " is not a finite number: " + number);
      }
      if (size == names.length) {
        names = Arrays.copyOf(names, Math.max(4, size * 2));
        numbers = Arrays.copyOf(numbers, names.length);
      }
      names[size] = name;
      numbers[size++] = number;
      return this;
    }

    public Builder putAll(Values values) {
      for (int i = 0; i < values.names.length; i++) {
        put(values.names[i], values.numbers[i]);
      }
      return this;
    }

    public boolean isEmpty() {
      return size == 0;
    }

    public Values build() {
      return size == 0
          ? EMPTY
          : new Values(Arrays.copyOf(names, size), Arrays.copyOf(numbers, size));
    }
  }

  static final class Serializer extends StdSerializer<Values> {
    Serializer() {
      super(Values.class);
    }

    @Override
    public void serialize(Values value, JsonGenerator json, SerializerProvider provider)
        throws IOException {
      json.writeStartObject();
      for (int i = 0; i < value.names.length; i++) {
        json.writeNumberField(value.names[i], value.numbers[i]);
      }
      json.writeEndObject();
    }
  }

  static final class Deserializer extends StdDeserializer<Values> {
    Deserializer() {
      super(Values.class);
    }

    @Override
    public Values deserialize(JsonParser json, DeserializationContext context) throws IOException {
      if (!json.isExpectedStartObjectToken()) {
        return (Values) context.handleUnexpectedToken(Values.class, json);
      }
      Builder builder = builder();
      for (String name = json.nextFieldName(); name != null; name = json.nextFieldName()) {
        if (!json.nextToken().isNumeric()) {
          return (Values) context.handleUnexpectedToken(double.class, json);
        }
        builder.put(name, json.getDoubleValue());
      }
      return builder.build();
    }

    @Override
    public Values getNullValue(DeserializationContext context) {
      return EMPTY;
    }
  }
}
