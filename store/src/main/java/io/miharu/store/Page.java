package io.miharu.store;

import java.util.List;

/**
 * A part of an answer.
 *
 * @param groups in the order of their dimensions; none is empty
 * @param more whether rows are left: ask again with a {@link Cursor} on the last row given
 */
public record Page<R extends Row>(List<Group<R>> groups, boolean more) {
  public Page {
    groups = List.copyOf(groups);
  }
}
