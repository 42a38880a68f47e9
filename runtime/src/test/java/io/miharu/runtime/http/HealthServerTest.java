package io.miharu.runtime.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.miharu.runtime.Process;
import io.miharu.runtime.StartException;
import io.miharu.runtime.health.Check;
import java.io.IOException;
import java.util.List;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.Response;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class HealthServerTest {
  private final OkHttpClient http = new OkHttpClient();
  private final PrometheusMeterRegistry meters =
      new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
  private volatile Check check = Check.ok("kafka", "connected");
  private HealthServer server;

  @BeforeEach
  void start() {
    server = new HealthServer("127.0.0.1", 0, meters, List.of(new Checked())).start();
  }

  @AfterEach
  void stop() {
    server.close();
  }

  @Test
  void isReadyWhileNoCheckSaysOtherwise() throws IOException {
    assertThat(get("/health/ready")).startsWith("200").contains("\"detail\":\"connected\"");
    check = Check.degraded("target", "http://n7 says 500");
    assertThat(get("/health/ready")).startsWith("200").contains("says 500");
    check = Check.notReady("kafka", "no broker at 127.0.0.1:9092");
    assertThat(get("/health/ready")).startsWith("503").contains("no broker");
    assertThat(get("/health/live")).startsWith("200");
  }

  @Test
  void servesMetricsForPrometheus() throws IOException {
    meters.counter("miharu.lines").increment(3);
    assertThat(get("/metrics")).startsWith("200").contains("miharu_lines_total 3.0");
  }

  @Test
  void portInUseIsNamed() {
    int port = Integer.parseInt(server.url().substring(server.url().lastIndexOf(':') + 1));
    assertThatThrownBy(() -> new HealthServer("127.0.0.1", port, meters, List.of()).start())
        .isInstanceOf(StartException.class)
        .hasMessageContaining("127.0.0.1:" + port);
  }

  private String get(String path) throws IOException {
    try (Response response =
        http.newCall(new Request.Builder().url(server.url() + path).build()).execute()) {
      return response.code() + " " + response.body().string();
    }
  }

  private final class Checked implements Process {
    @Override
    public String name() {
      return "collector";
    }

    @Override
    public void start() {}

    @Override
    public String summary() {
      return "";
    }

    @Override
    public List<Check> health() {
      return List.of(check);
    }

    @Override
    public void close() {}
  }
}
