package io.miharu.api.definition;

import io.miharu.model.AlarmDefinition;
import io.miharu.model.AlarmSeverity;
import java.util.List;

/**
 * What people decide about an alarm definition; the rest of {@link AlarmDefinition} is kept for
 * them.
 */
record DefinitionDraft(
    String name,
    String description,
    String expression,
    List<String> matchBy,
    AlarmSeverity severity,
    boolean actionsEnabled,
    List<String> alarmActions,
    List<String> okActions,
    List<String> undeterminedActions) {

  static DefinitionDraft of(AlarmDefinition stored) {
    return new DefinitionDraft(
        stored.name(),
        stored.description(),
        stored.expression(),
        stored.matchBy(),
        stored.severity(),
        stored.actionsEnabled(),
        stored.alarmActions(),
        stored.okActions(),
        stored.undeterminedActions());
  }

  /** A new definition. */
  AlarmDefinition create(String id, String tenant, long nowMs) {
    return definition(id, tenant, 1, nowMs, nowMs);
  }

  /** The stored definition's next version. */
  AlarmDefinition update(AlarmDefinition stored, long nowMs) {
    return definition(
        stored.id(), stored.tenant(), stored.version() + 1, stored.createdAt(), nowMs);
  }

  private AlarmDefinition definition(
      String id, String tenant, long version, long createdAt, long updatedAt) {
    return new AlarmDefinition(
        id,
        tenant,
        name,
        description,
        expression,
        matchBy,
        severity,
        actionsEnabled,
        alarmActions,
        okActions,
        undeterminedActions,
        version,
        createdAt,
        updatedAt);
  }
}
