package io.miharu.bench;

import java.util.Collection;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.results.RunResult;

/**
 * A benchmark, what it is measured against, and how it must do.
 *
 * @param name for people
 * @param subject method of the benchmark, as {@code Class.method}
 * @param baseline method of what it is compared with
 * @param limit smallest allowed ratio of the subject's throughput to the baseline's
 */
record Comparison(String name, String subject, String baseline, double limit) {

  boolean isIn(Collection<RunResult> results) {
    return find(results, subject) != null && find(results, baseline) != null;
  }

  /** The subject's throughput as a share of the baseline's. */
  double ratio(Collection<RunResult> results) {
    return score(results, subject) / score(results, baseline);
  }

  boolean holds(Collection<RunResult> results) {
    return ratio(results) >= limit;
  }

  /** One line: name, ratio, limit, verdict. */
  String verdict(Collection<RunResult> results) {
    return String.format(
        Locale.ROOT,
        "%-28s %6.2f of %-34s limit %5.2f  %s",
        name,
        ratio(results),
        baseline,
        limit,
        holds(results) ? "holds" : "MISSED");
  }

  private static double score(Collection<RunResult> results, String method) {
    RunResult result = find(results, method);
    if (result == null) {
      throw new IllegalArgumentException("no result for " + method);
    }
    return result.getPrimaryResult().getScore();
  }

  private static @Nullable RunResult find(Collection<RunResult> results, String method) {
    return results.stream()
        .filter(result -> result.getParams().getBenchmark().endsWith("." + method))
        .findFirst()
        .orElse(null);
  }
}
