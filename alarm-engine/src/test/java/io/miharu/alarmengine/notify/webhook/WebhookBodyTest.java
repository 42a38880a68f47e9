package io.miharu.alarmengine.notify.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import io.miharu.alarmengine.notify.Transitions;
import io.miharu.model.Json;
import org.junit.jupiter.api.Test;

class WebhookBodyTest {
  @Test
  void hasExactlyTheKeysOfMonasca() throws Exception {
    String json =
        Json.writer(WebhookBody.class)
            .writeValueAsString(WebhookBody.of(Transitions.toAlarm("a1", 1_700_000_000_999L)));

    assertThat(json)
        .isEqualTo(
            "{\"alarm_id\":\"a1\",\"alarm_definition_id\":\"definition-1\","
                + "\"alarm_name\":\"cpu high\",\"alarm_description\":\"on one node\","
                + "\"alarm_timestamp\":1700000000,\"state\":\"ALARM\",\"old_state\":\"OK\","
                + "\"message\":\"Thresholds were exceeded\",\"tenant_id\":\"t1\","
                + "\"metrics\":[{\"id\":null,\"name\":\"cpu.total_time_sec\","
                + "\"dimensions\":{\"hostname\":\"n1\"}}]}");
  }
}
