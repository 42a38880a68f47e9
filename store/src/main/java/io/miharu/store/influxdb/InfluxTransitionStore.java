package io.miharu.store.influxdb;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectReader;
import io.miharu.model.Json;
import io.miharu.model.StateTransition;
import io.miharu.store.StoreException;
import io.miharu.store.Target;
import io.miharu.store.TimeRange;
import io.miharu.store.TransitionStore;
import io.miharu.store.UnavailableReason;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.influxdb.dto.QueryResult;
import org.jspecify.annotations.Nullable;

/** Reads transitions of alarms. Thread-safe. */
final class InfluxTransitionStore implements TransitionStore {
  private static final ObjectReader TRANSITION = Json.reader(StateTransition.class);
  private static final Comparator<StateTransition> ORDER =
      Comparator.comparingLong(StateTransition::timestamp).thenComparing(StateTransition::alarmId);

  private final InfluxConnection connection;

  InfluxTransitionStore(InfluxConnection connection) {
    this.connection = connection;
  }

  @Override
  public List<StateTransition> transitions(
      String tenant, @Nullable String alarmId, TimeRange range, int skip, int limit) {
    if (range.isEmpty()) {
      return List.of();
    }
    String statement =
        "SELECT \"transition\", \""
            + Layout.ALARM_ID
            + "\" FROM "
            + InfluxQl.from(
                connection.database(),
                Layout.retentionPolicy(Target.TRANSITIONS),
                Layout.TRANSITIONS)
            + " WHERE "
            + InfluxQl.tagIs(Layout.TENANT, tenant)
            + (alarmId == null ? "" : " AND " + InfluxQl.tagIs(Layout.ALARM_ID, alarmId))
            + " AND "
            + InfluxQl.within(range)
            + " LIMIT "
            + limit
            + " OFFSET "
            + skip;
    List<StateTransition> transitions = new ArrayList<>();
    for (QueryResult.Series series : connection.select(statement)) {
      series.getValues().forEach(row -> transitions.add(transition((String) row.get(1))));
    }
    transitions.sort(ORDER);
    return transitions;
  }

  private static StateTransition transition(String json) {
    try {
      return TRANSITION.readValue(json);
    } catch (JsonProcessingException e) {
      throw new StoreException(
          UnavailableReason.OTHER_SERVER_ERROR,
          "a stored transition cannot be read: " + e.getOriginalMessage());
    }
  }
}
