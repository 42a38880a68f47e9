package io.miharu.alarmengine.notify.webhook;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import io.miharu.model.AlarmState;
import io.miharu.model.Dimensions;
import io.miharu.model.MetricId;
import io.miharu.model.StateTransition;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a webhook receives: exactly the keys that Monasca's notification engine sent, so that
 * receivers written for it go on working.
 *
 * @param timestamp of the transition, in whole seconds since the epoch
 * @param message the transition's reason
 */
record WebhookBody(
    @JsonProperty("alarm_id") String alarmId,
    @JsonProperty("alarm_definition_id") String alarmDefinitionId,
    @JsonProperty("alarm_name") String alarmName,
    @JsonProperty("alarm_description") String alarmDescription,
    @JsonProperty("alarm_timestamp") long timestamp,
    AlarmState state,
    @JsonProperty("old_state") AlarmState oldState,
    String message,
    @JsonProperty("tenant_id") String tenantId,
    List<Metric> metrics) {

  /**
   * One of the alarm's series.
   *
   * @param id always null, as Monasca's own: the key is there for those who look it up
   */
  record Metric(
      @JsonInclude(JsonInclude.Include.ALWAYS) @Nullable String id,
      String name,
      Dimensions dimensions) {
    static Metric of(MetricId metric) {
      return new Metric(null, metric.name(), metric.dimensions());
    }
  }

  static WebhookBody of(StateTransition transition) {
    return new WebhookBody(
        transition.alarmId(),
        transition.definitionId(),
        transition.alarmName(),
        transition.alarmDescription(),
        Math.floorDiv(transition.timestamp(), 1000L),
        transition.newState(),
        transition.oldState(),
        transition.reason(),
        transition.tenant(),
        transition.metrics().stream().map(Metric::of).toList());
  }
}
