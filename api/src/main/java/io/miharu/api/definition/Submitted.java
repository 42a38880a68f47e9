package io.miharu.api.definition;

import io.miharu.alarm.definition.DefinitionDraft;
import io.miharu.alarm.definition.DefinitionRules;
import io.miharu.alarm.definition.Problem;
import io.miharu.api.http.ApiException;
import io.miharu.model.AlarmDefinition;
import java.util.List;
import java.util.stream.Collectors;

/**
 * What a client wants a definition to be; valid by itself.
 *
 * @param draft without problems
 * @param actionsEnabled whether transitions notify anybody
 */
record Submitted(DefinitionDraft draft, boolean actionsEnabled) {
  /**
   * @throws ApiException 422 with every problem of the draft
   */
  Submitted {
    refuse(DefinitionRules.check(draft));
  }

  String name() {
    return String.valueOf(draft.name());
  }

  /** A new definition. */
  AlarmDefinition create(String id, String tenant, long nowMs) {
    return definition(id, tenant, 1, nowMs, nowMs);
  }

  /**
   * The stored definition's next version.
   *
   * @throws ApiException 422 if that changes what may not change
   */
  AlarmDefinition update(AlarmDefinition stored, long nowMs) {
    refuse(DefinitionRules.checkUpdate(stored, draft));
    return definition(
        stored.id(), stored.tenant(), stored.version() + 1, stored.createdAt(), nowMs);
  }

  private AlarmDefinition definition(
      String id, String tenant, long version, long createdAt, long updatedAt) {
    return new AlarmDefinition(
        id,
        tenant,
        name(),
        String.valueOf(draft.description()),
        String.valueOf(draft.expression()),
        draft.matchBy(),
        DefinitionRules.severity(draft.severity()).orElseThrow(),
        actionsEnabled,
        draft.alarmActions(),
        draft.okActions(),
        draft.undeterminedActions(),
        version,
        createdAt,
        updatedAt);
  }

  /** The first problem gives the title, all of them the description. */
  private static void refuse(List<Problem> problems) {
    if (problems.isEmpty()) {
      return;
    }
    String description = problems.stream().map(Problem::message).collect(Collectors.joining("; "));
    throw ApiException.unprocessable(title(problems.get(0).kind()), description);
  }

  private static String title(Problem.Kind kind) {
    return switch (kind) {
      case INVALID_VALUE -> "Unprocessable Entity";
      case INVALID_EXPRESSION -> "Invalid alarm expression";
      case FORBIDDEN_UPDATE -> AlarmDefinitionRoutes.INVALID_UPDATE;
    };
  }
}
