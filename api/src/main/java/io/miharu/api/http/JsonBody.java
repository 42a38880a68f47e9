package io.miharu.api.http;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectReader;
import io.miharu.model.Json;
import java.io.IOException;
import java.io.UncheckedIOException;

/** Reads request bodies; whatever they hold, the outcome is a tree or a 400. */
final class JsonBody {
  /** NaN and Infinity are let through, so that the field that holds one can be named in a 422. */
  private static final ObjectReader READER =
      Json.mapper()
          .readerFor(JsonNode.class)
          .with(JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS)
          .with(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

  private JsonBody() {}

  /**
   * Parses a body.
   *
   * @throws ApiException 400 if it is empty or not JSON
   */
  static JsonNode parse(byte[] body) {
    JsonNode tree;
    try {
      tree = READER.readTree(body);
    } catch (JsonProcessingException notJson) {
      throw ApiException.badRequest(
          "Request body is not valid JSON: " + notJson.getOriginalMessage() + at(notJson));
    } catch (IOException impossible) {
      throw new UncheckedIOException("reading from memory failed", impossible);
    }
    if (tree == null || tree.isMissingNode()) {
      throw ApiException.badRequest("Request body is not valid JSON: it is empty");
    }
    return tree;
  }

  private static String at(JsonProcessingException error) {
    return error.getLocation() == null
        ? ""
        : " at line "
            + error.getLocation().getLineNr()
            + ", column "
            + error.getLocation().getColumnNr();
  }
}
