package io.miharu.api.alarms;

import io.miharu.api.http.ApiException;
import io.miharu.model.Alarm;
import io.miharu.model.AlarmRecord;
import io.miharu.model.AlarmSeries;
import io.miharu.model.MetricId;
import io.miharu.runtime.health.Check;
import io.miharu.runtime.kafka.CompactedView;
import io.miharu.runtime.kafka.KafkaClients;
import io.miharu.runtime.kafka.Topics;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * All alarms with their series, kept current from {@code miharu.alarms}. An alarm and its series
 * are records of their own; while an alarm is being made a reader may see it without some of its
 * series for a moment. Thread-safe.
 */
public final class AlarmIndex implements AutoCloseable {
  private final CompactedView<AlarmRecord> view;
  private final Map<String, Alarm> alarms = new ConcurrentHashMap<>();
  private final Map<String, Map<String, MetricId>> series = new ConcurrentHashMap<>();

  public AlarmIndex(KafkaClients clients) {
    this.view = new CompactedView<>(clients, "api-alarms", Topics.ALARMS, this::apply);
  }

  /** Begins to read; returns at once. */
  public AlarmIndex start() {
    view.start();
    return this;
  }

  /** The tenant's alarms, in no order. */
  List<Alarm> alarms(String tenant) {
    requireCaughtUp();
    return alarms.values().stream().filter(alarm -> alarm.tenant().equals(tenant)).toList();
  }

  /** The tenant's alarm with the id. */
  Optional<Alarm> alarm(String tenant, String id) {
    requireCaughtUp();
    return Optional.ofNullable(alarms.get(id)).filter(alarm -> alarm.tenant().equals(tenant));
  }

  /** The series that an alarm watches, sorted. */
  List<MetricId> metrics(String alarmId) {
    return series.getOrDefault(alarmId, Map.of()).values().stream().sorted().toList();
  }

  public Check health() {
    return view.health();
  }

  @Override
  public void close() {
    view.close();
  }

  /** Takes in one record; the key alone tells what a tombstone deletes. */
  private void apply(String key, @Nullable AlarmRecord record) {
    int slash = key.indexOf('/');
    if (slash < 0) {
      if (record instanceof Alarm alarm) {
        alarms.put(key, alarm);
      } else {
        alarms.remove(key);
      }
      return;
    }
    String alarmId = key.substring(0, slash);
    series.compute(
        alarmId,
        (id, present) -> {
          Map<String, MetricId> metrics = present == null ? new ConcurrentHashMap<>() : present;
          if (record instanceof AlarmSeries added) {
            metrics.put(key, added.metric());
          } else {
            metrics.remove(key);
          }
          return metrics.isEmpty() ? null : metrics;
        });
  }

  private void requireCaughtUp() {
    if (!view.caughtUp()) {
      throw ApiException.unavailable(
          "Alarms are still being read: " + view.health().detail(), null);
    }
  }
}
