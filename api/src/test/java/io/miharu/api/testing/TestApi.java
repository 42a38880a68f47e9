package io.miharu.api.testing;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.miharu.api.Api;
import io.miharu.api.ApiConfig;
import io.miharu.embedded.InfluxServer;
import io.miharu.model.Json;
import io.miharu.runtime.config.Configuration;
import io.miharu.runtime.health.Check;
import io.miharu.runtime.kafka.KafkaClients;
import io.miharu.store.MetricStore;
import io.miharu.store.influxdb.InfluxSettings;
import io.miharu.store.influxdb.InfluxStore;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import okhttp3.MediaType;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.RequestBody;
import okhttp3.Response;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;

/** The API as it runs, with a real broker, a real influxd and what carries posted metrics there. */
public final class TestApi implements AutoCloseable {
  private static final MediaType JSON = MediaType.get("application/json");
  private static final ObjectMapper MAPPER = Json.mapper();

  private final TestBroker broker = new TestBroker();
  private final InfluxServer influxd = InfluxServer.startTemporary();
  private final InfluxStore store =
      new InfluxStore(InfluxSettings.of(influxd.url(), "miharu"), Clock.systemUTC());
  private final PostedSink sink = new PostedSink(broker.clients(), store);
  private final OkHttpClient client =
      new OkHttpClient.Builder().readTimeout(Duration.ofSeconds(60)).build();
  private final Api api =
      new Api(
          config(Map.of()),
          broker.clients(),
          store.metrics(),
          Clock.systemUTC(),
          new SimpleMeterRegistry());

  public TestApi() {
    api.start();
    Awaitility.await()
        .atMost(Duration.ofSeconds(60))
        .until(() -> api.health().stream().allMatch(check -> check.status() == Check.Status.OK));
  }

  /** The configuration with settings by their names below {@code miharu.api}. */
  public static ApiConfig config(Map<String, String> settings) {
    Map<String, String> all = new HashMap<>(Map.of("miharu.api.port", "0"));
    settings.forEach((key, value) -> all.put("miharu.api." + key, value));
    return Configuration.load(null, Map.of(), all, List.of(ApiConfig.class)).of(ApiConfig.class);
  }

  /**
   * An answer.
   *
   * @param body missing node if there is none
   */
  public record Answer(int status, okhttp3.Headers headers, JsonNode body) {
    /** The elements of a list. */
    public JsonNode elements() {
      return body.get("elements");
    }

    /** The id of what was made or shown. */
    public String id() {
      return body.get("id").asText();
    }

    /** The next link, or null on the last page. */
    public @Nullable String next() {
      JsonNode links = body.get("links");
      return links.size() > 1 ? links.get(1).get("href").asText() : null;
    }
  }

  public MetricStore store() {
    return store.metrics();
  }

  public KafkaClients kafka() {
    return broker.clients();
  }

  public Api api() {
    return api;
  }

  public Answer get(String path) {
    return call("GET", path, null);
  }

  public Answer post(String path, String json) {
    return call("POST", path, json.replace('\'', '"'));
  }

  public Answer put(String path, String json) {
    return call("PUT", path, json.replace('\'', '"'));
  }

  public Answer patch(String path, String json) {
    return call("PATCH", path, json.replace('\'', '"'));
  }

  public Answer delete(String path) {
    return call("DELETE", path, null);
  }

  /** A request with a JSON body as it is. */
  public Answer call(String method, String path, @Nullable String json) {
    return call(
        new Request.Builder()
            .url(path.startsWith("http") ? path : api.url() + path)
            .method(method, json == null ? null : RequestBody.create(json, JSON))
            .build());
  }

  public Answer call(Request request) {
    try (Response response = client.newCall(request).execute()) {
      return new Answer(
          response.code(), response.headers(), MAPPER.readTree(response.body().bytes()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    api.close();
    sink.close();
    store.close();
    influxd.close();
    broker.close();
  }
}
