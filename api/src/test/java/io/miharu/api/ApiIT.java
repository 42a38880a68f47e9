package io.miharu.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.miharu.api.testing.TestApi;
import io.miharu.api.testing.TestApi.Answer;
import io.miharu.runtime.StartException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import okhttp3.MediaType;
import okhttp3.Request;
import okhttp3.RequestBody;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(180)
class ApiIT {
  private static final String METRICS = "/v2.0/metrics";
  private static final String METHODS = "/v2.0/notification-methods";

  /** 2026-11-22T00:00:00Z. */
  private static final long DAY_MS = 1_795_305_600_000L;

  private static TestApi api;

  @BeforeAll
  static void start() {
    api = new TestApi();
  }

  @AfterAll
  static void stop() {
    api.close();
  }

  @Test
  void refusesToListenBeyondLoopbackWithoutAuthentication() {
    try (Api open =
        new Api(
            TestApi.config(Map.of("host", "0.0.0.0")),
            api.kafka(),
            api.store(),
            Clock.systemUTC(),
            new SimpleMeterRegistry())) {
      assertThatThrownBy(open::start)
          .isInstanceOf(StartException.class)
          .hasMessageContaining("0.0.0.0")
          .hasMessageContaining("loopback");
    }
  }

  @Test
  void tellsItsVersions() {
    Answer version = api.get("/v2.0");
    assertThat(version.status()).isEqualTo(200);
    assertThat(keys(version.body())).containsExactly("id", "links", "status", "updated");
    assertThat(version.body().at("/links/0/href").asText()).endsWith("/v2.0");
    assertThat(api.get("/v2.0/").body()).isEqualTo(version.body());
    assertThat(api.get("/").elements().get(0)).isEqualTo(version.body());
    assertThat(api.get("/v3.0").status()).isEqualTo(422);
    assertThat(api.get("/v3.0").body().get("title").asText()).isEqualTo("Invalid version");
  }

  @Test
  void tellsItsHealth() {
    Answer health = api.get("/healthcheck");
    assertThat(health.status()).isEqualTo(200);
    assertThat(health.body().toString())
        .isEqualTo("{\"kafka\":\"OK\",\"alarms_database\":\"OK\",\"metrics_database\":\"OK\"}");
    assertThat(health.headers().get("Cache-Control"))
        .isEqualTo("must-revalidate, no-cache, no-store");
    assertThat(api.call("HEAD", "/healthcheck", null).status()).isEqualTo(204);
  }

  @Test
  void storesOneMetricAndShowsItExactly() {
    assertThat(
            api.post(
                    METRICS,
                    "{'name':'it.one','dimensions':{'hostname':'n7','queue':'mail'},"
                        + "'timestamp':1795305600250.75,'value':12,'value_meta':{'note':'é'},"
                        + "'unknown':1}")
                .status())
        .isEqualTo(204);
    Answer answer =
        whenFound(METRICS + "/measurements?name=it.one&start_time=2026-11-22T00:00:00Z");

    JsonNode element = answer.elements().get(0);
    assertThat(keys(element))
        .containsExactly("id", "name", "dimensions", "columns", "measurements");
    assertThat(element.get("id").asText()).matches("[0-9a-f]{32}");
    assertThat(element.get("dimensions").toString())
        .isEqualTo("{\"hostname\":\"n7\",\"queue\":\"mail\"}");
    assertThat(element.get("columns").toString())
        .isEqualTo("[\"timestamp\",\"value\",\"value_meta\"]");
    assertThat(element.get("measurements").toString())
        .isEqualTo("[[\"2026-11-22T00:00:00.250Z\",12.0,{\"note\":\"é\"}]]");

    JsonNode metric = whenFound(METRICS + "?name=it.one").elements().get(0);
    assertThat(keys(metric)).containsExactly("id", "name", "dimensions");
    assertThat(metric.get("id")).isEqualTo(element.get("id"));
  }

  @Test
  void takesTheLastOfTwoValuesForOneMillisecond() {
    String path = METRICS + "/measurements?name=it.twice&start_time=2026-11-22";
    api.post(METRICS, "{'name':'it.twice','timestamp':" + DAY_MS + ",'value':1}");
    whenFound(path);

    api.post(METRICS, "{'name':'it.twice','timestamp':" + DAY_MS + ",'value':2,'value_meta':null}");

    await()
        .atMost(Duration.ofSeconds(20))
        .untilAsserted(
            () ->
                assertThat(api.get(path).elements().get(0).get("measurements").toString())
                    .isEqualTo("[[\"2026-11-22T00:00:00.000Z\",2.0,{}]]"));
  }

