package io.miharu.alarm.definition;

import io.miharu.model.AlarmDefinition;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What somebody wants a definition to say, before it is known to be valid.
 *
 * @param name null if missing
 * @param description null if missing; empty is allowed
 * @param expression null if missing
 * @param severity in any case; null if missing
 * @param matchBy dimension keys
 * @param alarmActions ids of notification methods
 * @param okActions the same for OK
 * @param undeterminedActions the same for UNDETERMINED
 */
public record DefinitionDraft(
    @Nullable String name,
    @Nullable String description,
    @Nullable String expression,
    @Nullable String severity,
    List<String> matchBy,
    List<String> alarmActions,
    List<String> okActions,
    List<String> undeterminedActions) {
  public DefinitionDraft {
    matchBy = List.copyOf(matchBy);
    alarmActions = List.copyOf(alarmActions);
    okActions = List.copyOf(okActions);
    undeterminedActions = List.copyOf(undeterminedActions);
  }

  /** What a definition says already: where a partial update begins. */
  public static DefinitionDraft of(AlarmDefinition definition) {
    return new DefinitionDraft(
        definition.name(),
        definition.description(),
        definition.expression(),
        definition.severity().name(),
        definition.matchBy(),
        definition.alarmActions(),
        definition.okActions(),
        definition.undeterminedActions());
  }
}
