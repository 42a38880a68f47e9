package io.miharu.alarmengine.topology;

import io.miharu.alarm.evaluation.AlarmMemory;
import io.miharu.alarm.evaluation.AlarmStore;
import io.miharu.alarm.evaluation.FeederProgress;
import io.miharu.model.AlarmDefinition;
import io.miharu.model.Feeder;
import io.miharu.model.MetricId;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;
import org.jspecify.annotations.Nullable;

/**
 * The evaluator's memory in four key-value stores. Alarms lie under definition/alarm and series
 * under alarm/hash, so that what belongs together is one range.
 */
final class KeyValueAlarmStore implements AlarmStore {
  private final KeyValueStore<String, AlarmDefinition> definitions;
  private final KeyValueStore<String, AlarmMemory> alarms;
  private final KeyValueStore<String, MetricId> series;
  private final KeyValueStore<String, FeederProgress> progress;

  KeyValueAlarmStore(
      KeyValueStore<String, AlarmDefinition> definitions,
      KeyValueStore<String, AlarmMemory> alarms,
      KeyValueStore<String, MetricId> series,
      KeyValueStore<String, FeederProgress> progress) {
    this.definitions = definitions;
    this.alarms = alarms;
    this.series = series;
    this.progress = progress;
  }

  @Override
  public void putDefinition(AlarmDefinition definition) {
    definitions.put(definition.id(), definition);
  }

  @Override
  public void removeDefinition(String definitionId) {
    definitions.delete(definitionId);
  }

  @Override
  public void forEachDefinition(Consumer<AlarmDefinition> visitor) {
    try (KeyValueIterator<String, AlarmDefinition> all = definitions.all()) {
      all.forEachRemaining(entry -> visitor.accept(entry.value));
    }
  }

  @Override
  public @Nullable AlarmMemory alarm(String definitionId, String alarmId) {
    return alarms.get(within(definitionId) + alarmId);
  }

  @Override
  public void putAlarm(AlarmMemory memory) {
    alarms.put(within(memory.definitionId()) + memory.id(), memory);
  }

  @Override
  public void removeAlarm(String definitionId, String alarmId) {
    alarms.delete(within(definitionId) + alarmId);
    List<String> keys = new ArrayList<>();
    try (KeyValueIterator<String, MetricId> found = scan(series, alarmId)) {
      found.forEachRemaining(entry -> keys.add(entry.key));
    }
    keys.forEach(series::delete);
  }

  @Override
  public void forEachAlarm(String definitionId, Consumer<AlarmMemory> visitor) {
    try (KeyValueIterator<String, AlarmMemory> found = scan(alarms, definitionId)) {
      found.forEachRemaining(entry -> visitor.accept(entry.value));
    }
  }

  @Override
  public boolean hasSeries(String alarmId, MetricId metric) {
    return series.get(DerivedIds.seriesKey(alarmId, metric)) != null;
  }

  @Override
  public void addSeries(String alarmId, MetricId metric) {
    series.put(DerivedIds.seriesKey(alarmId, metric), metric);
  }

  @Override
  public List<MetricId> series(String alarmId, int limit) {
    List<MetricId> first = new ArrayList<>();
    try (KeyValueIterator<String, MetricId> found = scan(series, alarmId)) {
      while (first.size() < limit && found.hasNext()) {
        first.add(found.next().value);
      }
    }
    return first;
  }

  @Override
  public @Nullable FeederProgress progress(Feeder feeder) {
    return progress.get(feeder.name());
  }

  @Override
  public void putProgress(FeederProgress now) {
    progress.put(now.feeder().name(), now);
  }

  private static <V> KeyValueIterator<String, V> scan(KeyValueStore<String, V> store, String id) {
    return store.prefixScan(within(id), new StringSerializer());
  }

  /** The slash keeps an id apart from another one that begins with it. */
  private static String within(String id) {
    return id + "/";
  }
}
