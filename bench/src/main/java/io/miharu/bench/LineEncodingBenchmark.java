package io.miharu.bench;

import io.miharu.model.Dimensions;
import io.miharu.model.Feeder;
import io.miharu.model.MetricBatch;
import io.miharu.model.Values;
import io.miharu.model.catalogue.Catalogue;
import io.miharu.model.catalogue.CatalogueMetric;
import io.miharu.model.catalogue.Entity;
import io.miharu.store.LineBatch;
import io.miharu.store.RecordEncoder;
import io.miharu.store.influxdb.InfluxSettings;
import io.miharu.store.influxdb.InfluxStore;
import java.time.Clock;
import java.util.concurrent.TimeUnit;
import org.influxdb.dto.Point;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** One container's batch as line protocol: ours against the client library's own point. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class LineEncodingBenchmark {
  private static final long TIMESTAMP_MS = 1_795_384_200_000L;

  private final MetricBatch batch = batch();
  private final RecordEncoder encoder =
      new InfluxStore(InfluxSettings.of("http://127.0.0.1:8086", "bench"), Clock.systemUTC())
          .newEncoder();
  private final LineBatch lines = new LineBatch();

  @Benchmark
  public long encode() {
    lines.clear();
    encoder.encode(batch, TIMESTAMP_MS, lines);
    return lines.bytes();
  }

  @Benchmark
  public String influxdbJava() {
    Point.Builder point =
        Point.measurement("container")
            .time(batch.timestamp(), TimeUnit.MILLISECONDS)
            .tag("_tenant_id", batch.tenant());
    batch.dimensions().forEach(point::tag);
    for (int i = 0; i < batch.values().size(); i++) {
      point.addField(
          batch.values().name(i).substring(Entity.CONTAINER.prefix().length()),
          batch.values().number(i));
    }
    return point.build().lineProtocol(TimeUnit.MILLISECONDS);
  }

  private static MetricBatch batch() {
    Values.Builder values = Values.builder();
    double number = 0.125;
    for (CatalogueMetric metric : Catalogue.metrics()) {
      number = number * 1.7 + 3;
      values.put(Entity.CONTAINER.metric(metric.suffix()), number);
    }
    Dimensions container =
        Dimensions.of(
            "hostname", "node-1",
            "namespace", "shop",
            "pod_name", "orders-5d9c7b6f4-abcde",
            "container_name", "orders",
            "image", "registry.example/orders:1.4",
            "owner_type", "deployment",
            "deployment", "orders");
    return new MetricBatch("default", container, TIMESTAMP_MS, Feeder.RATES, false, values.build());
  }
}
