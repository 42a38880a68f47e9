package io.miharu.store;

import io.miharu.model.StateTransition;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads the history of alarms. Thread-safe. Throws {@link StoreException} if not answered. */
public interface TransitionStore {
  /**
   * Transitions in ascending order of time, of equal times in the order of their alarms' ids.
   *
   * @param tenant the Monasca project id
   * @param alarmId of one alarm, or null for all of the tenant
   * @param range of event time; the end is exclusive as everywhere in this package
   * @param skip how many to leave out at the beginning, 0 or more
   * @param limit the largest number to give, 1 or more
   */
  List<StateTransition> transitions(
      String tenant, @Nullable String alarmId, TimeRange range, int skip, int limit);
}
