package io.miharu.store.influxdb;

import io.miharu.model.Dimensions;
import io.miharu.store.Cursor;
import io.miharu.store.Group;
import io.miharu.store.Page;
import io.miharu.store.Row;
import io.miharu.store.SeriesQuery;
import io.miharu.store.TimeRange;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Reads groups in their order, some at a time, until the query's limit is reached: neither a
 * thousand groups of one row nor one group of a million rows costs more than the page needs.
 *
 * @param query what is asked
 * @param groups all that may have rows, sorted
 */
record Paging(SeriesQuery query, List<Dimensions> groups) {
  private static final int FIRST_GROUPS = 16;
  private static final int MOST_GROUPS = 256;

  /** Reads rows of some groups, each in ascending order of time. */
  interface Source<R extends Row> {
    /**
     * @param some the groups that are wanted; rows of others are ignored
     * @param limit the largest number of rows that is of use of each group
     */
    Map<Dimensions, List<R>> rows(TimeRange range, List<Dimensions> some, int limit);
  }

  /**
   * @param resumeMs the earliest time that is wanted of the cursor's group; null without a cursor
   */
  <R extends Row> Page<R> read(@Nullable Long resumeMs, Source<R> source) {
    List<Group<R>> page = new ArrayList<>();
    Cursor after = query.after();
    TimeRange range = query.filter().range();
    int left = query.limit();
    int next = 0;
    int width = FIRST_GROUPS;
    if (after != null && resumeMs != null) {
      while (next < groups.size() && groups.get(next).compareTo(after.group()) < 0) {
        next++;
      }
      if (next < groups.size() && groups.get(next).equals(after.group())) {
        TimeRange rest = range.intersect(TimeRange.since(resumeMs));
        left = take(page, left, groups.subList(next, next + 1), rest, source);
        next++;
      }
    }
    while (left >= 0 && next < groups.size()) {
      int end = Math.min(groups.size(), next + width);
      left = take(page, left, groups.subList(next, end), range, source);
      next = end;
      width = Math.min(MOST_GROUPS, width * 2);
    }
    return new Page<>(page, left < 0);
  }

  /** Adds to the page what fits; how many rows still do, or −1 if there were more than that. */
  private static <R extends Row> int take(
      List<Group<R>> page, int left, List<Dimensions> some, TimeRange range, Source<R> source) {
    if (range.isEmpty()) {
      return left;
    }
    Map<Dimensions, List<R>> rows = source.rows(range, some, left + 1);
    for (Dimensions group : some) {
      List<R> all = rows.getOrDefault(group, List.of());
      int fitting = all.size() <= left ? all.size() : cut(all, left);
      if (fitting > 0) {
        page.add(new Group<>(group, all.subList(0, fitting)));
      }
      if (fitting < all.size()) {
        return -1;
      }
      left -= fitting;
    }
    return left;
  }

  /**
   * Where to cut so that rows of one timestamp stay together, since a cursor names a timestamp. A
   * timestamp that alone has more rows than fit is cut all the same.
   */
  private static <R extends Row> int cut(List<R> rows, int left) {
    int at = left;
    while (at > 0 && rows.get(at - 1).timestampMs() == rows.get(left).timestampMs()) {
      at--;
    }
    return at > 0 ? at : left;
  }
}
