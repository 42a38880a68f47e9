package io.miharu.api.http;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectReader;
import io.miharu.model.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;

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
    if (mayHoldSurrogates(body)) {
      refuseLoneSurrogates(tree);
    }
    return tree;
  }

  /** Whether a surrogate may be in it: as an escape, or encoded by itself, which UTF-8 forbids. */
  private static boolean mayHoldSurrogates(byte[] body) {
    for (int i = 0; i + 1 < body.length; i++) {
      boolean escaped =
          body[i] == 'u'
              && (body[i + 1] == 'd' || body[i + 1] == 'D')
              && i > 0
              && body[i - 1] == '\\';
      boolean encoded = body[i] == (byte) 0xED && (body[i + 1] & 0xFF) >= 0xA0;
      if (escaped || encoded) {
        return true;
      }
    }
    return false;
  }

  /** Half a character cannot be written as UTF-8 again, so it would fail later on. */
  private static void refuseLoneSurrogates(JsonNode node) {
    if (node.isTextual()) {
      refuseLoneSurrogates(node.textValue());
    }
    for (Map.Entry<String, JsonNode> field : node.properties()) {
      refuseLoneSurrogates(field.getKey());
      refuseLoneSurrogates(field.getValue());
    }
    if (node.isArray()) {
      node.forEach(JsonBody::refuseLoneSurrogates);
    }
  }

  private static void refuseLoneSurrogates(String text) {
    if (!StandardCharsets.UTF_8.newEncoder().canEncode(text)) {
      throw ApiException.badRequest(
          "Request body is not valid JSON: a string holds half of a surrogate pair");
    }
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
