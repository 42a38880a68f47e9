package io.miharu.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.miharu.api.testing.TestApi;
import io.miharu.api.testing.TestApi.Answer;
import io.miharu.model.Alarm;
import io.miharu.model.AlarmRecord;
import io.miharu.model.AlarmSeries;
import io.miharu.model.AlarmState;
import io.miharu.model.Dimensions;
import io.miharu.model.MetricId;
import io.miharu.runtime.kafka.Topics;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Timeout(180)
class DefinitionsIT {
  private static final String DEFINITIONS = "/v2.0/alarm-definitions";
  private static final String METHODS = "/v2.0/notification-methods";
  private static final String ALARMS = "/v2.0/alarms";

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
  void showsADefinitionAsItWasMade() {
    String method = method("shown");
    Answer created =
        api.post(
            DEFINITIONS,
            "{'name':'Mail backlog','expression':'max( queue.depth{queue=mail}, 120) >500 times 2',"
                + "'match_by':['hostname'],'severity':'high','alarm_actions':['"
                + method
                + "'],'extra':1}");

    assertThat(created.status()).as(created.body().toString()).isEqualTo(201);
    assertThat(keys(created.body()))
        .containsExactly(
            "id",
            "links",
            "name",
            "description",
            "expression",
            "deterministic",
            "match_by",
            "severity",
            "actions_enabled",
            "alarm_actions",
            "ok_actions",
            "undetermined_actions");
    assertThat(created.body().get("expression").asText())
        .isEqualTo("max( queue.depth{queue=mail}, 120) >500 times 2");
    assertThat(created.body().get("description").asText()).isEmpty();
    assertThat(created.body().get("severity").asText()).isEqualTo("HIGH");
    assertThat(created.body().get("actions_enabled").asBoolean()).isTrue();
    assertThat(created.body().get("ok_actions").toString()).isEqualTo("[]");
    assertThat(api.get(DEFINITIONS + "/" + created.id()).body()).isEqualTo(created.body());
    assertThat(api.get(DEFINITIONS + "?name=Mail+backlog").elements().get(0))
        .isEqualTo(created.body());
    assertThat(api.get(DEFINITIONS + "?dimensions=queue:mail").elements()).hasSize(1);
    assertThat(api.get(DEFINITIONS + "?dimensions=queue:post").elements()).isEmpty();
    assertThat(api.get(DEFINITIONS + "?severity=low%7Ccritical&name=Mail+backlog").elements())
        .isEmpty();
    assertThat(api.get(DEFINITIONS + "?severity=bad").status()).isEqualTo(422);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{'name':'q'}|422|Unprocessable Entity",
        "{'expression':'avg(x) > 1'}|422|Unprocessable Entity",
        "{'name':'q','expression':'avg(x >'}|422|Invalid alarm expression",
        "{'name':'q','expression':''}|422|Invalid alarm expression",
        "{'name':'q','expression':5}|422|Unprocessable Entity",
        "{'name':'q','expression':'avg(x)>1','severity':'BAD'}|422|Unprocessable Entity",
        "{'name':'q','expression':'avg(x)>1','description':null}|422|Unprocessable Entity",
        "{'name':'q','expression':'avg(x)>1','match_by':'h'}|422|Unprocessable Entity",
        "{'name':'q','expression':'avg(x)>1','match_by':['_h']}|422|Unprocessable Entity",
        "{'name':'q','expression':'avg(x)>1','ok_actions':['n','n']}|422|Unprocessable Entity",
        "{'name':'q','expression':'avg(x)>1','ok_actions':['no']}|422|InvalidUpdateException",
        "[]|422|Unprocessable Entity",
        "{|400|Bad request",
      })
  void refusesFaultyDefinitions(String body, int status, String title) {
    Answer refused = api.post(DEFINITIONS, body);

    assertThat(refused.status()).as(refused.body().toString()).isEqualTo(status);
    assertThat(refused.body().get("title").asText()).isEqualTo(title);
  }

  @Test
  void changesWhatMayChange() {
    String path = DEFINITIONS + "/" + definition("changing", "max(a{k=v}) > 1 and min(b) < 2");
    String rest =
        ",'description':'d','match_by':[],'severity':'LOW','actions_enabled':false,"
            + "'alarm_actions':[],'ok_actions':[],'undetermined_actions':[]}";

    Answer replaced =
        api.put(path, "{'name':'changed','expression':'b < 7 or avg(a{k=v}, 120) >= 3'" + rest);
    assertThat(replaced.status()).as(replaced.body().toString()).isEqualTo(200);
    assertThat(replaced.body().get("actions_enabled").asBoolean()).isFalse();
    assertThat(api.put(path, "{'name':'x'}").status()).isEqualTo(422);
    assertThat(title(api.put(path, "{'name':'c','expression':'max(a{k=v}) > 1'" + rest)))
        .isEqualTo("InvalidUpdateException");
    assertThat(title(api.patch(path, "{'expression':'max(a{k=w}) > 1 and b < 2'}")))
        .isEqualTo("InvalidUpdateException");
    assertThat(title(api.patch(path, "{'match_by':['h']}"))).isEqualTo("InvalidUpdateException");

    Answer patched = api.patch(path, "{'severity':'critical','actions_enabled':'true'}");
    assertThat(patched.body().get("severity").asText()).isEqualTo("CRITICAL");
    assertThat(patched.body().get("actions_enabled").asBoolean()).isTrue();
    assertThat(patched.body().get("name").asText()).isEqualTo("changed");
    assertThat(api.get(path).body()).isEqualTo(patched.body());

    definition("taken", "x > 1");
    assertThat(title(api.patch(path, "{'name':'taken'}"))).isEqualTo("AlreadyExistsException");
    assertThat(api.patch(DEFINITIONS + "/nope", "{}").status()).isEqualTo(404);
    assertThat(api.delete(DEFINITIONS).status()).isEqualTo(400);
    assertThat(api.delete(path).status()).isEqualTo(204);
    assertThat(api.get(path).status()).isEqualTo(404);
    definition("changed", "x > 1");
  }

  @Test
  void takesADeletedMethodOutOfAllActions() {
    String gone = method("gone");
    String stays = method("stays");
    String id =
        api.post(
                DEFINITIONS,
                "{'name':'relieved','expression':'x > 1','alarm_actions':['%s','%s'],'ok_actions':['%s']}"
                    .formatted(gone, stays, gone))
            .id();

    assertThat(api.delete(METHODS + "/" + gone).status()).isEqualTo(204);

    JsonNode definition = api.get(DEFINITIONS + "/" + id).body();
    assertThat(definition.get("alarm_actions").toString()).isEqualTo("[\"" + stays + "\"]");
    assertThat(definition.get("ok_actions").toString()).isEqualTo("[]");
  }

  @Test
  void sortsSeveritiesOfDefinitionsByName() {
    for (String severity : List.of("LOW", "MEDIUM", "HIGH", "CRITICAL")) {
      api.post(
          DEFINITIONS,
          "{'name':'sorted %s','expression':'sorted{s=1} > 1','severity':'%s'}"
              .formatted(severity, severity));
    }
    List<String> severities = new ArrayList<>();
    api.get(DEFINITIONS + "?dimensions=s:1&sort_by=severity")
        .elements()
        .forEach(each -> severities.add(each.get("severity").asText()));

    assertThat(severities).containsExactly("CRITICAL", "HIGH", "LOW", "MEDIUM");
    assertThat(api.get(DEFINITIONS + "?sort_by=expression").status()).isEqualTo(422);
  }

  @Test
  void showsAlarmsOfTheEngine() {
    String id = definition("watching", "max(queue.depth) > 1");
    String tenant = TestApi.config(Map.of()).defaultTenant();
    try (Producer<String, AlarmRecord> engine =
        api.kafka().producer("engine", Topics.ALARMS, Map.of())) {
      send(engine, "a1", alarm("a1", tenant, id, AlarmState.ALARM, 1_795_305_600_123L));
      send(engine, "a1/0", new AlarmSeries("a1", metric("n7")));
      send(engine, "a1/1", new AlarmSeries("a1", metric("n8")));
      send(engine, "a2", alarm("a2", tenant, id, AlarmState.OK, 1_795_305_601_000L));
      send(engine, "a2/0", new AlarmSeries("a2", metric("n9")));
      send(engine, "b1", alarm("b1", "other", id, AlarmState.OK, 1));
      send(engine, "c1", alarm("c1", tenant, "no-definition", AlarmState.OK, 1));
      engine.flush();
      await()
          .atMost(Duration.ofSeconds(20))
          .until(() -> api.get(ALARMS + "?metric_name=queue.depth").elements().size() == 2);

      Answer alarm = api.get(ALARMS + "/a1");
      assertThat(keys(alarm.body()))
          .containsExactly(
              "id",
              "links",
              "alarm_definition",
              "metrics",
              "state",
              "lifecycle_state",
              "link",
              "state_updated_timestamp",
              "updated_timestamp",
              "created_timestamp");
      assertThat(alarm.body().get("lifecycle_state").isNull()).isTrue();
      assertThat(alarm.body().at("/alarm_definition/name").asText()).isEqualTo("watching");
      assertThat(alarm.body().get("metrics").toString())
          .isEqualTo(
              "[{\"name\":\"queue.depth\",\"dimensions\":{\"hostname\":\"n7\"}},"
                  + "{\"name\":\"queue.depth\",\"dimensions\":{\"hostname\":\"n8\"}}]");
      assertThat(alarm.body().get("state_updated_timestamp").asText())
          .isEqualTo("2026-11-22T00:00:00.123Z");
      assertThat(api.get(ALARMS + "/b1").status()).isEqualTo(404);
      assertThat(api.get(ALARMS + "/c1").status()).isEqualTo(404);

      assertThat(found("metric_dimensions=hostname:n8")).containsExactly("a1");
      assertThat(found("metric_name=queue.depth&metric_dimensions=hostname:n1")).isEmpty();
      assertThat(found("state=alarm")).containsExactly("a1");
      assertThat(found("alarm_definition_id=" + id)).containsExactly("a1", "a2");
      assertThat(found("alarm_definition_id=nope")).isEmpty();
      assertThat(found("severity=LOW%7CHIGH")).containsExactly("a1", "a2");
      assertThat(found("severity=HIGH")).isEmpty();
      assertThat(found("sort_by=state")).containsExactly("a2", "a1");
      assertThat(found("sort_by=state+desc")).containsExactly("a1", "a2");
      assertThat(found("limit=1&offset=1")).containsExactly("a2");
      assertThat(found("lifecycle_state=OPEN")).isEmpty();
      assertThat(found("state_updated_start_time=2026-11-22T00:00:00.500Z")).containsExactly("a2");
      for (String bad :
          List.of("state=FOO", "severity=x", "sort_by=foo", "offset=a", "metric_dimensions=_a:b")) {
        assertThat(api.get(ALARMS + "?" + bad).status()).as(bad).isEqualTo(422);
      }

      send(engine, "a2", null);
      send(engine, "a2/0", null);
      engine.flush();
      await().atMost(Duration.ofSeconds(20)).until(() -> found("").equals(List.of("a1")));
      assertThat(api.delete(DEFINITIONS + "/" + id).status()).isEqualTo(204);
      assertThat(api.get(ALARMS + "/a1").status()).isEqualTo(404);
    }
  }

  private static List<String> found(String query) {
    List<String> ids = new ArrayList<>();
    api.get(ALARMS + "?" + query).elements().forEach(alarm -> ids.add(alarm.get("id").asText()));
    return ids;
  }

  private static Alarm alarm(
      String id, String tenant, String definitionId, AlarmState state, long at) {
    return new Alarm(
        id, tenant, definitionId, Dimensions.empty(), state, null, null, List.of(), at, at, at);
  }

  private static MetricId metric(String host) {
    return new MetricId("queue.depth", Dimensions.of("hostname", host));
  }

  private static void send(Producer<String, AlarmRecord> engine, String key, AlarmRecord record) {
    engine.send(new ProducerRecord<>(Topics.ALARMS.name(), key, record));
  }

  private static String definition(String name, String expression) {
    Answer created =
        api.post(DEFINITIONS, "{'name':'%s','expression':'%s'}".formatted(name, expression));
    assertThat(created.status()).as(created.body().toString()).isEqualTo(201);
    return created.id();
  }

  private static String method(String name) {
    return api.post(METHODS, "{'name':'%s','type':'EMAIL','address':'a@b'}".formatted(name)).id();
  }

  private static String title(Answer answer) {
    return answer.body().get("title").asText();
  }

  private static List<String> keys(JsonNode object) {
    List<String> keys = new ArrayList<>();
    object.fieldNames().forEachRemaining(keys::add);
    return keys;
  }
}
