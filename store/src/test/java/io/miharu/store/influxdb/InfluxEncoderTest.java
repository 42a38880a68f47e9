package io.miharu.store.influxdb;

import static org.assertj.core.api.Assertions.assertThat;

import io.miharu.model.Dimensions;
import io.miharu.model.Feeder;
import io.miharu.model.MetricBatch;
import io.miharu.model.PostedMetric;
import io.miharu.model.PostedMetrics;
import io.miharu.model.Rollup;
import io.miharu.model.RollupBatch;
import io.miharu.model.Tier;
import io.miharu.model.Values;
import io.miharu.store.LineBatch;
import io.miharu.store.Lines;
import io.miharu.store.Target;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class InfluxEncoderTest {
  private static final long HOUR = 3_600_000;
  private static final long T = 500_000 * HOUR;
  private static final Dimensions POD = Dimensions.of("pod_name", "p");

  private final LineBatch out = new LineBatch();
  private final InfluxEncoder encoder = new InfluxEncoder(new Retentions(Map.of()), 100);

  @Test
  void putsValuesOfOneEntityInOneLineAndOthersInTheirOwn() {
    Values values =
        Values.builder()
            .put("container.mem.rss_bytes", 1)
            .put("own.metric", 2)
            .put("container.cpu.total_time_sec", 0.5)
            .build();
    encoder.encode(batch(T, values, false), T, out);

    assertThat(text(Target.RAW))
        .isEqualTo(
            """
            container,_tenant_id=t,pod_name=p mem.rss_bytes=1,cpu.total_time_sec=0.5 1800000000000
            _series_directory,_tenant_id=t,_measurement_name=container,pod_name=p \
            _name_mem.rss_bytes=t,_name_cpu.total_time_sec=t 1800000000000
            own.metric,_tenant_id=t,pod_name=p value=2 1800000000000
            _series_directory,_tenant_id=t,_measurement_name=own.metric,pod_name=p \
            _name_value=t 1800000000000
            """);
  }

  @Test
  void announcesASeriesOnceAnHourAndAgainWhenTold() {
    Values values = Values.of("container.mem.rss_bytes", 1);
    encoder.encode(batch(T, values, false), T, out);
    encoder.encode(batch(T + HOUR - 1, values, false), T, out);
    assertThat(out.lines(Target.RAW).count()).isEqualTo(3);
    encoder.encode(batch(T + HOUR, values, false), T, out);
    assertThat(out.lines(Target.RAW).count()).isEqualTo(5);
    encoder.encode(batch(T, Values.of("container.mem.cache_bytes", 1), false), T, out);
    assertThat(out.lines(Target.RAW).count()).as("a name that is new").isEqualTo(7);
    encoder.forgetSeries();
    encoder.encode(batch(T, values, false), T, out);
    assertThat(out.lines(Target.RAW).count()).isEqualTo(9);
  }

  @Test
  void leavesClosedWindowsToTheirTier() {
    encoder.encode(batch(T, Values.of("pod.mem.rss_bytes", 1), true), T, out);
    assertThat(out.count()).isZero();
  }

  @Test
  void writesARollUpWithItsDelta() {
    Rollup rollup = new Rollup("pod.mem.rss_bytes", 6, 12, 4, 1, 5);
    encoder.encode(new RollupBatch("t", POD, Tier.MINUTE, T, 17, List.of(rollup)), T, out);

    assertThat(text(Target.MINUTE))
        .startsWith(
            "pod,_tenant_id=t,pod_name=p mem.rss_bytes=6,mem.rss_bytes.sum=12,"
                + "mem.rss_bytes.count=4,mem.rss_bytes.min=1,mem.rss_bytes.max=5"
                + " 1800000000000000017\n")
        .endsWith("_measurement_name=pod,pod_name=p _name_mem.rss_bytes=t 1800000000000000000\n");
  }

  @Test
  void countsAndLeavesOutWhatIsOlderThanItsTargetKeeps() {
    long old = T - Duration.ofDays(7).toMillis() - 1;
    Values values = Values.of("container.mem.rss_bytes", 1);
    assertThat(encoder.encode(batch(old, values, false), T, out)).isEqualTo(1);
    assertThat(encoder.encode(batch(old + 1, values, false), T, out)).isZero();
    assertThat(out.lines(Target.RAW).count()).isEqualTo(2);

    PostedMetric kept = new PostedMetric("m", POD, old, 1, null);
    PostedMetric gone = new PostedMetric("m", POD, 0, 1, null);
    PostedMetrics posted = new PostedMetrics("t", List.of(gone, kept, gone));
    assertThat(encoder.encode(posted, T, out)).isEqualTo(2);
    assertThat(out.lines(Target.POSTED).count()).isEqualTo(2);
  }

  @Test
  void remembersWhichRecordALineCameFrom() {
    out.setOrigin(3);
    encoder.encode(batch(T, Values.of("container.mem.rss_bytes", 1), false), T, out);
    out.setOrigin(4);
    encoder.encode(batch(T, Values.of("container.mem.rss_bytes", 1), false), T, out);

    Lines lines = out.lines(Target.RAW);
    assertThat(List.of(lines.origin(0), lines.origin(1), lines.origin(2))).containsExactly(3, 3, 4);
  }

  private static MetricBatch batch(long timestampMs, Values values, boolean window) {
    return new MetricBatch("t", POD, timestampMs, Feeder.RATES, window, values);
  }

  private String text(Target target) {
    Lines lines = out.lines(target);
    return lines.text(0, lines.count());
  }
}
