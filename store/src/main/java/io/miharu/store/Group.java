package io.miharu.store;

import io.miharu.model.Dimensions;
import java.util.List;

/**
 * The rows of one group of series.
 *
 * @param dimensions that name the group, see {@link Grouping}
 * @param rows at least one, in ascending order of time
 */
public record Group<R extends Row>(Dimensions dimensions, List<R> rows) {
  public Group {
    rows = List.copyOf(rows);
  }
}
