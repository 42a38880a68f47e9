package io.miharu.api.definition;

import io.miharu.alarm.language.AlarmExpression;
import io.miharu.alarm.language.InvalidExpressionException;
import io.miharu.alarm.language.SubExpression;
import io.miharu.api.http.ApiException;
import io.miharu.api.registry.Definitions;
import io.miharu.model.AlarmDefinition;
import io.miharu.model.AlarmState;
import io.miharu.model.MetricId;
import io.miharu.model.MetricRules;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;

/** What a valid alarm definition is, and how one may change. Each fault is 422, but for names. */
final class DefinitionRules {
  private static final int MAX_NAME = 255;
  private static final int MAX_DESCRIPTION = 255;
  private static final int MAX_ACTION_ID = 50;
  private static final String INVALID_UPDATE = "InvalidUpdateException";

  private DefinitionRules() {}

  /**
   * The draft, if it is valid by itself.
   *
   * @throws ApiException with the first fault
   */
  static DefinitionDraft checked(DefinitionDraft draft) {
    checkLength("name", draft.name(), 1, MAX_NAME);
    checkLength("description", draft.description(), 0, MAX_DESCRIPTION);
    checkExpression(draft.expression());
    for (String key : draft.matchBy()) {
      Optional<String> fault = MetricRules.dimensionKeyFault(key);
      if (fault.isPresent()) {
        throw ApiException.unprocessable("match_by: " + fault.get());
      }
    }
    checkActions("alarm_actions", draft.alarmActions());
    checkActions("ok_actions", draft.okActions());
    checkActions("undetermined_actions", draft.undeterminedActions());
    return draft;
  }

  /** Refuses a name that another live definition of the tenant has. */
  static void checkName(Definitions current, String tenant, String name, String id) {
    if (current.hasOther(AlarmDefinition.class, tenant, name, id)) {
      throw ApiException.conflict(
          "AlreadyExistsException",
          "An alarm definition with the name " + name + " already exists");
    }
  }

  /**
   * Refuses a change of what the alarms are about: they would no longer be instances of their
   * definition. Function, operator, threshold, period, periods and logic may change.
   */
  static void checkUpdate(AlarmDefinition stored, DefinitionDraft draft) {
    if (!watched(stored.expression()).equals(watched(draft.expression()))) {
      throw ApiException.unprocessable(
          INVALID_UPDATE,
          "the number of sub-expressions, their metric names and dimensions must not change:"
              + " delete the definition and create another");
    }
    if (!stored.matchBy().equals(draft.matchBy())) {
      throw ApiException.unprocessable(INVALID_UPDATE, "match_by must not change");
    }
  }

  /** Refuses ids that are no notification methods of the tenant. */
  static void checkActionsExist(Definitions current, AlarmDefinition definition) {
    for (AlarmState state : AlarmState.values()) {
      for (String id : definition.actions(state)) {
        if (current.notificationMethod(definition.tenant(), id).isEmpty()) {
          throw ApiException.unprocessable(
              INVALID_UPDATE,
              "Non-existent notification id "
                  + id
                  + " submitted for "
                  + state
                  + " notification action");
        }
      }
    }
  }

  /** The metrics that the sub-expressions watch, sorted, with repetitions. */
  private static List<MetricId> watched(String expression) {
    return AlarmExpression.parse(expression).subExpressions().stream()
        .map(DefinitionRules::metric)
        .sorted()
        .toList();
  }

  private static MetricId metric(SubExpression sub) {
    return new MetricId(sub.metricName(), sub.dimensions());
  }

  private static void checkExpression(String expression) {
    try {
      AlarmExpression.parse(expression);
    } catch (InvalidExpressionException e) {
      throw ApiException.unprocessable(
          "Invalid alarm expression",
          "parser failed on expression '" + expression + "': " + e.getMessage());
    }
  }

  private static void checkActions(String field, List<String> ids) {
    if (new HashSet<>(ids).size() < ids.size()) {
      throw ApiException.unprocessable(field + " names the same notification method twice");
    }
    for (String id : ids) {
      checkLength(field, id, 1, MAX_ACTION_ID);
    }
  }

  private static void checkLength(String field, String text, int min, int max) {
    int length = text.codePointCount(0, text.length());
    if (length < min || length > max) {
      throw ApiException.unprocessable(
          field + " must have " + min + " to " + max + " characters, found " + length);
    }
  }
}
