package io.miharu.api.http;

import java.util.List;
import java.util.regex.Pattern;

/**
 * Limit and row offset of a list.
 *
 * @param offset how many rows to skip, 0 or more
 * @param limit how many rows at most, 1 to {@link #MAX_LIMIT}
 */
public record Paging(int offset, int limit) {
  /** Monasca's default and highest limit; a higher one is lowered to it without a word. */
  public static final int MAX_LIMIT = 10_000;

  private static final Pattern DIGITS = Pattern.compile("\\d+");

  /** Digits that always fit an int. */
  private static final int SAFE_DIGITS = 9;

  /**
   * Reads {@code limit} and an integer {@code offset}.
   *
   * @throws ApiException 422 if one of them is not a number of rows
   */
  public static Paging of(Query query) {
    return new Paging(rowOffset(query), limit(query));
  }

  /**
   * Reads {@code limit} alone, for lists whose offset is not a number.
   *
   * @throws ApiException 422 if it is not a positive integer
   */
  public static int limit(Query query) {
    return query
        .first("limit")
        .map(
            text -> {
              int limit = number(text);
              if (limit <= 0) {
                throw ApiException.unprocessable(
                    "Invalid limit", "limit must be a positive integer, found '" + text + "'");
              }
              return Math.min(limit, MAX_LIMIT);
            })
        .orElse(MAX_LIMIT);
  }

  private static int rowOffset(Query query) {
    return query
        .first("offset")
        .map(
            text -> {
              int offset = number(text);
              if (offset < 0) {
                throw ApiException.unprocessable(
                    "Invalid offset", "offset must be a number of rows, found '" + text + "'");
              }
              return offset;
            })
        .orElse(0);
  }

  /** The rows of this page out of all rows. */
  public <T> List<T> rows(List<T> all) {
    int from = Math.min(offset, all.size());
    return all.subList(from, Math.min(all.size(), from + limit));
  }

  /** The answer with this page of all rows, and a next link if rows are left. */
  public <T> Listing<T> listing(Request request, List<T> all) {
    boolean more = all.size() > (long) offset + limit;
    List<T> rows = rows(all);
    return more ? request.listing(rows, Integer.toString(offset + limit)) : request.listing(rows);
  }

  /** The number, −1 if the text is none, the highest int if it is too large for one. */
  private static int number(String text) {
    if (!DIGITS.matcher(text).matches()) {
      return -1;
    }
    return text.length() <= SAFE_DIGITS ? Integer.parseInt(text) : Integer.MAX_VALUE;
  }
}
