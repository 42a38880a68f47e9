package io.miharu.standalone.demo;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.miharu.alarm.language.AlarmExpression;
import io.miharu.model.Json;
import io.miharu.model.catalogue.Catalogue;
import io.miharu.standalone.terminal.Terminal;
import java.io.InputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.Test;

class DemoTest {
  @Test
  void shippedDefinitionsWatchMetricsThatExist() throws Exception {
    try (InputStream resource =
        DemoDefinitions.class.getResourceAsStream("alarm-definitions.json")) {
      JsonNode definitions = Json.mapper().readTree(resource);
      assertThat(definitions).hasSizeGreaterThan(3);
      for (JsonNode definition : definitions) {
        AlarmExpression expression = AlarmExpression.parse(definition.path("expression").asText());
        assertThat(expression.subExpressions())
            .allSatisfy(
                sub ->
                    assertThat(Catalogue.column(sub.metricName())).as(sub.toString()).isPresent());
      }
    }
  }

  @Test
  void webhookIsShownReadably() throws Exception {
    Terminal plain = new Terminal(new PrintWriter(new StringWriter()), false, false);
    JsonNode webhook =
        Json.mapper()
            .readTree(
                """
                {"alarm_name":"Mail \\u001b[31mbacklog","alarm_timestamp":1795384200,"state":"ALARM",
                 "old_state":"OK","message":"too much","metrics":[{"name":"queue.depth",
                 "dimensions":{"hostname":"n7"}}]}""");
    List<String> lines = new WebhookText(plain, ZoneOffset.UTC).lines(webhook);
    assertThat(lines.get(0)).contains("OK -> ALARM").contains("Mail").doesNotContain("\u001b");
    assertThat(lines.get(1)).contains("too much");
    assertThat(lines.get(2)).contains("1 metric: queue.depth{hostname=n7}");
  }
}
