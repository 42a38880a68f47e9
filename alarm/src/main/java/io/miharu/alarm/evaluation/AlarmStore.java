package io.miharu.alarm.evaluation;

import io.miharu.model.AlarmDefinition;
import io.miharu.model.Feeder;
import io.miharu.model.MetricId;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Where an {@link Evaluator} keeps what it must not forget: a key-value store with small records,
 * one for each definition, alarm, (alarm, series) and feeder. One evaluator owns one store; nothing
 * here needs to be thread-safe.
 *
 * <p>The evaluator reads what it wrote, so a store over a transactional log is in step with the
 * inputs as long as inputs, records and outputs are committed together.
 */
public interface AlarmStore {

  /** Adds or replaces the definition with this id. */
  void putDefinition(AlarmDefinition definition);

  void removeDefinition(String definitionId);

  /** Visits all definitions, in any order. The visitor does not write to the store. */
  void forEachDefinition(Consumer<AlarmDefinition> visitor);

  @Nullable AlarmMemory alarm(String definitionId, String alarmId);

  /** Adds or replaces, under the memory's definition and alarm id. */
  void putAlarm(AlarmMemory memory);

  /** Removes the alarm's memory and all of its series. */
  void removeAlarm(String definitionId, String alarmId);

  /**
   * Visits the definition's alarms, also those that still wait, in any order. The visitor does not
   * write to the store.
   */
  void forEachAlarm(String definitionId, Consumer<AlarmMemory> visitor);

  boolean hasSeries(String alarmId, MetricId metric);

  /** Adds the series; adding it again changes nothing. */
  void addSeries(String alarmId, MetricId metric);

  /**
   * The alarm's series in an order that depends on nothing but the set of series.
   *
   * @param limit at most so many
   */
  List<MetricId> series(String alarmId, int limit);

  /** What is known of the feeder's tasks, or null before its first mark. */
  @Nullable FeederProgress progress(Feeder feeder);

  /** Adds or replaces, under the feeder. */
  void putProgress(FeederProgress progress);
}
