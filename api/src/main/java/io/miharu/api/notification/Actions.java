package io.miharu.api.notification;

import io.miharu.model.AlarmDefinition;
import java.util.List;

/** A notification method in the action lists of alarm definitions. */
final class Actions {
  private Actions() {}

  /** Whether one of the definition's action lists names the method. */
  static boolean name(AlarmDefinition definition, String methodId) {
    return definition.alarmActions().contains(methodId)
        || definition.okActions().contains(methodId)
        || definition.undeterminedActions().contains(methodId);
  }

  /** The definition's next version, which does not name the method. */
  static AlarmDefinition without(AlarmDefinition definition, String methodId, long nowMs) {
    return new AlarmDefinition(
        definition.id(),
        definition.tenant(),
        definition.name(),
        definition.description(),
        definition.expression(),
        definition.matchBy(),
        definition.severity(),
        definition.actionsEnabled(),
        without(definition.alarmActions(), methodId),
        without(definition.okActions(), methodId),
        without(definition.undeterminedActions(), methodId),
        definition.version() + 1,
        definition.createdAt(),
        nowMs);
  }

  private static List<String> without(List<String> actions, String methodId) {
    return actions.stream().filter(id -> !id.equals(methodId)).toList();
  }
}
