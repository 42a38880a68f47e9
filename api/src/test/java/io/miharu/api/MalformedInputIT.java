package io.miharu.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.miharu.api.testing.TestApi;
import io.miharu.api.testing.TestApi.Answer;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Whatever comes in, no route fails: every route is walked with every odd body and parameter. */
@Timeout(180)
class MalformedInputIT {
  private static final List<String> COLLECTIONS =
      List.of("/v2.0/metrics", "/v2.0/notification-methods", "/v2.0/alarm-definitions");

  private static final List<String> GETS =
      List.of(
          "/v2.0/metrics",
          "/v2.0/metrics/names",
          "/v2.0/metrics/dimensions/names",
          "/v2.0/metrics/dimensions/names/values",
          "/v2.0/metrics/measurements",
          "/v2.0/metrics/statistics",
          "/v2.0/notification-methods",
          "/v2.0/notification-methods/types",
          "/v2.0/notification-methods/x",
          "/v2.0/alarm-definitions",
          "/v2.0/alarm-definitions/x",
          "/v2.0/alarms",
          "/v2.0/alarms/x",
          "/healthcheck",
          "/",
          "/v2.0");

  private static final List<String> BODIES =
      List.of(
          "",
          " ",
          "null",
          "true",
          "0",
          "-1e9999",
          "\"x\"",
          "\"\\ud800\"",
          "[]",
          "[[]]",
          "[null]",
          "{}",
          "{\"\":\"\"}",
          "{\"name\":{}}",
          "{\"name\":[],\"type\":{},\"address\":1,\"period\":{}}",
          "{\"name\":null,\"expression\":null}",
          "{\"name\":\"\\u0000\",\"expression\":\"\\u0000\",\"type\":\"\\u0000\"}",
          "{\"name\":\"m\",\"timestamp\":1e308,\"value\":1e308}",
          "{\"name\":\"m\",\"timestamp\":NaN,\"value\":Infinity}",
          "{\"name\":\"m\",\"timestamp\":" + "9".repeat(900) + ",\"value\":1}",
          "{\"name\":\"m\",\"timestamp\":" + "9".repeat(2_000) + ",\"value\":1}",
          "{\"name\":\"m\",\"timestamp\":1,\"value\":1,\"value_meta\":{\"a\":\"\\udc00\"}}",
          "{\"name\":\"m\",\"timestamp\":1,\"value\":1,\"dimensions\":{\"a\":\"\\ud83d\\ude00\"}}",
          "{\"name\":\"d\",\"expression\":\"" + "(".repeat(5_000) + "\"}",
          "{\"name\":\"d\",\"expression\":\"" + "x>1 and ".repeat(1_500) + "x>1\"}",
          "{\"name\":\"d\",\"expression\":\"max(a,99999999999999999999) > 1\"}",
          "{\"name\":\"d2\",\"expression\":\"a > 1\",\"match_by\":[[]],\"alarm_actions\":{}}",
          "{\"a\":".repeat(60) + "1" + "}".repeat(60),
          "{\"a\":".repeat(10_000),
          "\u0000",
          "\ufeff{}",
          "{\"name\":\"n\",\"type\":\"EMAIL\",\"address\":\"a@b\",\"period\":1e3}");

  private static final List<String> QUERIES =
      List.of(
          "?",
          "?&&&",
          "?=",
          "?name",
          "?name=%",
          "?name=%ff%fe",
          "?name=%00",
          "?name=" + "x".repeat(300),
          "?limit=99999999999999999999999&offset=99999999999999999999",
          "?limit=%F0%9F%98%80",
          "?offset=_",
          "?offset=__",
          "?offset=a_b_c",
          "?offset=-1",
          "?name=x&start_time=2026-01-01&offset=_&group_by=*",
          "?name=x&start_time=2026-01-01&offset=" + "9".repeat(15) + "&statistics=avg&group_by=a",
          "?name=x&start_time=-1&statistics=avg",
          "?name=x&start_time=2026-13-01&statistics=avg",
          "?name=x&start_time=2026-01-01&end_time=9999-12-31&statistics=avg&period=999999999",
          "?name=x&start_time=2026-01-01&statistics=avg&period=9999999999999",
          "?name=x&start_time=2026-01-01&statistics=avg&group_by=time,value,%22,%0a,_x&period=60",
          "?name=x&start_time=2026-01-01&dimensions=time:1,value:2&merge_metrics=true",
          "?dimensions=:::,,||,a",
          "?metric_dimensions=:::,,||,a",
          "?dimension_name=_tenant_id",
          "?dimension_name=%22%27%0a",
          "?metric_name=%22%27%0a&dimension_name=time",
          "?sort_by=,,,",
          "?sort_by=name%20desc%20desc",
          "?severity=%7C%7C",
          "?state=%00",
          "?state_updated_start_time=x",
          "?tenant_id=%0a,%3D%20",
          "?tenant_id=" + "x".repeat(2_000));

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
  void answersEveryBody() {
    for (String collection : COLLECTIONS) {
      for (String body : BODIES) {
        check("POST", collection, body);
        check("PUT", collection + "/x", body);
        check("PATCH", collection + "/x", body);
      }
    }
  }

  @Test
  void answersEveryQuery() {
    for (String path : GETS) {
      for (String query : QUERIES) {
        check("GET", path + query, null);
      }
    }
    for (String query : QUERIES) {
      check("POST", "/v2.0/metrics" + query, "[]");
    }
  }

  private static void check(String method, String path, String body) {
    Answer answer = api.call(method, path, body);
    assertThat(answer.status())
        .as("%s %s %.200s: %s", method, path, body, answer.body())
        .isBetween(200, 499);
  }
}
