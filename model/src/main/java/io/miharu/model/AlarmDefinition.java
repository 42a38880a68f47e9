package io.miharu.model;

import com.fasterxml.jackson.annotation.JsonTypeName;
import java.util.List;

/**
 * What shall be watched, and who is told.
 *
 * @param id a UUID
 * @param tenant the Monasca project id
 * @param name unique in the tenant
 * @param description may be empty
 * @param expression as it was written
 * @param matchBy dimension keys: one alarm for each combination of their values; empty for a single
 *     alarm
 * @param severity of its alarms
 * @param actionsEnabled whether transitions notify anybody
 * @param alarmActions ids of the notification methods told of a transition to ALARM
 * @param okActions the same for OK
 * @param undeterminedActions the same for UNDETERMINED
 * @param version 1 at creation, one more with each change
 * @param createdAt ms since the epoch
 * @param updatedAt ms since the epoch
 */
@JsonTypeName("alarm-definition")
public record AlarmDefinition(
    String id,
    String tenant,
    String name,
    String description,
    String expression,
    List<String> matchBy,
    AlarmSeverity severity,
    boolean actionsEnabled,
    List<String> alarmActions,
    List<String> okActions,
    List<String> undeterminedActions,
    long version,
    long createdAt,
    long updatedAt)
    implements Definition {
  public AlarmDefinition {
    matchBy = List.copyOf(matchBy);
    alarmActions = List.copyOf(alarmActions);
    okActions = List.copyOf(okActions);
    undeterminedActions = List.copyOf(undeterminedActions);
  }

  /** The ids of the methods told of a transition into the state. */
  public List<String> actions(AlarmState state) {
    return switch (state) {
      case ALARM -> alarmActions;
      case OK -> okActions;
      case UNDETERMINED -> undeterminedActions;
    };
  }

  /** The topic's key of the alarm definition with the id. */
  public static String key(String id) {
    return "alarm-definition/" + id;
  }

  @Override
  public String key() {
    return key(id);
  }
}
