package io.miharu.api.metrics;

import io.miharu.api.http.ApiException;
import io.miharu.api.http.Times;
import io.miharu.model.Dimensions;
import io.miharu.store.Cursor;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * Where a page of rows begins: {@code <element id>_<time>}, or a time alone, which means the first
 * element.
 *
 * @param elementId empty for the first element
 * @param time rows up to and including it were given already
 */
record RowOffset(Optional<String> elementId, Instant time) {
  /** Reads an offset; ids have no underscore. */
  static RowOffset parse(String text) {
    int underscore = text.indexOf('_');
    Optional<String> id =
        underscore < 0 ? Optional.empty() : Optional.of(text.substring(0, underscore));
    return new RowOffset(id, Times.parseOrEpochMs("offset", text.substring(underscore + 1)));
  }

  /**
   * The offset as the store takes it; empty if there are no groups at all.
   *
   * @param groups of the same question, in the order of the answer
   * @param idOf gives a group's element id
   * @throws ApiException 422 if no group has the id
   */
  Optional<Cursor> cursor(List<Dimensions> groups, Function<Dimensions, String> idOf) {
    Optional<Dimensions> group =
        elementId.isEmpty()
            ? groups.stream().findFirst()
            : groups.stream().filter(each -> idOf.apply(each).equals(elementId.get())).findFirst();
    if (group.isEmpty() && elementId.isPresent() && !groups.isEmpty()) {
      throw ApiException.unprocessable(
          "Invalid offset", "offset names no element of this list: follow the next link");
    }
    return group.map(dimensions -> new Cursor(dimensions, time.toEpochMilli()));
  }
}
