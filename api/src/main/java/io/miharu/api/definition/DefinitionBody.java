package io.miharu.api.definition;

import com.fasterxml.jackson.databind.JsonNode;
import io.miharu.alarm.definition.DefinitionDraft;
import io.miharu.api.http.ApiException;
import io.miharu.api.http.JsonObject;
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
  static Submitted create(JsonNode json) {
    DefinitionBody body = new DefinitionBody(json);
    return new Submitted(
        new DefinitionDraft(
            body.json.text(NAME),
            body.text(DESCRIPTION, ""),
            body.json.text(EXPRESSION),
            body.text(SEVERITY, AlarmSeverity.LOW.name()),
            body.texts(MATCH_BY, List.of()),
            body.texts(ALARM_ACTIONS, List.of()),
            body.texts(OK_ACTIONS, List.of()),
            body.texts(UNDETERMINED_ACTIONS, List.of())),
        true);
  }

  /** The body of a PUT: all nine fields are required. */
  static Submitted replace(JsonNode json) {
    JsonObject body = new DefinitionBody(json).json;
    return new Submitted(
        new DefinitionDraft(
            body.text(NAME),
            body.text(DESCRIPTION),
            body.text(EXPRESSION),
            body.text(SEVERITY),
            body.texts(MATCH_BY),
            body.texts(ALARM_ACTIONS),
            body.texts(OK_ACTIONS),
            body.texts(UNDETERMINED_ACTIONS)),
        body.flag(ACTIONS_ENABLED));
  }

  /** The body of a PATCH: what is absent stays. */
  static Submitted patch(JsonNode json, AlarmDefinition stored) {
    DefinitionBody body = new DefinitionBody(json);
    return new Submitted(
        new DefinitionDraft(
            body.text(NAME, stored.name()),
            body.text(DESCRIPTION, stored.description()),
            body.text(EXPRESSION, stored.expression()),
            body.text(SEVERITY, stored.severity().name()),
            body.texts(MATCH_BY, stored.matchBy()),
            body.texts(ALARM_ACTIONS, stored.alarmActions()),
            body.texts(OK_ACTIONS, stored.okActions()),
            body.texts(UNDETERMINED_ACTIONS, stored.undeterminedActions())),
        body.lenientFlag(ACTIONS_ENABLED, stored.actionsEnabled()));
  }

  private String text(String field, String absent) {
    return json.optionalText(field).orElse(absent);
  }

  private List<String> texts(String field, List<String> absent) {
    return json.has(field) ? json.texts(field) : absent;
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