  @Test
  void keepsTheOrderOfAnArray() {
    String same = "{'name':'it.order','dimensions':{'h':'%d'},'timestamp':%d,'value':%d}";
    List<String> metrics = new ArrayList<>();
    for (int value = 0; value < 50; value++) {
      for (int host = 0; host < 4; host++) {
        metrics.add(same.formatted(host, DAY_MS, value));
      }
    }
    api.post(METRICS, "[" + String.join(",", metrics) + "]");
    String path = METRICS + "/measurements?name=it.order&start_time=2026-11-22&group_by=*";
    await()
        .atMost(Duration.ofSeconds(20))
        .untilAsserted(
            () -> {
              JsonNode elements = api.get(path).elements();
              assertThat(elements).hasSize(4);
              elements.forEach(element -> assertThat(values(element)).containsExactly(49.0));
            });
  }

  @Test
  void acceptsAnEmptyArray() {
    assertThat(api.post(METRICS, "[]").status()).isEqualTo(204);
  }

  @Test
  void storesNothingOfABatchWithOneFault() {
    Answer refused =
        api.post(
            METRICS,
            "[{'name':'it.batch','timestamp':%d,'value':1},{'name':'it.batch','timestamp':1}]"
                .formatted(DAY_MS));

    assertThat(refused.status()).isEqualTo(422);
    assertThat(refused.body().get("description").asText())
        .contains("element 1", "it.batch", "value");
    api.post(METRICS, "{'name':'it.after','timestamp':" + DAY_MS + ",'value':1}");
    whenFound(METRICS + "?name=it.after");
    assertThat(api.get(METRICS + "?name=it.batch").elements()).isEmpty();
  }

  @Test
  void looksAtContentTypeAndSyntaxOfMetrics() {
    Request.Builder request = new Request.Builder().url(api.api().url() + METRICS);
    RequestBody text = RequestBody.create("{}", MediaType.get("text/plain"));
    assertThat(api.call(request.post(text).build()).status()).isEqualTo(400);
    assertThat(api.call("POST", METRICS, "").status()).isEqualTo(400);
    assertThat(api.call("POST", METRICS, "{nope").status()).isEqualTo(400);
    assertThat(api.call("POST", METRICS, "null").status()).isEqualTo(422);
    assertThat(api.call("POST", METRICS, "[[]]").status()).isEqualTo(422);
    assertThat(api.call("POST", METRICS, "{\"name\":\"x\",\"value\":NaN,\"timestamp\":1}").status())
        .isEqualTo(422);
    assertThat(
            api.call("POST", METRICS, "{\"name\":\"\\ud800\",\"value\":1,\"timestamp\":1}")
                .status())
        .isEqualTo(400);
  }

  @Test
  void pagesThroughSeriesNamesAndDimensions() {
    List<String> metrics = new ArrayList<>();
    for (int i = 0; i < 7; i++) {
      metrics.add(
          "{'name':'it.page','dimensions':{'shard':'s%d','page':'p'},'timestamp':%d,'value':%d}"
              .formatted(i, DAY_MS + i, i));
    }
    api.post(METRICS, "[" + String.join(",", metrics) + "]");
    await()
        .atMost(Duration.ofSeconds(20))
        .until(() -> api.get(METRICS + "?name=it.page").elements().size() == 7);

    List<JsonNode> all = new ArrayList<>();
    api.get(METRICS + "?name=it.page").elements().forEach(all::add);
    assertThat(follow(METRICS + "?name=it.page&limit=3")).isEqualTo(all);
    assertThat(api.get(METRICS + "?name=it.page&offset=nope").status()).isEqualTo(422);

    assertThat(texts(follow(METRICS + "/dimensions/names/values?dimension_name=shard&limit=2")))
        .containsExactly("s0", "s1", "s2", "s3", "s4", "s5", "s6");
    assertThat(texts(follow(METRICS + "/dimensions/names?metric_name=it.page&limit=1")))
        .containsExactly("page", "shard");
    assertThat(texts(follow(METRICS + "/names?dimensions=page:p&limit=1")))
        .containsExactly("it.page");
    assertThat(api.get(METRICS + "/dimensions/names/values").status()).isEqualTo(422);
    assertThat(api.get(METRICS + "/dimensions/names?metric_name=it.none").elements()).isEmpty();

    String filtered = METRICS + "?name=it.page&dimensions=shard:";
    assertThat(api.get(filtered + "s1|s2,page").elements()).hasSize(2);
    assertThat(api.get(filtered + "s1%7Cs2%2Cpage%3A").elements()).hasSize(2);
    assertThat(api.get(filtered + "s9").elements()).isEmpty();
    assertThat(api.get(filtered).elements()).hasSize(7);
    assertThat(api.get(METRICS + "?name=it.page&dimensions=_x:1").status()).isEqualTo(422);
  }

