package io.miharu.standalone.demo;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.miharu.model.Json;
import io.miharu.runtime.StartException;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import okhttp3.MediaType;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.RequestBody;
import okhttp3.Response;
import org.jspecify.annotations.Nullable;

/**
 * The demo's alarm definitions, made through the API as its users make theirs. Those that an
 * earlier run made are left as they are.
 */
public final class DemoDefinitions {
  private static final MediaType JSON = MediaType.get("application/json");
  private static final String RESOURCE = "alarm-definitions.json";
  private static final String METHOD_NAME = "demo receiver";
  private static final int CONFLICT = 409;

  private final String apiUrl;
  private final OkHttpClient http;
  private final JsonMapper json = Json.mapper();

  /**
   * @param apiUrl where the API answers, without a path
   */
  public DemoDefinitions(String apiUrl, OkHttpClient http) {
    this.apiUrl = apiUrl;
    this.http = http;
  }

  /**
   * Makes what is missing.
   *
   * @param receiverUrl told of every transition
   * @return how many definitions the demo has
   * @throws StartException if the API refuses one
   */
  public int create(String receiverUrl) {
    try {
      String method = notificationMethod(receiverUrl);
      JsonNode definitions = shipped();
      for (JsonNode definition : definitions) {
        ObjectNode body = definition.deepCopy();
        for (String actions : List.of("alarm_actions", "ok_actions", "undetermined_actions")) {
          body.putArray(actions).add(method);
        }
        send("POST", "/v2.0/alarm-definitions", body);
      }
      return definitions.size();
    } catch (IOException e) {
      throw new StartException("Cannot make the demo's alarm definitions: " + e.getMessage(), e);
    }
  }

  private JsonNode shipped() throws IOException {
    try (InputStream resource = DemoDefinitions.class.getResourceAsStream(RESOURCE)) {
      if (resource == null) {
        throw new IOException(RESOURCE + " is missing from the class path");
      }
      return json.readTree(resource);
    }
  }

  /** The id of the method that calls the receiver. Its port may differ from an earlier run's. */
  private String notificationMethod(String receiverUrl) throws IOException {
    ObjectNode body = json.createObjectNode();
    body.put("name", METHOD_NAME).put("type", "WEBHOOK").put("address", receiverUrl);
    send("POST", "/v2.0/notification-methods", body);
    for (JsonNode method : send("GET", "/v2.0/notification-methods", null).path("elements")) {
      if (method.path("name").asText().equals(METHOD_NAME)) {
        String id = method.path("id").asText();
        if (!method.path("address").asText().equals(receiverUrl)) {
          send("PUT", "/v2.0/notification-methods/" + id, body.put("period", 0));
        }
        return id;
      }
    }
    throw new IOException("the API does not list the notification method that it just accepted");
  }

  /** A name that exists already is no mistake: the answer is then the API's refusal. */
  private JsonNode send(String method, String path, @Nullable JsonNode body) throws IOException {
    RequestBody requestBody =
        body == null ? null : RequestBody.create(json.writeValueAsBytes(body), JSON);
    Request request = new Request.Builder().url(apiUrl + path).method(method, requestBody).build();
    try (Response response = http.newCall(request).execute()) {
      String answer = response.body().string();
      if (!response.isSuccessful() && response.code() != CONFLICT) {
        throw new IOException(
            method + " " + path + " was answered " + response.code() + ": " + answer);
      }
      return json.readTree(answer);
    }
  }
}
