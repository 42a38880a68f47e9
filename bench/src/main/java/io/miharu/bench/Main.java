package io.miharu.bench;

import java.util.Collection;
import java.util.List;
import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.CommandLineOptionException;
import org.openjdk.jmh.runner.options.CommandLineOptions;
import org.openjdk.jmh.runner.options.OptionsBuilder;

/**
 * Runs the benchmarks and holds them to their limits. Takes JMH's own options; exit status 0 only
 * if every comparison that was run holds.
 */
public final class Main {
  private static final List<Comparison> COMPARISONS =
      List.of(
          new Comparison(
              "exposition parsing",
              "ExpositionBenchmark.parse",
              "ExpositionBenchmark.yardstick",
              0.35),
          new Comparison(
              "log parsing", "LogParsingBenchmark.parse", "LogParsingBenchmark.yardstick", 0.4),
          new Comparison(
              "line encoding",
              "LineEncodingBenchmark.encode",
              "LineEncodingBenchmark.influxdbJava",
              3.0));

  private Main() {}

  public static void main(String[] arguments) throws CommandLineOptionException, RunnerException {
    Collection<RunResult> results =
        new Runner(
                new OptionsBuilder()
                    .parent(new CommandLineOptions(arguments))
                    .addProfiler(GCProfiler.class)
                    .build())
            .run();
    boolean all = true;
    System.out.println();
    for (Comparison comparison : COMPARISONS) {
      if (comparison.isIn(results)) {
        System.out.println(comparison.verdict(results));
        all &= comparison.holds(results);
      }
    }
    System.exit(all ? 0 : 1);
  }
}
