package io.miharu.alarmengine.topology;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.miharu.model.AlarmState;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;

/**
 * What the topology counts. Counted as it is processed: what a crash takes back and repeats is
 * counted twice, unlike the records themselves.
 */
public final class EngineMetrics {
  private final Counter matched;
  private final Counter refused;
  private final Counter notified;
  private final Map<AlarmState, Counter> transitions = new EnumMap<>(AlarmState.class);

  public EngineMetrics(MeterRegistry meters) {
    this.matched =
        Counter.builder("miharu.alarms.matched")
            .description("Batches of measurements forwarded to an alarm definition")
            .register(meters);
    this.refused =
        Counter.builder("miharu.alarms.definitions.refused")
            .description("Versions of alarm definitions that cannot be evaluated")
            .register(meters);
    this.notified =
        Counter.builder("miharu.alarms.notifications")
            .description("Notifications asked for")
            .register(meters);
    for (AlarmState state : AlarmState.values()) {
      transitions.put(
          state,
          Counter.builder("miharu.alarms.transitions")
              .description("State transitions of alarms, by the new state")
              .tag("state", state.name())
              .register(meters));
    }
  }

  void matched() {
    matched.increment();
  }

  void refused() {
    refused.increment();
  }

  void notified() {
    notified.increment();
  }

  void transition(AlarmState state) {
    Objects.requireNonNull(transitions.get(state)).increment();
  }
}
