package io.miharu.api.definition;

import com.fasterxml.jackson.databind.JsonNode;
import io.miharu.api.http.ApiException;
import io.miharu.api.http.JsonObject;
import io.miharu.api.http.Severities;
import io.miharu.model.AlarmDefinition;
import io.miharu.model.AlarmSeverity;
import java.util.List;

/**
 * Reads the bodies of alarm definitions. Unknown fields are ignored; every fault is 422, unlike
 * those of notification methods.
 */
final class DefinitionBody {
  private static final String NAME = "name";
  private static final String DESCRIPTION = "description";
  private static final String EXPRESSION = "expression";
  private static final String MATCH_BY = "match_by";
  private static final String SEVERITY = "severity";
  private static final String ACTIONS_ENABLED = "actions_enabled";
  private static final String ALARM_ACTIONS = "alarm_actions";
  private static final String OK_ACTIONS = "ok_actions";
  private static final String UNDETERMINED_ACTIONS = "undetermined_actions";

  private final JsonObject json;

  private DefinitionBody(JsonNode json) {
    this.json = new JsonObject(json, ApiException::unprocessable);
  }

  /** The body of a POST: name and expression are required, actions are enabled. */
  static DefinitionDraft create(JsonNode json) {
    DefinitionBody body = new DefinitionBody(json);
    return DefinitionRules.checked(
        new DefinitionDraft(
            body.json.text(NAME),
            body.text(DESCRIPTION, ""),
            body.json.text(EXPRESSION),
            body.texts(MATCH_BY, List.of()),
            body.severity(AlarmSeverity.LOW),
            true,
            body.texts(ALARM_ACTIONS, List.of()),
            body.texts(OK_ACTIONS, List.of()),
            body.texts(UNDETERMINED_ACTIONS, List.of())));
  }

  /** The body of a PUT: all nine fields are required. */
  static DefinitionDraft replace(JsonNode json) {
    JsonObject body = new DefinitionBody(json).json;
    return DefinitionRules.checked(
        new DefinitionDraft(
            body.text(NAME),
            body.text(DESCRIPTION),
            body.text(EXPRESSION),
            body.texts(MATCH_BY),
            Severities.parse(body.text(SEVERITY)),
            body.flag(ACTIONS_ENABLED),
            body.texts(ALARM_ACTIONS),
            body.texts(OK_ACTIONS),
            body.texts(UNDETERMINED_ACTIONS)));
  }

  /** The body of a PATCH: what is absent stays. */
  static DefinitionDraft patch(JsonNode json, AlarmDefinition stored) {
    DefinitionBody body = new DefinitionBody(json);
    DefinitionDraft old = DefinitionDraft.of(stored);
    return DefinitionRules.checked(
        new DefinitionDraft(
            body.text(NAME, old.name()),
            body.text(DESCRIPTION, old.description()),
            body.text(EXPRESSION, old.expression()),
            body.texts(MATCH_BY, old.matchBy()),
            body.severity(old.severity()),
            body.lenientFlag(ACTIONS_ENABLED, old.actionsEnabled()),
            body.texts(ALARM_ACTIONS, old.alarmActions()),
            body.texts(OK_ACTIONS, old.okActions()),
            body.texts(UNDETERMINED_ACTIONS, old.undeterminedActions())));
  }

  private String text(String field, String absent) {
    return json.optionalText(field).orElse(absent);
  }

  private List<String> texts(String field, List<String> absent) {
    return json.has(field) ? json.texts(field) : absent;
  }

  private AlarmSeverity severity(AlarmSeverity absent) {
    return json.optionalText(SEVERITY).map(Severities::parse).orElse(absent);
  }

  /** The original takes the strings too. */
  private boolean lenientFlag(String field, boolean absent) {
    if (!json.has(field)) {
      return absent;
    }
    return json.required(field).isTextual()
        ? Boolean.parseBoolean(json.text(field))
        : json.flag(field);
  }
}
