package io.miharu.api.http;

import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The fields that a list can be sorted by, and how each of them compares. The first field put in is
 * the resource's id: the default order, and what decides between equals.
 *
 * @param <T> the resource
 */
public final class Sorting<T> {
  private final Map<String, Comparator<T>> fields = new LinkedHashMap<>();
  private final Comparator<T> byId;

  /** Begins with the id. */
  public Sorting(String idField, Comparator<T> byId) {
    this.byId = byId;
    fields.put(idField, byId);
  }

  /** Adds a field. */
  public Sorting<T> by(String field, Comparator<T> comparator) {
    fields.put(field, comparator);
    return this;
  }

  /**
   * The order that {@code sort_by} asks for: a comma list of {@code field}, {@code field asc} or
   * {@code field desc}.
   *
   * @throws ApiException 422 for an unknown field or direction
   */
  public Comparator<T> order(Query query) {
    Comparator<T> order = (left, right) -> 0;
    for (String item : query.list("sort_by")) {
      order = order.thenComparing(comparator(item));
    }
    return order.thenComparing(byId);
  }

  private Comparator<T> comparator(String item) {
    String[] words = item.split(" ", -1);
    Comparator<T> comparator = fields.get(words[0]);
    if (comparator == null) {
      throw ApiException.unprocessable(
          "sort_by field " + words[0] + " must be one of " + fields.keySet());
    }
    if (words.length == 1 || (words.length == 2 && words[1].equals("asc"))) {
      return comparator;
    }
    if (words.length == 2 && words[1].equals("desc")) {
      return comparator.reversed();
    }
    throw ApiException.unprocessable(
        "sort_by '" + item + "' must be a field, or a field and asc or desc");
  }
}