  @Test
  void mergesGroupsAndRefusesAmbiguity() {
    api.post(
        METRICS,
        "[{'name':'it.group','dimensions':{'h':'a','d':'1'},'timestamp':%d,'value':1},"
                .formatted(DAY_MS)
            + "{'name':'it.group','dimensions':{'h':'a','d':'2'},'timestamp':%d,'value':2},"
                .formatted(DAY_MS + 1000)
            + "{'name':'it.group','dimensions':{'h':'b','d':'1'},'timestamp':%d,'value':4}]"
                .formatted(DAY_MS + 2000));
    await()
        .atMost(Duration.ofSeconds(20))
        .until(() -> api.get(METRICS + "?name=it.group").elements().size() == 3);
    String path = METRICS + "/measurements?name=it.group&start_time=2026-11-22T00:00:00Z";

    Answer ambiguous = api.get(path);
    assertThat(ambiguous.status()).isEqualTo(409);
    assertThat(ambiguous.body().get("title").asText()).isEqualTo("MultipleMetrics");
    assertThat(api.get(path + "&dimensions=h:b").elements()).hasSize(1);

    JsonNode merged = api.get(path + "&merge_metrics=True&dimensions=h:a").elements();
    assertThat(merged).hasSize(1);
    assertThat(merged.get(0).get("dimensions").toString()).isEqualTo("{\"h\":\"a\"}");
    assertThat(values(merged.get(0))).containsExactly(1.0, 2.0);
    assertThat(api.get(path + "&merge_metrics=true").elements().get(0).get("dimensions").toString())
        .isEqualTo("{}");

    JsonNode grouped = api.get(path + "&group_by=h&merge_metrics=true").elements();
    assertThat(grouped).hasSize(2);
    assertThat(grouped.get(0).get("dimensions").toString()).isEqualTo("{\"h\":\"a\"}");
    assertThat(values(grouped.get(0))).containsExactly(1.0, 2.0);
    assertThat(values(grouped.get(1))).containsExactly(4.0);
    assertThat(api.get(path + "&group_by=%2A").elements()).hasSize(3);

    List<Double> paged = new ArrayList<>();
    follow(path + "&group_by=*&limit=1").forEach(element -> paged.addAll(values(element)));
    assertThat(paged).containsExactly(1.0, 4.0, 2.0);
    assertThat(api.get(path + "&group_by=*&offset=0").elements()).hasSize(3);
    assertThat(api.get(path + "&group_by=*&offset=abc_2026-11-22").status()).isEqualTo(422);
    JsonNode cut = api.get(path + "&merge_metrics=true&end_time=2026-11-22T00:00:02Z").elements();
    assertThat(values(cut.get(0))).containsExactly(1.0, 2.0);
  }

  @Test
  void computesStatistics() {
    List<String> metrics = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      metrics.add(
          "{'name':'it.stat','timestamp':%d,'value':%d}".formatted(DAY_MS + i * 150_000L, i + 1));
    }
    api.post(METRICS, "[" + String.join(",", metrics) + "]");
    String path = METRICS + "/statistics?name=it.stat&start_time=2026-11-22T00:00:00Z";
    await()
        .atMost(Duration.ofSeconds(20))
        .until(
            () ->
                api.get(path + "&statistics=count&period=3600").body().toString().contains(",4]"));

