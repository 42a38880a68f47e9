package io.miharu.standalone.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.sun.net.httpserver.HttpServer;
import io.miharu.model.Json;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EndToEndIT {
  private static final Duration LIMIT = Duration.ofSeconds(60);
  private static final Offset<Double> EXACT = within(1e-9);
  private static final long MINUTE_MS = 60_000;

  /** Capture t0, container cache: cpu00 and cpu01 at 1795384201511. */
  private static final double CACHE_T0 = 0.689204964 + 0.577169719;

  /** Capture t0+12s, container cache: cpu00 and cpu01 at 1795384215776. */
  private static final double CACHE_T1 = 0.707551063 + 0.577169719;

  private static final double CACHE_SECONDS = (1795384215776L - 1795384201511L) / 1000.0;

  /** Capture t0, container sidecar, at 1795384199653, and t0+12s, at 1795384216550. */
  private static final double SIDECAR_T0 = 0.107141543 + 0.063386655;

  private static final double SIDECAR_T1 = 0.10894695 + 0.066136762;
  private static final double SIDECAR_SECONDS = (1795384216550L - 1795384199653L) / 1000.0;

  /** After the reset: cpu00 0.5 and cpu01 0.25, 12 s later. */
  private static final double CACHE_AFTER_RESET = 0.75;

  private static final String SINCE = "2020-01-01T00:00:00Z";
  private static final String POD_FOLDER = "shop_web-0_99999999-2222-3333-4444-555555555555/web";

  private @TempDir Path directory;

  @Test
  void captureBecomesRatesAndRollUps() throws Exception {
    try (CapturedCadvisor cadvisor = new CapturedCadvisor(startOfCapture());
        RunningUp up =
            RunningUp.start(
                    directory.resolve("data"),
                    Map.of("MIHARU_COLLECTOR_INTERVAL", "1s", "MIHARU_COLLECTOR_NODE", "n1"),
                    "--cadvisor",
                    cadvisor.url())
                .awaitReady()) {
      await()
          .atMost(LIMIT)
          .untilAsserted(
              () ->
                  assertThat(
                          values(
                              up,
                              "container.cpu.total_time_sec",
                              "pod_name:cache-0,container_name:cache"))
                      .hasSize(2));

      List<Double> rates =
          values(up, "container.cpu.total_time_sec", "pod_name:cache-0,container_name:cache");
      assertThat(rates.get(0)).isCloseTo((CACHE_T1 - CACHE_T0) / CACHE_SECONDS, EXACT);
      assertThat(rates.get(1)).as("after the reset").isCloseTo(CACHE_AFTER_RESET / 12, EXACT);
      assertThat(
              values(
                      up,
                      "container.cpu.total_time_sec",
                      "pod_name:orders-5d9c7b6f4-abcde,container_name:sidecar")
                  .get(0))
          .isCloseTo((SIDECAR_T1 - SIDECAR_T0) / SIDECAR_SECONDS, EXACT);
      assertThat(values(up, "container.cpu.total_time", "pod_name:cache-0,container_name:cache"))
          .satisfiesExactly(
              first -> assertThat(first).isCloseTo(CACHE_T0, EXACT),
              second -> assertThat(second).isCloseTo(CACHE_T1, EXACT),
              third -> assertThat(third).isCloseTo(CACHE_AFTER_RESET, EXACT));
      assertThat(
              values(
                  up, "container.mem.working_set_bytes", "pod_name:cache-0,container_name:cache"))
          .containsExactly(51_228_672.0, 51_257_344.0, 51_257_344.0);
      assertThat(values(up, "pod.net.in_bytes_sec", "pod_name:cache-0"))
          .as("1786 bytes before and after")
          .containsExactly(0.0, 0.0);

      double cache = CACHE_T1 - CACHE_T0 + CACHE_AFTER_RESET;
      awaitTotal(up, "pod", "pod_name = 'cache-0'", cache);
      awaitTotal(
          up,
          "container",
          "pod_name = 'orders-5d9c7b6f4-abcde' AND container_name = 'sidecar'",
          SIDECAR_T1 - SIDECAR_T0);
      Double containers = total(up, "container", "\"namespace\" = 'shop'");
      assertThat(containers).isNotNull();
      awaitTotal(up, "namespace", "\"namespace\" = 'shop'", containers);
      awaitTotal(
          up,
          "cluster",
          "_tenant_id = 'default'",
          total(up, "container", "_tenant_id = 'default'"));
      assertThat(up.terminate()).isZero();
      assertThat(up.output()).contains("Stopped in");
    }
  }

  @Test
  void logLinesSurviveRotationAndKillAndCountOnce() throws Exception {
    Path logs = directory.resolve("logs/pods").resolve(POD_FOLDER);
    Files.createDirectories(logs);
    Path file = logs.resolve("0.log");
    Path data = directory.resolve("data");
    String glob = directory.resolve("logs/pods") + "/*/*/*.log";
    Map<String, String> environment = Map.of("MIHARU_LOG_FORWARDER_NODE", "n1");
    append(file, "stdout F 2026-11-22 10:00:01 INFO  [main] shop.Web - started, 0 errors");
    append(file, "stdout F {\"level\":\"error\",\"message\":\"card refused\"}");
    append(file, "stderr F 2026-11-22 10:00:02 ERROR [main] shop.Pay - payment failed");
    append(file, "stderr F java.lang.IllegalStateException: payment failed");
    append(file, "stderr F \tat shop.Pay.charge(Pay.java:41)");
    int written = 3;
    try (RunningUp up = RunningUp.start(data, environment, "--logs", glob).awaitReady()) {
      awaitLogs(up, written, 2);
      Files.move(file, logs.resolve("0.log.20261122-100003"));
      for (int i = 0; i < 3_000; i++) {
        append(file, "stdout F line " + i + " of many");
      }
      written += 3_000;
      await().atMost(LIMIT).until(() -> lines(up) > 500);
      for (int i = 3_000; i < 4_000; i++) {
        append(file, "stdout F line " + i + " of many");
      }
      written += 1_000;
      up.kill();
    }
    append(file, "stdout F written while nobody read");
    written++;
    try (RunningUp up = RunningUp.start(data, environment, "--logs", glob).awaitReady()) {
      awaitLogs(up, written, 2);
      assertThat(up.influx("SELECT count(distinct(\"text\")) FROM logs.log_lines"))
          .isEqualTo(written);
      assertThat(up.terminate()).isZero();
    }
  }

  @Test
  void postedMetricDrivesAnAlarmAndItsWebhook() throws Exception {
    List<JsonNode> webhooks = new CopyOnWriteArrayList<>();
    HttpServer receiver = HttpServer.create(new InetSocketAddress("127.0.0.1", 0), 0);
    receiver.createContext(
        "/hook",
        exchange -> {
          try (exchange) {
            webhooks.add(Json.mapper().readTree(exchange.getRequestBody()));
            exchange.sendResponseHeaders(204, -1);
          }
        });
    receiver.start();
    String hook = "http://127.0.0.1:" + receiver.getAddress().getPort() + "/hook";
    String glob = directory.resolve("none") + "/*.log";
    try (RunningUp up =
        RunningUp.start(directory.resolve("data"), Map.of(), "--logs", glob).awaitReady()) {
      String method =
          up.post(
                  "/v2.0/notification-methods",
                  "{\"name\":\"hook\",\"type\":\"WEBHOOK\",\"address\":\"" + hook + "\"}")
              .path("id")
              .asText();
      String definition =
          up.post(
                  "/v2.0/alarm-definitions",
                  """
                  {"name":"Mail backlog","description":"too much mail","severity":"HIGH",
                   "expression":"last(queue.depth{queue=mail}) > 500","match_by":["hostname"],
                   "alarm_actions":["%s"],"ok_actions":["%s"]}"""
                      .formatted(method, method))
              .path("id")
              .asText();
      await()
          .atMost(LIMIT)
          .until(
              () -> {
                post(up, 12);
                return !up.get("/v2.0/alarms", "alarm_definition_id", definition)
                    .path("elements")
                    .isEmpty();
              });
      post(up, 612);
      await().atMost(LIMIT).until(() -> states(webhooks).contains("ALARM"));
      post(up, 13);
      await().atMost(LIMIT).until(() -> states(webhooks).equals(List.of("OK", "ALARM", "OK")));

      JsonNode alarm = up.get("/v2.0/alarms", "alarm_definition_id", definition).at("/elements/0");
      assertThat(alarm.path("state").asText()).isEqualTo("OK");
      JsonNode webhook = webhooks.get(1);
      List<String> keys = new ArrayList<>();
      webhook.fieldNames().forEachRemaining(keys::add);
      assertThat(keys)
          .containsExactlyInAnyOrder(
              "alarm_id",
              "alarm_definition_id",
              "alarm_name",
              "alarm_description",
              "alarm_timestamp",
              "state",
              "old_state",
              "message",
              "tenant_id",
              "metrics");
      assertThat(webhook.path("alarm_id")).isEqualTo(alarm.path("id"));
      assertThat(webhook.path("alarm_definition_id").asText()).isEqualTo(definition);
      assertThat(webhook.path("alarm_name").asText()).isEqualTo("Mail backlog");
      assertThat(webhook.path("alarm_description").asText()).isEqualTo("too much mail");
      assertThat(webhook.path("old_state").asText()).isEqualTo("OK");
      assertThat(webhook.path("message").asText()).contains("612");
      assertThat(webhook.at("/metrics/0/name").asText()).isEqualTo("queue.depth");
      assertThat(webhook.at("/metrics/0/dimensions/hostname").asText()).isEqualTo("n7");
      assertThat(values(up, "queue.depth", "queue:mail")).contains(12.0, 612.0, 13.0);
    } finally {
      receiver.stop(0);
    }
  }

  /**
   * The captures span 32 s and must lie in one minute, not more than 2 minutes ago and not ahead of
   * now: in the current minute if it is old enough, else in the one before.
   */
  private static long startOfCapture() {
    long now = Instant.now().toEpochMilli();
    long minute = now - now % MINUTE_MS;
    return now - minute > 38_000 ? minute + 2_000 : minute - MINUTE_MS + 26_000;
  }

  private static void post(RunningUp up, double value) {
    up.post(
        "/v2.0/metrics",
        """
        {"name":"queue.depth","dimensions":{"hostname":"n7","queue":"mail"},"timestamp":%d,"value":%s}"""
            .formatted(Instant.now().toEpochMilli(), value));
  }

  private static List<String> states(List<JsonNode> webhooks) {
    return webhooks.stream().map(webhook -> webhook.path("state").asText()).toList();
  }

  private static List<Double> values(RunningUp up, String name, String dimensions) {
    List<Double> values = new ArrayList<>();
    up.get(
            "/v2.0/metrics/measurements",
            "name",
            name,
            "dimensions",
            dimensions,
            "start_time",
            SINCE)
        .at("/elements/0/measurements")
        .forEach(row -> values.add(row.get(1).asDouble()));
    return values;
  }

  /** A window that was closed already has got additions: only their sum is the total. */
  private static Double total(RunningUp up, String measurement, String where) {
    return up.influx(
        "SELECT sum(\"cpu.total_time\") FROM \"1m\".\"" + measurement + "\" WHERE " + where);
  }

  private static void awaitTotal(RunningUp up, String measurement, String where, double expected) {
    await()
        .atMost(Duration.ofSeconds(120))
        .untilAsserted(
            () ->
                assertThat(total(up, measurement, where))
                    .as(measurement + " " + where)
                    .isNotNull()
                    .isCloseTo(expected, EXACT));
  }

  private static void awaitLogs(RunningUp up, int lines, int errors) {
    await()
        .atMost(LIMIT)
        .untilAsserted(
            () -> {
              assertThat(lines(up)).isEqualTo(lines);
              assertThat(up.influx("SELECT sum(\"lines\") FROM raw.log")).isEqualTo(lines);
              assertThat(up.influx("SELECT sum(\"errors\") FROM raw.log")).isEqualTo(errors);
            });
  }

  private static double lines(RunningUp up) {
    Double lines = up.influx("SELECT count(\"text\") FROM logs.log_lines");
    return lines == null ? 0 : lines;
  }

  private static void append(Path file, String record) throws IOException {
    Files.writeString(
        file,
        Instant.now() + " " + record + "\n",
        StandardOpenOption.CREATE,
        StandardOpenOption.APPEND);
  }
}
