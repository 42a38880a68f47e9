package io.miharu.stream.logmetrics;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.miharu.model.Dimensions;
import io.miharu.model.Feeder;
import io.miharu.model.LogBatch;
import io.miharu.model.LogLevel;
import io.miharu.model.LogLine;
import io.miharu.model.MetricBatch;
import io.miharu.model.MetricRecord;
import io.miharu.model.NodeMark;
import io.miharu.model.TaskMark;
import io.miharu.model.Values;
import io.miharu.stream.meters.StreamMeters;
import io.miharu.stream.progress.TaskProgress;
import io.miharu.stream.state.MemoryStore;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class LogCountsTest {
  private static final long START = 1_800_000_000_000L;
  private static final Dimensions WEB = Dimensions.of("namespace", "shop", "pod_name", "web-0");

  private final List<MetricBatch> metrics = new ArrayList<>();
  private final List<TaskMark> marks = new ArrayList<>();
  private final MemoryStore files = new MemoryStore();
  private final MemoryStore containers = new MemoryStore();
  private final MemoryStore late = new MemoryStore();
  private final MemoryStore nodes = new MemoryStore();
  private final MemoryStore progress = new MemoryStore();
  private LogCounts counts = create();

  private LogCounts create() {
    return new LogCounts(
        new LogCounts.Stores(files, containers, late, nodes),
        new TaskProgress(Duration.ofSeconds(30), progress, Feeder.LOGMETRICS, 0, 1),
        new LogCounts.Setup(0, 10_000, new StreamMeters(new SimpleMeterRegistry())),
        this::take);
  }

  private void take(@Nullable String key, MetricRecord record) {
    if (record instanceof MetricBatch batch) {
      metrics.add(batch);
    } else if (record instanceof TaskMark mark) {
      marks.add(mark);
    }
  }

  @Test
  void countsLinesBytesAndErrorsPerBucket() {
    counts.batch(
        batch(
            line("stdout", 0, 40, LogLevel.INFO, 1),
            line("stderr", 40, 100, LogLevel.ERROR, 9_999),
            line("stdout", 100, 110, LogLevel.FATAL, 10_000)));
    mark(19_999);

    assertThat(metrics).containsExactly(metrics(0, 2, 100, 1), metrics(10_000, 1, 10, 1));
  }

  @Test
  void waitsForTheNodesMark() {
    counts.batch(batch(line("stdout", 0, 40, LogLevel.INFO, 1)));
    mark(9_998);
    assertThat(metrics).isEmpty();

    mark(9_999);
    assertThat(metrics).hasSize(1);
    mark(30_000);
    assertThat(metrics).hasSize(1);
    assertThat(containers.size()).isZero();
  }

  @Test
  void countsEachEventOnceWhenABatchIsSentAgain() {
    LogBatch first =
        batch(line("stdout", 0, 40, LogLevel.INFO, 1), line("stderr", 20, 60, LogLevel.ERROR, 2));
    counts.batch(first);
    counts.batch(first);
    counts = create();
    counts.batch(
        batch(line("stderr", 20, 60, LogLevel.ERROR, 2), line("stdout", 60, 70, LogLevel.INFO, 3)));
    mark(9_999);

    assertThat(metrics).containsExactly(metrics(0, 3, 90, 1));
  }

  @Test
  void reportsLateLinesBesideTheBucket() {
    counts.batch(batch(line("stdout", 0, 40, LogLevel.INFO, 1)));
    mark(9_999);
    counts.batch(batch(line("stdout", 40, 50, LogLevel.INFO, 2)));
    mark(12_000);
    assertThat(metrics).as("the mark is not past another bucket yet").hasSize(1);
    mark(19_999);
    counts = create();
    counts.batch(batch(line("stdout", 50, 51, LogLevel.INFO, 2)));
    mark(29_999);

    assertThat(metrics)
        .containsExactly(metrics(0, 1, 40, 0), metrics(1, 1, 10, 0), metrics(2, 1, 1, 0));
  }

  @Test
  void tellsProgressInWholeBuckets() {
    counts.clock(START);
    mark(25_000);
    counts.clock(START + 26_000);

    assertThat(marks)
        .containsExactly(
            new TaskMark(Feeder.LOGMETRICS, 0, 1, START - 1, START),
            new TaskMark(Feeder.LOGMETRICS, 0, 1, START + 19_999, START + 26_000));
  }

  @Test
  void reportsWhatASilentNodeLeftBehind() {
    counts.clock(START);
    counts.batch(batch(line("stdout", 0, 40, LogLevel.INFO, 1)));
    mark(2_000);
    for (int second = 1; second <= 45; second++) {
      counts.clock(START + second * 1_000);
    }

    assertThat(metrics).containsExactly(metrics(0, 1, 40, 0));
  }

  @Test
  void forgetsFilesThatWereNotReadForADay() {
    counts.batch(batch(line("stdout", 0, 40, LogLevel.INFO, 1)));
    counts.clock(START);
    assertThat(files.size()).isEqualTo(1);

    counts.clock(START + Duration.ofHours(23).toMillis());
    assertThat(files.size()).isEqualTo(1);
    counts.clock(START + Duration.ofHours(25).toMillis());
    assertThat(files.size()).isZero();
  }

  private void mark(long atMs) {
    counts.mark(new NodeMark("log-forwarder", "n1", START + atMs, 0));
  }

  private static LogBatch batch(LogLine... lines) {
    return new LogBatch("acme", WEB, "n1", "file-1", List.of(lines));
  }

  private static LogLine line(String stream, long start, long end, LogLevel level, long atMs) {
    long ns = (START + atMs) * 1_000_000;
    return new LogLine(stream, start, end, level, ns, ns, "text");
  }

  private static MetricBatch metrics(long atMs, long lines, long bytes, long errors) {
    Values values =
        Values.builder()
            .put("log.lines", lines)
            .put("log.bytes", bytes)
            .put("log.errors", errors)
            .build();
    return new MetricBatch("acme", WEB, START + atMs, Feeder.LOGMETRICS, false, values);
  }
}