    JsonNode element =
        api.get(path + "&statistics=AVG,count&statistics=max%2Cmin,sum").elements().get(0);
    assertThat(keys(element)).containsExactly("id", "name", "dimensions", "columns", "statistics");
    assertThat(element.get("columns").toString())
        .isEqualTo("[\"timestamp\",\"avg\",\"count\",\"max\",\"min\",\"sum\"]");
    assertThat(element.get("statistics").toString())
        .isEqualTo(
            "[[\"2026-11-22T00:00:00Z\",1.5,2,2.0,1.0,3.0],"
                + "[\"2026-11-22T00:05:00Z\",3.5,2,4.0,3.0,7.0]]");
    assertThat(api.get(path + "&statistics=avg&period=1").body().toString())
        .contains("[\"2026-11-22T00:00:00Z\",1.0]");

    List<String> rows = new ArrayList<>();
    follow(path + "&statistics=sum&limit=1")
        .forEach(page -> page.get("statistics").forEach(row -> rows.add(row.toString())));
    assertThat(rows)
        .containsExactly("[\"2026-11-22T00:00:00Z\",3.0]", "[\"2026-11-22T00:05:00Z\",7.0]");
  }

  @ParameterizedTest
  @CsvSource({
    "/measurements,422",
    "/measurements?name=x,422",
    "/measurements?start_time=2026-01-01,422",
    "/measurements?name=x&start_time=yesterday,422",
    "/measurements?name=x&start_time=2026-01-01T00:00:00+01:00,422",
    "/measurements?name=x&start_time=2026-01-02&end_time=2026-01-01,400",
    "/measurements?name=x&start_time=2026-01-01&end_time=2026-01-01,400",
    "/measurements?name=a<b&start_time=2026-01-01,422",
    "/measurements?name=x&start_time=2026-01-01&limit=abc,422",
    "/measurements?name=x&start_time=2026-01-01&limit=0,422",
    "/measurements?name=x&start_time=0001-01-01&end_time=9999-12-31,200",
    "/measurements?name=x&start_time=2026-01-01&dimensions=a%22b:c,422",
    "/measurements?name=x&start_time=2026-01-01&offset=what,422",
    "/statistics?name=x&start_time=2026-01-01,422",
    "/statistics?name=x&start_time=2026-01-01&statistics=foo,422",
    "'/statistics?name=x&start_time=2026-01-01&statistics=,',422",
    "/statistics?name=x&start_time=2026-01-01&statistics=avg&period=0,422",
    "/statistics?name=x&start_time=2026-01-01&statistics=avg&period=-1,422",
    "/statistics?name=x&start_time=2026-01-01&statistics=avg&period=1.5,422",
    "/statistics?name=x&start_time=0001-01-01&statistics=avg&period=999999999,200",
    "?limit=-1,422",
    "?end_time=2026-01-01,200",
    "?start_time=2026-01-02&end_time=2026-01-01,400",
    "?foo&bar=1,200",
    "/dimensions/names?start_time=2026-01-02&end_time=2026-01-01,200",
    "?name=%00,200",
    "?name=x%0Ay,200",
  })
  void answersParametersByTheContract(String query, int status) {
    Answer answer = api.get(METRICS + query);

    assertThat(answer.status()).as(answer.body().toString()).isEqualTo(status);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "'; DROP SERIES FROM /.*/",
        "\" OR 1=1 --",
        "a\\",
        "a\nb c",
        "time",
        "名前/*",
      })
  void findsNothingByHostileText(String text) {
    String encoded = URLEncoder.encode(text, StandardCharsets.UTF_8);
    for (String path :
        List.of(
            "/dimensions/names?metric_name=" + encoded,
            "/dimensions/names/values?dimension_name=" + encoded,
            "/names?offset=~" + encoded,
            "/measurements?start_time=2026-01-01&name=" + encoded,
            "?tenant_id=" + encoded)) {
      Answer answer = api.get(METRICS + path);
      assertThat(answer.status()).as(path).isIn(200, 422);
      if (answer.status() == 200) {
        assertThat(answer.elements()).isEmpty();
      }
    }
  }

  @Test
  void keepsTenantsApart() {
    api.post(
        METRICS + "?tenant_id=other", "{'name':'it.other','timestamp':" + DAY_MS + ",'value':1}");
    whenFound(METRICS + "?tenant_id=other&name=it.other");

    assertThat(api.get(METRICS + "?name=it.other").elements()).isEmpty();
    assertThat(texts(follow(METRICS + "/names?tenant_id=other"))).containsExactly("it.other");
  }

  @Test
  void managesNotificationMethods() {
    Answer created =
        api.post(METHODS, "{'name':'hook','type':'webhook','address':'http://127.0.0.1:9/x'}");
    assertThat(created.status()).isEqualTo(201);
    assertThat(keys(created.body()))
        .containsExactly("id", "links", "name", "type", "address", "period");
    assertThat(created.body().get("type").asText()).isEqualTo("WEBHOOK");
    assertThat(created.body().get("period").asInt()).isZero();
    assertThat(created.body().at("/links/0/href").asText())
        .isEqualTo(api.api().url() + METHODS + "/" + created.id());

    String path = METHODS + "/" + created.id();
    assertThat(api.get(path).body()).isEqualTo(created.body());
    assertThat(api.get(path + "/").status()).isEqualTo(200);
    assertThat(
            api.post(METHODS, "{'name':'hook','type':'EMAIL','address':'a@b'}")
                .body()
                .get("title")
                .asText())
        .isEqualTo("AlreadyExistsException");

    Answer patched = api.patch(path, "{'name':'hook 2','period':'60'}");
    assertThat(patched.status()).isEqualTo(200);
    assertThat(patched.body().get("period").asInt()).isEqualTo(60);
    assertThat(api.patch(path, "{'type':'EMAIL'}").status()).isEqualTo(400);
    assertThat(api.put(path, "{'name':'h','type':'EMAIL','address':'a@b'}").status())
        .isEqualTo(400);
    assertThat(api.put(path, "{'name':'h','type':'EMAIL','address':'a@b','period':0}").status())
        .isEqualTo(200);
    assertThat(api.get(path).body().get("type").asText()).isEqualTo("EMAIL");

    assertThat(api.delete(path).status()).isEqualTo(204);
    assertThat(api.delete(path).status()).isEqualTo(404);
    assertThat(api.get(path).status()).isEqualTo(404);
    assertThat(api.patch(path, "{nope").status()).isEqualTo(404);
  }

  @Test
  void listsNotificationMethodsByPagesAndOrder() {
    Set<String> ids = new HashSet<>();
    for (String name : List.of("list c", "list a", "list b")) {
      ids.add(
          api.post(METHODS, "{'name':'%s','type':'EMAIL','address':'a@b'}".formatted(name)).id());
    }

    List<JsonNode> all = follow(METHODS + "?limit=2&sort_by=name+desc");
    assertThat(
            all.stream()
                .map(method -> method.get("name").asText())
                .filter(name -> name.startsWith("list")))
        .containsExactly("list c", "list b", "list a");
    assertThat(
            follow(METHODS + "?limit=1").stream()
                .map(method -> method.get("id").asText())
                .collect(Collectors.toSet()))
        .containsAll(ids);
    assertThat(api.get(METHODS + "?sort_by=foo").status()).isEqualTo(422);
    assertThat(api.get(METHODS + "?offset=x").status()).isEqualTo(422);
    assertThat(texts(follow(METHODS + "/types"))).containsExactly("EMAIL", "PAGERDUTY", "WEBHOOK");
  }

  private static Answer whenFound(String path) {
    await()
        .atMost(Duration.ofSeconds(20))
        .pollInterval(Duration.ofMillis(50))
        .until(() -> !api.get(path).elements().isEmpty());
    return api.get(path);
  }

  private static List<JsonNode> follow(String path) {
    List<JsonNode> elements = new ArrayList<>();
    for (String next = path; next != null; ) {
      Answer page = api.get(next);
      assertThat(page.status()).as(page.body().toString()).isEqualTo(200);
      page.elements().forEach(elements::add);
      next = page.next();
    }
    return elements;
  }

  private static List<String> texts(List<JsonNode> elements) {
    return elements.stream().map(element -> element.elements().next().asText()).toList();
  }

  private static List<Double> values(JsonNode element) {
    List<Double> values = new ArrayList<>();
    element.get("measurements").forEach(row -> values.add(row.get(1).asDouble()));
    return values;
  }

  private static List<String> keys(JsonNode object) {
    List<String> keys = new ArrayList<>();
    object.fieldNames().forEachRemaining(keys::add);
    return keys;
  }
}
