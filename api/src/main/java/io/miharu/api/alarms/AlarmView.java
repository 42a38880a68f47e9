package io.miharu.api.alarms;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import io.miharu.api.http.Link;
import io.miharu.api.http.Request;
import io.miharu.api.http.Times;
import io.miharu.model.Alarm;
import io.miharu.model.AlarmDefinition;
import io.miharu.model.AlarmSeverity;
import io.miharu.model.AlarmState;
import io.miharu.model.MetricId;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** An alarm as clients see it; every key is always there, null where nothing is set. */
@JsonInclude(JsonInclude.Include.ALWAYS)
@JsonPropertyOrder({
  "id",
  "links",
  "alarm_definition",
  "metrics",
  "state",
  "lifecycle_state",
  "link",
  "state_updated_timestamp",
  "updated_timestamp",
  "created_timestamp"
})
record AlarmView(
    String id,
    List<Link> links,
    @JsonProperty("alarm_definition") Definition definition,
    List<MetricId> metrics,
    AlarmState state,
    @JsonProperty("lifecycle_state") @Nullable String lifecycleState,
    @Nullable String link,
    @JsonProperty("state_updated_timestamp") String stateUpdatedTimestamp,
    @JsonProperty("updated_timestamp") String updatedTimestamp,
    @JsonProperty("created_timestamp") String createdTimestamp) {

  /** What an alarm shows of its definition. */
  @JsonPropertyOrder({"id", "name", "severity", "links"})
  record Definition(String id, String name, AlarmSeverity severity, List<Link> links) {}

  static AlarmView of(Request request, DefinedAlarm defined, List<MetricId> metrics) {
    Alarm alarm = defined.alarm();
    AlarmDefinition definition = defined.definition();
    return new AlarmView(
        alarm.id(),
        List.of(Link.self(request.href(AlarmRoutes.PATH + "/" + alarm.id()))),
        new Definition(
            definition.id(),
            definition.name(),
            definition.severity(),
            List.of(Link.self(request.href("/v2.0/alarm-definitions/" + definition.id())))),
        metrics,
        alarm.state(),
        alarm.lifecycleState(),
        alarm.link(),
        Times.withMs(Instant.ofEpochMilli(alarm.stateUpdatedAt())),
        Times.withMs(Instant.ofEpochMilli(alarm.updatedAt())),
        Times.withMs(Instant.ofEpochMilli(alarm.createdAt())));
  }
}
