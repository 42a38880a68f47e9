package io.miharu.api.alarms;

import io.miharu.api.http.ApiException;
import io.miharu.api.http.DimensionFilters;
import io.miharu.api.http.Query;
import io.miharu.api.http.Severities;
import io.miharu.api.http.Times;
import io.miharu.model.Alarm;
import io.miharu.model.AlarmSeverity;
import io.miharu.model.AlarmState;
import io.miharu.model.MetricId;
import io.miharu.store.DimensionFilter;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Which alarms are meant; every filter that is given must let the alarm through.
 *
 * @param metricName with the dimensions: one of the alarm's metrics must satisfy both
 */
record AlarmFilter(
    Optional<String> definitionId,
    Optional<String> metricName,
    DimensionFilter metricDimensions,
    Optional<AlarmState> state,
    Set<AlarmSeverity> severities,
    Optional<String> lifecycleState,
    Optional<String> link,
    Optional<Instant> stateUpdatedSince) {

  /**
   * Reads the filter of a list or a count.
   *
   * @throws ApiException 422 for a value that no alarm can have
   */
  static AlarmFilter parse(Query query) {
    return new AlarmFilter(
        query.first("alarm_definition_id"),
        query.first("metric_name"),
        DimensionFilters.parse(query, "metric_dimensions"),
        query.first("state").map(AlarmFilter::state),
        Severities.filter(query, "severity"),
        query.first("lifecycle_state"),
        query.first("link"),
        Times.parameter(query, "state_updated_start_time"));
  }

  /** Whether the alarm passes; its metrics are asked for last, and only if they matter. */
  boolean passes(DefinedAlarm defined, Supplier<List<MetricId>> metrics) {
    Alarm alarm = defined.alarm();
    return is(definitionId, alarm.definitionId())
        && state.map(alarm.state()::equals).orElse(true)
        && severities.contains(defined.definition().severity())
        && is(lifecycleState, alarm.lifecycleState())
        && is(link, alarm.link())
        && stateUpdatedSince
            .map(since -> !Instant.ofEpochMilli(alarm.stateUpdatedAt()).isBefore(since))
            .orElse(true)
        && (passesAnyMetrics() || metrics.get().stream().anyMatch(this::passes));
  }

  private boolean passesAnyMetrics() {
    return metricName.isEmpty() && metricDimensions.alternatives().isEmpty();
  }

  private boolean passes(MetricId metric) {
    return is(metricName, metric.name()) && metricDimensions.matches(metric.dimensions());
  }

  private static boolean is(Optional<String> wanted, @Nullable String found) {
    return wanted.isEmpty() || wanted.get().equals(found);
  }

  private static AlarmState state(String text) {
    return Arrays.stream(AlarmState.values())
        .filter(state -> state.name().equalsIgnoreCase(text))
        .findFirst()
        .orElseThrow(
            () ->
                ApiException.unprocessable(
                    "Invalid State",
                    "State '" + text + "' must be one of " + Arrays.toString(AlarmState.values())));
  }
}
