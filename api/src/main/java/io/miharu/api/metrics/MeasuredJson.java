package io.miharu.api.metrics;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import com.fasterxml.jackson.core.util.MinimalPrettyPrinter;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectWriter;
import io.miharu.model.Json;
import java.io.IOException;
import java.io.UncheckedIOException;

/**
 * JSON in the form in which Monasca measures the length of a value meta: that of Python's {@code
 * json.dumps}, ASCII with a blank behind each comma and colon.
 */
final class MeasuredJson {
  private static final ObjectWriter WRITER =
      Json.mapper().writer(new SpacedPrinter()).with(JsonWriteFeature.ESCAPE_NON_ASCII);

  private MeasuredJson() {}

  /** Writes commas and colons with a blank behind. */
  private static final class SpacedPrinter extends MinimalPrettyPrinter {
    @Override
    public void writeObjectFieldValueSeparator(JsonGenerator json) throws IOException {
      json.writeRaw(": ");
    }

    @Override
    public void writeObjectEntrySeparator(JsonGenerator json) throws IOException {
      json.writeRaw(", ");
    }

    @Override
    public void writeArrayValueSeparator(JsonGenerator json) throws IOException {
      json.writeRaw(", ");
    }
  }

  static String of(JsonNode node) {
    try {
      return WRITER.writeValueAsString(node);
    } catch (JsonProcessingException impossible) {
      throw new UncheckedIOException("a parsed tree can be written", impossible);
    }
  }
}
