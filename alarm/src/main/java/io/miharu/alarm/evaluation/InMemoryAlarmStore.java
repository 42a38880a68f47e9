package io.miharu.alarm.evaluation;

import io.miharu.model.AlarmDefinition;
import io.miharu.model.Feeder;
import io.miharu.model.MetricId;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The reference: what the other stores must behave like. Keeps everything on the heap. */
public final class InMemoryAlarmStore implements AlarmStore {
  private final Map<String, AlarmDefinition> definitions = new TreeMap<>();
  private final Map<String, Map<String, AlarmMemory>> alarms = new TreeMap<>();
  private final Map<String, NavigableSet<MetricId>> series = new TreeMap<>();
  private final Map<Feeder, FeederProgress> progress = new EnumMap<>(Feeder.class);

  @Override
  public void putDefinition(AlarmDefinition definition) {
    definitions.put(definition.id(), definition);
  }

  @Override
  public void removeDefinition(String definitionId) {
    definitions.remove(definitionId);
  }

  @Override
  public void forEachDefinition(Consumer<AlarmDefinition> visitor) {
    definitions.values().forEach(visitor);
  }

  @Override
  public @Nullable AlarmMemory alarm(String definitionId, String alarmId) {
    return alarms.getOrDefault(definitionId, Map.of()).get(alarmId);
  }

  @Override
  public void putAlarm(AlarmMemory memory) {
    alarms.computeIfAbsent(memory.definitionId(), key -> new TreeMap<>()).put(memory.id(), memory);
  }

  @Override
  public void removeAlarm(String definitionId, String alarmId) {
    alarms.computeIfPresent(
        definitionId,
        (key, ofDefinition) -> {
          ofDefinition.remove(alarmId);
          return ofDefinition.isEmpty() ? null : ofDefinition;
        });
    series.remove(alarmId);
  }

  @Override
  public void forEachAlarm(String definitionId, Consumer<AlarmMemory> visitor) {
    alarms.getOrDefault(definitionId, Map.of()).values().forEach(visitor);
  }

  @Override
  public boolean hasSeries(String alarmId, MetricId metric) {
    NavigableSet<MetricId> ofAlarm = series.get(alarmId);
    return ofAlarm != null && ofAlarm.contains(metric);
  }

  @Override
  public void addSeries(String alarmId, MetricId metric) {
    series.computeIfAbsent(alarmId, key -> new TreeSet<>()).add(metric);
  }

  @Override
  public List<MetricId> series(String alarmId, int limit) {
    NavigableSet<MetricId> ofAlarm = series.get(alarmId);
    return ofAlarm == null ? List.of() : ofAlarm.stream().limit(limit).toList();
  }

  @Override
  public @Nullable FeederProgress progress(Feeder feeder) {
    return progress.get(feeder);
  }

  @Override
  public void putProgress(FeederProgress ofFeeder) {
    progress.put(ofFeeder.feeder(), ofFeeder);
  }
}
