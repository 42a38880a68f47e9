package io.miharu.bench;

import io.miharu.collector.exposition.ExpositionParser;
import io.miharu.collector.exposition.Labels;
import io.miharu.collector.exposition.SampleVisitor;
import io.miharu.simulator.cluster.ClusterSpec;
import io.miharu.simulator.cluster.SimulatedCluster;
import io.miharu.simulator.kubelet.CadvisorText;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** One scrape of a node with 500 containers after another: every sample read, every label known. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class ExpositionBenchmark {
  private static final ClusterSpec NODE = new ClusterSpec(20, 1, 500, 5);

  private final byte[] text =
      SimulatedCluster.of(NODE, 1_795_384_200_000L)
          .read(now -> CadvisorText.of(now, "node-1"))
          .getBytes(StandardCharsets.UTF_8);
  private final SumOfSamples sum = new SumOfSamples();
  private final ExpositionParser<SumOfSamples> parser = new ExpositionParser<>(sum);

  @Benchmark
  public double parse() {
    parser.begin();
    int rest = parser.parse(text, 0, text.length);
    parser.parseRest(text, rest, text.length);
    parser.end();
    return sum.total;
  }

  @Benchmark
  public int yardstick() {
    return Yardstick.hash(text);
  }

  /** Wants everything and does next to nothing with it. */
  private static final class SumOfSamples implements SampleVisitor<SumOfSamples> {
    private double total;

    @Override
    public boolean wants(String name) {
      return true;
    }

    @Override
    public @Nullable SumOfSamples series(String name, Labels labels) {
      return this;
    }

    @Override
    public void sample(SumOfSamples handle, double value, long timestamp) {
      handle.total += value;
    }

    @Override
    public void forget(SumOfSamples handle) {}
  }
}
