package io.miharu.alarm.evaluation;

import io.miharu.model.Alarm;
import io.miharu.model.AlarmDefinition;
import io.miharu.model.AlarmSeries;
import io.miharu.model.MetricId;
import io.miharu.model.StateTransition;
import java.util.List;

/** One thing that an input brought about. A shell writes each to its topic, in this order. */
public sealed interface Change {

  /**
   * An alarm came into existence, or something that its record shows changed.
   *
   * @param alarm as it is now
   */
  record AlarmChanged(Alarm alarm) implements Change {}

  /**
   * A series joined an alarm that is visible.
   *
   * @param series the pair
   */
  record SeriesAdded(AlarmSeries series) implements Change {}

  /**
   * An alarm's state changed.
   *
   * @param transition with reason and evidence
   * @param definition as it was when it decided: its {@link AlarmDefinition#actions} for the new
   *     state are to be notified if {@link AlarmDefinition#actionsEnabled} is set
   */
  record Transitioned(StateTransition transition, AlarmDefinition definition) implements Change {}

  /**
   * An alarm is gone: its record and one for each of its series need a tombstone.
   *
   * @param alarmId the alarm
   * @param series everything that {@link SeriesAdded} told of it
   */
  record AlarmRemoved(String alarmId, List<MetricId> series) implements Change {
    public AlarmRemoved {
      series = List.copyOf(series);
    }
  }

  /**
   * A definition's version cannot be evaluated and is ignored; an earlier version stays in force.
   *
   * @param definitionId the definition
   * @param version the version that was refused
   * @param problem why, for people
   */
  record DefinitionRefused(String definitionId, long version, String problem) implements Change {}
}
