package io.miharu.alarm.evaluation;

import io.miharu.model.AlarmDefinition;
import io.miharu.model.Feeder;
import io.miharu.model.Json;
import io.miharu.model.MetricId;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Does what a store over bytes does: every record goes through its JSON form. */
final class JsonAlarmStore implements AlarmStore {
  private final InMemoryAlarmStore store = new InMemoryAlarmStore();

  private static <T> T throughJson(T record, Class<T> type) {
    try {
      return Json.reader(type).readValue(Json.writer(type).writeValueAsBytes(record));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void putDefinition(AlarmDefinition definition) {
    store.putDefinition(throughJson(definition, AlarmDefinition.class));
  }

  @Override
  public void removeDefinition(String definitionId) {
    store.removeDefinition(definitionId);
  }

  @Override
  public void forEachDefinition(Consumer<AlarmDefinition> visitor) {
    store.forEachDefinition(visitor);
  }

  @Override
  public @Nullable AlarmMemory alarm(String definitionId, String alarmId) {
    return store.alarm(definitionId, alarmId);
  }

  @Override
  public void putAlarm(AlarmMemory memory) {
    store.putAlarm(throughJson(memory, AlarmMemory.class));
  }

  @Override
  public void removeAlarm(String definitionId, String alarmId) {
    store.removeAlarm(definitionId, alarmId);
  }

  @Override
  public void forEachAlarm(String definitionId, Consumer<AlarmMemory> visitor) {
    store.forEachAlarm(definitionId, visitor);
  }

  @Override
  public boolean hasSeries(String alarmId, MetricId metric) {
    return store.hasSeries(alarmId, metric);
  }

  @Override
  public void addSeries(String alarmId, MetricId metric) {
    store.addSeries(alarmId, throughJson(metric, MetricId.class));
  }

  @Override
  public List<MetricId> series(String alarmId, int limit) {
    return store.series(alarmId, limit);
  }

  @Override
  public @Nullable FeederProgress progress(Feeder feeder) {
    return store.progress(feeder);
  }

  @Override
  public void putProgress(FeederProgress progress) {
    store.putProgress(throughJson(progress, FeederProgress.class));
  }
}
