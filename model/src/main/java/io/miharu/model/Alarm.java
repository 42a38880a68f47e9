package io.miharu.model;

import com.fasterxml.jackson.annotation.JsonTypeName;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An alarm definition's instance for one combination of match_by values. Key: its id.
 *
 * @param id derived from definition, match values and the event time of its creation
 * @param tenant the Monasca project id
 * @param definitionId its definition
 * @param matchValues the match_by keys with this alarm's values; empty without match_by
 * @param state as decided last
 * @param lifecycleState set by people, such as {@code ACKNOWLEDGED}; null until then
 * @param link set by people; null until then
 * @param subAlarms one for each sub-expression, in the expression's order
 * @param createdAt ms since the epoch
 * @param stateUpdatedAt when the state changed last, in ms since the epoch
 * @param updatedAt when anything changed last, in ms since the epoch
 */
@JsonTypeName("alarm")
public record Alarm(
    String id,
    String tenant,
    String definitionId,
    Dimensions matchValues,
    AlarmState state,
    @Nullable String lifecycleState,
    @Nullable String link,
    List<SubAlarm> subAlarms,
    long createdAt,
    long stateUpdatedAt,
    long updatedAt)
    implements AlarmRecord {
  public Alarm {
    subAlarms = List.copyOf(subAlarms);
  }
}
