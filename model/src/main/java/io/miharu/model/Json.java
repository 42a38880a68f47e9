package io.miharu.model;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.ObjectWriter;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;

/**
 * The one JSON form of the model: unknown fields are ignored (old readers survive new writers),
 * nulls and nothing else are left out, times are numbers.
 */
public final class Json {
  /**
   * Nesting that no record of ours comes near; bounds what hostile input can make the parser do.
   */
  private static final int MAX_DEPTH = 64;

  private static final JsonMapper MAPPER =
      JsonMapper.builder(
              JsonFactory.builder()
                  .streamReadConstraints(
                      StreamReadConstraints.builder().maxNestingDepth(MAX_DEPTH).build())
                  .build())
          .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
          .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
          .disable(SerializationFeature.FAIL_ON_EMPTY_BEANS)
          .defaultPropertyInclusion(
              JsonInclude.Value.construct(
                  JsonInclude.Include.NON_NULL, JsonInclude.Include.NON_NULL))
          .build();

  private Json() {}

  /** Reads records of the type. Immutable and thread-safe. */
  public static ObjectReader reader(Class<?> type) {
    return MAPPER.readerFor(type);
  }

  /**
   * Writes records as the given type; name the sealed interface of a topic here, not the record, so
   * that the {@code type} field is written.
   */
  public static ObjectWriter writer(Class<?> type) {
    return MAPPER.writerFor(type);
  }

  /** A copy of the mapper for code that needs trees or generic types. */
  public static JsonMapper mapper() {
    return MAPPER.copy();
  }
}
