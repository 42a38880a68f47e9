package io.miharu.api.definition;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import io.miharu.alarm.language.AlarmExpression;
import io.miharu.api.http.Link;
import io.miharu.api.http.Request;
import io.miharu.model.AlarmDefinition;
import io.miharu.model.AlarmSeverity;
import java.util.List;

/**
 * An alarm definition as clients see it: exactly these twelve keys. The expression is shown as it
 * was written, byte for byte.
 */
@JsonPropertyOrder({
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
  "undetermined_actions"
})
record DefinitionView(
    String id,
    List<Link> links,
    String name,
    String description,
    String expression,
    boolean deterministic,
    @JsonProperty("match_by") List<String> matchBy,
    AlarmSeverity severity,
    @JsonProperty("actions_enabled") boolean actionsEnabled,
    @JsonProperty("alarm_actions") List<String> alarmActions,
    @JsonProperty("ok_actions") List<String> okActions,
    @JsonProperty("undetermined_actions") List<String> undeterminedActions) {
  static DefinitionView of(Request request, AlarmDefinition definition) {
    return new DefinitionView(
        definition.id(),
        List.of(Link.self(request.href(AlarmDefinitionRoutes.PATH + "/" + definition.id()))),
        definition.name(),
        definition.description(),
        definition.expression(),
        AlarmExpression.parse(definition.expression()).deterministic(),
        definition.matchBy(),
        definition.severity(),
        definition.actionsEnabled(),
        definition.alarmActions(),
        definition.okActions(),
        definition.undeterminedActions());
  }
}
