package io.miharu.alarm.evaluation;

import io.miharu.alarm.language.SubExpression;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** How what was remembered under one version of a definition carries over to the next. */
final class Redefinition {
  private final List<SubExpression> before;
  private final List<SubExpression> after;

  /** For each new sub-expression the position of the old one that it continues. */
  private final int[] origins;

  private Redefinition(List<SubExpression> before, List<SubExpression> after, int[] origins) {
    this.before = before;
    this.after = after;
    this.origins = origins;
  }

  /** Null if nothing can carry over: other match_by keys, or other metrics. */
  static @Nullable Redefinition of(Watch before, Watch after) {
    if (!before.definition.matchBy().equals(after.definition.matchBy())
        || !before.definition.tenant().equals(after.definition.tenant())
        || before.subExpressions.size() != after.subExpressions.size()) {
      return null;
    }
    int[] origins = pair(before.subExpressions, after.subExpressions);
    return origins == null
        ? null
        : new Redefinition(before.subExpressions, after.subExpressions, origins);
  }

  /** First those whose data can be kept, then the others on the same metric, left to right. */
  private static int @Nullable [] pair(List<SubExpression> before, List<SubExpression> after) {
    int[] origins = new int[after.size()];
    Arrays.fill(origins, -1);
    boolean[] taken = new boolean[before.size()];
    for (boolean keepsData : new boolean[] {true, false}) {
      for (int i = 0; i < origins.length; i++) {
        for (int j = 0; j < taken.length && origins[i] < 0; j++) {
          if (!taken[j]
              && sameMetric(before.get(j), after.get(i))
              && (!keepsData || keepsData(before.get(j), after.get(i)))) {
            origins[i] = j;
            taken[j] = true;
          }
        }
      }
    }
    return Arrays.stream(origins).anyMatch(origin -> origin < 0) ? null : origins;
  }

  List<SubAlarmMemory> apply(List<SubAlarmMemory> memories, Progress progress) {
    List<SubAlarmMemory> carried = new ArrayList<>(after.size());
    for (int i = 0; i < origins.length; i++) {
      SubExpression now = after.get(i);
      SubExpression origin = before.get(origins[i]);
      SubAlarmMemory memory = memories.get(origins[i]);
      carried.add(
          now.equals(origin)
              ? memory
              : SubAlarmRules.redefined(
                  now,
                  memory,
                  !keepsData(origin, now),
                  progress.passed(memory.feeders()),
                  progress.observedMs(memory.feeders())));
    }
    return carried;
  }

  private static boolean sameMetric(SubExpression one, SubExpression other) {
    return one.metricName().equals(other.metricName())
        && one.dimensions().equals(other.dimensions());
  }

  /** Another threshold asks the same data; another function or window asks others. */
  private static boolean keepsData(SubExpression one, SubExpression other) {
    return one.function() == other.function()
        && one.period() == other.period()
        && one.periods() == other.periods();
  }
}
