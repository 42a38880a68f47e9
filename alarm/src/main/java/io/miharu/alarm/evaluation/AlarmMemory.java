package io.miharu.alarm.evaluation;

import io.miharu.model.AlarmState;
import io.miharu.model.Dimensions;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the evaluator remembers of one alarm, or of a candidate that waits until every
 * sub-expression has a series. Immutable; its JSON form is what stores keep. Its series are
 * separate records, so its size does not grow with them.
 *
 * @param id the alarm's id
 * @param definitionId its definition
 * @param matchValues the match_by keys with the values that its series carry
 * @param visible whether it exists for anyone else; false while it waits
 * @param state as decided last
 * @param lifecycleState set by people; null until then
 * @param link set by people; null until then
 * @param createdAt event time in ms at which it became visible; 0 while it waits
 * @param stateUpdatedAt event time in ms of the last transition, or of creation
 * @param transitionedAt event time in ms of the last transition; null before the first
 * @param updatedAt event time in ms of the last change of the alarm's record
 * @param seriesCount how many series it has
 * @param subAlarms one for each sub-expression, in the expression's order
 */
public record AlarmMemory(
    String id,
    String definitionId,
    Dimensions matchValues,
    boolean visible,
    AlarmState state,
    @Nullable String lifecycleState,
    @Nullable String link,
    long createdAt,
    long stateUpdatedAt,
    @Nullable Long transitionedAt,
    long updatedAt,
    int seriesCount,
    List<SubAlarmMemory> subAlarms) {
  public AlarmMemory {
    subAlarms = List.copyOf(subAlarms);
  }

  List<AlarmState> subStates() {
    return subAlarms.stream().map(SubAlarmMemory::state).toList();
  }

  /** Whether every sub-expression has a series: then the alarm may become visible. */
  boolean isWhole() {
    return subAlarms.stream().allMatch(SubAlarmMemory::hasSeries);
  }

  AlarmMemory withSubAlarms(List<SubAlarmMemory> newSubAlarms) {
    return new AlarmMemory(
        id,
        definitionId,
        matchValues,
        visible,
        state,
        lifecycleState,
        link,
        createdAt,
        stateUpdatedAt,
        transitionedAt,
        updatedAt,
        seriesCount,
        newSubAlarms);
  }

  AlarmMemory withSeries(Dimensions newMatchValues, int newCount) {
    return new AlarmMemory(
        id,
        definitionId,
        newMatchValues,
        visible,
        state,
        lifecycleState,
        link,
        createdAt,
        stateUpdatedAt,
        transitionedAt,
        updatedAt,
        newCount,
        subAlarms);
  }

  AlarmMemory created(AlarmState initial, long timestamp) {
    return new AlarmMemory(
        id,
        definitionId,
        matchValues,
        true,
        initial,
        lifecycleState,
        link,
        timestamp,
        timestamp,
        null,
        timestamp,
        seriesCount,
        subAlarms);
  }

  AlarmMemory changedTo(AlarmState newState, long timestamp) {
    return new AlarmMemory(
        id,
        definitionId,
        matchValues,
        visible,
        newState,
        lifecycleState,
        link,
        createdAt,
        timestamp,
        timestamp,
        Math.max(updatedAt, timestamp),
        seriesCount,
        subAlarms);
  }

  AlarmMemory updatedAt(long timestamp) {
    return new AlarmMemory(
        id,
        definitionId,
        matchValues,
        visible,
        state,
        lifecycleState,
        link,
        createdAt,
        stateUpdatedAt,
        transitionedAt,
        timestamp,
        seriesCount,
        subAlarms);
  }
}
