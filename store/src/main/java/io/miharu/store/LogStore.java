package io.miharu.store;

import java.util.List;

/** Reads log lines. Thread-safe. Throws {@link StoreException} if not answered. */
public interface LogStore {
  /** How many lines of the tenant's containers with these dimensions have a store time inside. */
  long count(String tenant, DimensionFilter dimensions, TimeRange range);

  /**
   * Those lines, ascending by store time, over all containers that match.
   *
   * @param limit the largest number to give, 1 or more
   */
  List<StoredLine> lines(String tenant, DimensionFilter dimensions, TimeRange range, int limit);
}
