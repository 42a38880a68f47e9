package io.miharu.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.miharu.api.testing.TestApi;
import io.miharu.api.testing.TestBroker;
import io.miharu.model.Json;
import io.miharu.runtime.health.Check;
import io.miharu.store.influxdb.InfluxSettings;
import io.miharu.store.influxdb.InfluxStore;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import okhttp3.MediaType;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.RequestBody;
import okhttp3.Response;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Neither a broker nor a store is there: the API starts all the same, and says so. */
@Timeout(120)
class KafkaAwayIT {
  private static final OkHttpClient CLIENT =
      new OkHttpClient.Builder().readTimeout(Duration.ofSeconds(60)).build();
  private static final InfluxStore STORE =
      new InfluxStore(InfluxSettings.of("http://127.0.0.1:1", "miharu"), Clock.systemUTC());
  private static final Api API =
      new Api(
          TestApi.config(Map.of()),
          TestBroker.clients("127.0.0.1:1"),
          STORE.metrics(),
          Clock.systemUTC(),
          new SimpleMeterRegistry());

  @BeforeAll
  static void start() {
    API.start();
  }

  @AfterAll
  static void stop() {
    API.close();
    STORE.close();
  }

  @Test
  void neverAcknowledgesWhatKafkaDoesNot() throws IOException {
    RequestBody body =
        RequestBody.create(
            "{\"name\":\"x\",\"timestamp\":1,\"value\":1}", MediaType.get("application/json"));
    Request request = new Request.Builder().url(API.url() + "/v2.0/metrics").post(body).build();
    try (Response response = CLIENT.newCall(request).execute()) {
      assertThat(response.code()).isEqualTo(503);
      assertThat(response.header("Retry-After")).isEqualTo("60");
    }
    assertThat(API.health())
        .filteredOn(check -> check.name().equals("posting"))
        .extracting(Check::status)
        .containsExactly(Check.Status.DEGRADED);
  }

  @Test
  void answersReadsWithUnavailable() throws IOException {
    for (String path :
        List.of("/v2.0/metrics", "/v2.0/alarms", "/v2.0/alarm-definitions", "/v2.0/alarms/x")) {
      try (Response response = get(path)) {
        assertThat(response.code()).as(path).isEqualTo(503);
      }
    }
  }

  @Test
  void namesWhatIsAwayInItsHealth() throws IOException {
    try (Response response = get("/healthcheck")) {
      assertThat(response.code()).isEqualTo(503);
      JsonNode health = Json.mapper().readTree(response.body().bytes());
      assertThat(health.size()).isEqualTo(3);
      assertThat(health).noneMatch(part -> part.asText().equals("OK"));
    }
    assertThat(API.health()).anyMatch(check -> check.status() == Check.Status.NOT_READY);
  }

  private static Response get(String path) throws IOException {
    return CLIENT.newCall(new Request.Builder().url(API.url() + path).build()).execute();
  }
}
