package io.miharu.stream.rates;

import static io.miharu.stream.rates.NodeSamplesFixture.START;
import static io.miharu.stream.rates.NodeSamplesFixture.batch;
import static io.miharu.stream.rates.NodeSamplesFixture.dimensions;
import static io.miharu.stream.rates.NodeSamplesFixture.podDimensions;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.miharu.model.Dimensions;
import io.miharu.model.Feeder;
import io.miharu.model.MetricBatch;
import io.miharu.model.Rollup;
import io.miharu.model.RollupBatch;
import io.miharu.model.RollupPartial;
import io.miharu.model.SampleBatch;
import io.miharu.model.TaskMark;
import io.miharu.model.Values;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class NodeSamplesTest {
  private static final String CPU = "container.cpu.total_time";
  private static final String RATE = "container.cpu.total_time_sec";
  private static final String MEMORY = "container.mem.working_set_bytes";
  private static final Dimensions NAMESPACE = Dimensions.of("namespace", "shop");

  private final NodeSamplesFixture task = new NodeSamplesFixture();

  @Test
  void givesRatesByTheSamplesOwnTimes() {
    task.container("n1", "web-0", 0, 100, 5_000);
    assertThat(task.lastMetrics().values()).isEqualTo(Values.of(MEMORY, 5_000, CPU, 100));

    task.container("n1", "web-0", 12_500, 105, 6_000);

    MetricBatch metrics = task.lastMetrics();
    assertThat(metrics.timestamp()).isEqualTo(START + 12_500);
    assertThat(metrics.dimensions()).isEqualTo(dimensions("n1", "web-0"));
    assertThat(metrics.values())
        .isEqualTo(Values.builder().put(MEMORY, 6_000).put(CPU, 105).put(RATE, 5 / 12.5).build());
  }

  @Test
  void takesADecreaseForABeginningAtZero() {
    task.container("n1", "web-0", 0, 100, 1);
    task.container("n1", "web-0", 10_000, 3, 1);

    assertThat(task.lastMetrics().values().get(RATE)).isEqualTo(0.3);
  }

  @Test
  void takesALaterStartForABeginningAtZeroAlsoWhenTheCounterIsHigher() {
    task.send("n1", batch("n1", "web-0", 0, START - 1, 4, 1));
    task.send("n1", batch("n1", "web-0", 10_000, START + 2_000, 5, 1));

    assertThat(task.lastMetrics().values().get(RATE)).isEqualTo(0.5);
  }

  @Test
  void dropsARepeatedBatch() {
    task.container("n1", "web-0", 0, 100, 1);
    task.container("n1", "web-0", 10_000, 110, 1);
    task.container("n1", "web-0", 10_000, 110, 1);
    task.container("n1", "web-0", 0, 100, 1);

    assertThat(task.metrics).hasSize(2);
    assertThat(task.count("miharu.stream.batches.repeated")).isEqualTo(2);
  }

  @Test
  void givesNoRateForASampleOutOfOrder() {
    task.container("n1", "web-0", 0, 100, 1);
    task.container("n1", "web-0", 20_000, 140, 1);
    task.container("n1", "web-0", 10_000, 110, 1);
    assertThat(task.lastMetrics().values().contains(RATE)).isFalse();

    task.container("n1", "web-0", 30_000, 150, 1);
    assertThat(task.lastMetrics().values().get(RATE)).isEqualTo(1.0);

    task.mark("n1", 60_000);
    Rollup cpu = rollup(task.rollups(dimensions("n1", "web-0")).get(0), CPU);
    assertThat(cpu).isEqualTo(new Rollup(CPU, 50, 500, 4, 100, 150));
  }

  @Test
  void countsNothingForAContainerThatMayHaveRunBefore() {
    task.container("n1", "web-0", 0, 100, 1);
    task.mark("n1", 1_000);
    task.container("n1", "web-1", 15_000, 700, 1);
    task.mark("n1", 60_000);

    Rollup cpu = rollup(task.rollups(dimensions("n1", "web-1")).get(0), CPU);
    assertThat(cpu.total()).as("only one mark before: the scrape was not seen whole").isZero();
  }

  @Test
  void countsTheFirstValueOfAContainerThatTheScrapeBeforeDidNotHave() {
    scrapeTwice();

    task.container("n1", "web-1", 31_000, 7, 1);
    task.mark("n1", 60_000);

    assertThat(rollup(task.rollups(dimensions("n1", "web-1")).get(0), CPU).total()).isEqualTo(7);
  }

  @Test
  void countsNothingOfAContainerThatOnlyHasOtherDimensionsNow() {
    scrapeTwice();

    task.send("n1", batch("n1", "web-1", 31_000, START - 1, 7, 1));
    task.mark("n1", 60_000);

    assertThat(rollup(task.rollups(dimensions("n1", "web-1")).get(0), CPU).total()).isZero();
  }

  @Test
  void capsTheFirstCpuTimeByWhatTheCoresCanDo() {
    scrapeTwice();

    task.container("n1", "web-1", 31_000, 5_000, 1);
    task.mark("n1", 60_000);

    assertThat(rollup(task.rollups(dimensions("n1", "web-1")).get(0), CPU).total())
        .isEqualTo(4 * 16.0);
  }

  @Test
  void countsNothingWhenTheScrapeBeforeIsLongAgo() {
    scrapeTwice();

    task.container("n1", "web-1", 15_000 + 37_501, 7, 1);
    task.mark("n1", 60_000);

    assertThat(rollup(task.rollups(dimensions("n1", "web-1")).get(0), CPU).total()).isZero();
  }

  @Test
  void marksOfFailedScrapesProveNothing() {
    task.node("n1", 0, 4);
    task.mark("n1", 0);
    task.mark("n1", 15_000);
    task.container("n1", "web-0", 30_000, 7, 1);
    task.mark("n1", 60_000);

    assertThat(rollup(task.rollups(dimensions("n1", "web-0")).get(0), CPU).total()).isZero();
  }

  private void scrapeTwice() {
    task.node("n1", 0, 4);
    task.mark("n1", 0);
    task.node("n1", 15_000, 4);
    task.mark("n1", 15_000);
  }

  @Test
  void closesAWindowByTheNodesOwnMark() {
    twoPodsForAMinute();
    task.mark("n1", 59_998);
    assertThat(task.rollups).isEmpty();

    task.mark("n1", 59_999);

    RollupBatch container = task.rollups(dimensions("n1", "web-0")).get(0);
    assertThat(container.windowStart()).isEqualTo(START);
    assertThat(container.delta()).isZero();
    assertThat(container.tenant()).isEqualTo("acme");
    assertThat(container.metrics())
        .containsExactly(
            new Rollup(CPU, 30, 215, 2, 100, 115),
            new Rollup(RATE, 1.0, 2.0, 2, 1.0, 1.0),
            new Rollup(MEMORY, 3_000, 6_000, 2, 2_000, 4_000));
  }

  @Test
  void sumsContainersUpToPodsAndGroups() {
    twoPodsForAMinute();
    task.mark("n1", 60_000);

    RollupBatch pod = task.rollups(podDimensions("n1", "web-0")).get(0);
    assertThat(rollup(pod, "pod.mem.working_set_bytes").total()).isEqualTo(3_000);
    assertThat(rollup(pod, "pod.cpu.total_time").total()).isEqualTo(30);
    MetricBatch window = task.metrics.get(task.metrics.size() - 2);
    assertThat(window.window()).isTrue();
    assertThat(window.feeder()).isEqualTo(Feeder.ROLLUPS);
    assertThat(window.timestamp()).isEqualTo(START);
    assertThat(window.dimensions()).isEqualTo(podDimensions("n1", "web-0"));
    assertThat(window.values().get("pod.cpu.total_time")).isEqualTo(30);

    RollupPartial namespace = task.partials(NAMESPACE).get(0);
    assertThat(namespace.node()).isEqualTo("n1");
    assertThat(namespace.metrics())
        .contains(
            new Rollup("namespace.mem.working_set_bytes", 3_200, 6_400, 4, 100, 4_000),
            new Rollup("namespace.cpu.total_time", 60, 345, 4, 50, 115));
    assertThat(task.partials(NAMESPACE.with("owner_type", "deployment").with("deployment", "web")))
        .singleElement()
        .satisfies(
            partial ->
                assertThat(partial.metrics())
                    .extracting(Rollup::name)
                    .contains("workload.cpu.total_time"));
    assertThat(task.partials(Dimensions.empty()))
        .singleElement()
        .satisfies(partial -> assertThat(partial.tenant()).isEqualTo("operators"));
  }

  @Test
  void countsPodNetworkForGroupsButNotAgainForAlarms() {
    task.send(
        "n1",
        new SampleBatch(
            "acme",
            podDimensions("n1", "web-0"),
            START,
            null,
            Values.empty(),
            Values.of("pod.net.in_bytes", 10)));
    task.mark("n1", 60_000);

    assertThat(task.rollups(podDimensions("n1", "web-0"))).hasSize(1);
    assertThat(task.partials(NAMESPACE).get(0).metrics())
        .extracting(Rollup::name)
        .containsExactly("namespace.net.in_bytes");
    assertThat(task.metrics).filteredOn(MetricBatch::window).isEmpty();
  }

  @Test
  void keepsTheNodeOutOfTheGroups() {
    task.node("n1", 0, 4);
    task.mark("n1", 60_000);

    assertThat(task.rollups(Dimensions.of("hostname", "n1")).get(0).metrics())
        .containsExactly(new Rollup("cpu.num_cores", 4, 4, 1, 4, 4));
    assertThat(task.partials).isEmpty();
  }

  @Test
  void leavesOtherMetricsOutOfTheWindows() {
    task.send(
        "n1",
        new SampleBatch(
            "acme",
            podDimensions("n1", "web-0"),
            START,
            null,
            Values.of("queue_length", 3),
            Values.of("requests_total", 10)));
    task.send(
        "n1",
        new SampleBatch(
            "acme",
            podDimensions("n1", "web-0"),
            START + 10_000,
            null,
            Values.of("queue_length", 3),
            Values.of("requests_total", 30)));
    task.mark("n1", 60_000);

    assertThat(task.metrics.get(1).values().get("requests_total_sec")).isEqualTo(2);
    assertThat(task.rollups).isEmpty();
  }

  @Test
  void addsALateSampleUpExactlyOnce() {
    twoPodsForAMinute();
    task.mark("n1", 60_000);
    RollupBatch window = task.rollups(dimensions("n1", "web-0")).get(0);
    task.rollups.clear();
    task.partials.clear();

    task.container("n1", "web-0", 7_000, 108, 9_000);
    task.container("n1", "web-0", 7_000, 108, 9_000);

    RollupBatch addition = task.rollups(dimensions("n1", "web-0")).get(0);
    assertThat(task.rollups(dimensions("n1", "web-0"))).hasSize(1);
    assertThat(addition.windowStart()).isEqualTo(START);
    assertThat(addition.delta()).isBetween(1L, 59_999_999_999L);
    Rollup memory = rollup(window, MEMORY).plus(rollup(addition, MEMORY));
    assertThat(memory).isEqualTo(new Rollup(MEMORY, 5_000, 15_000, 3, 2_000, 9_000));
    Rollup cpu = rollup(window, CPU).plus(rollup(addition, CPU));
    assertThat(cpu).isEqualTo(new Rollup(CPU, 30, 323, 3, 100, 115));
    assertThat(
            rollup(task.rollups(podDimensions("n1", "web-0")).get(0), "pod.mem.working_set_bytes"))
        .isEqualTo(new Rollup("pod.mem.working_set_bytes", 2_000, 9_000, 1, 9_000, 9_000));
    assertThat(task.partials(NAMESPACE)).hasSize(1);
    assertThat(task.count("pipeline.late")).isEqualTo(1);
  }

  @Test
  void storesWhatIsOlderThanTwoHoursRawOnly() {
    twoPodsForAMinute();
    task.mark("n1", Duration.ofHours(2).plusMinutes(1).toMillis());
    task.rollups.clear();
    int before = task.metrics.size();

    task.container("n1", "web-0", 7_000, 108, 9_000);

    assertThat(task.metrics).hasSize(before + 1);
    assertThat(task.rollups).isEmpty();
    assertThat(task.count("pipeline.too_late")).isEqualTo(1);
    assertThat(task.closed.size()).isZero();
  }

  @Test
  void waitsForASilentNodeAtMostTheGraceAndTakesItBack() {
    task.clock(0);
    task.container("n1", "web-0", 0, 100, 1_000);
    task.mark("n1", 0);
    task.mark("n2", 0);
    for (int second = 1; second <= 30; second++) {
      task.clock(second * 1_000);
      task.mark("n2", second * 1_000);
    }
    assertThat(task.marks.get(task.marks.size() - 1).completeThrough()).isEqualTo(START);

    for (int second = 31; second <= 61; second++) {
      task.clock(second * 1_000);
      task.mark("n2", second * 1_000);
    }
    assertThat(task.rollups(dimensions("n1", "web-0"))).as("closed without the node").hasSize(1);

    task.container("n1", "web-0", 50_000, 150, 3_000);
    task.container("n1", "web-0", 70_000, 160, 3_000);
    task.mark("n1", 120_000);

    assertThat(task.rollups(dimensions("n1", "web-0")))
        .extracting(RollupBatch::windowStart, batch -> batch.delta() > 0)
        .containsExactly(tuple(START, false), tuple(START, true), tuple(START + 60_000, false));
    double total =
        task.rollups(dimensions("n1", "web-0")).stream()
            .mapToDouble(batch -> rollup(batch, CPU).total())
            .sum();
    assertThat(total).isEqualTo(60);
  }

  @Test
  void tellsItsProgressOnceForEachClockMark() {
    task.clock(0);
    task.clock(0);
    task.mark("n1", 500);
    task.clock(1_000);

    assertThat(task.marks)
        .containsExactly(
            new TaskMark(Feeder.RATES, 0, 1, START, START),
            new TaskMark(Feeder.RATES, 0, 1, START + 500, START + 1_000));
  }

  @Test
  void goesOnFromItsStoresAfterARestart() {
    NodeSamplesFixture whole = new NodeSamplesFixture();
    for (NodeSamplesFixture fixture : List.of(task, whole)) {
      for (int i = 0; i < 12; i++) {
        fixture.clock(i * 15_000);
        fixture.node("n1", i * 15_000, 4);
        fixture.container("n1", "web-0", i * 15_000, 100 + i * i, i);
        if (fixture == task) {
          fixture.restart();
        }
        fixture.mark("n1", i * 15_000);
      }
    }

    assertThat(task.metrics).isEqualTo(whole.metrics);
    assertThat(task.rollups).isEqualTo(whole.rollups).isNotEmpty();
    assertThat(task.partials).isEqualTo(whole.partials);
    assertThat(task.marks).isEqualTo(whole.marks);
  }

  @Test
  void deletesTheStateOfContainersThatAreGone() {
    task.container("n1", "web-0", 0, 100, 1);
    task.mark("n1", 60_000);
    assertThat(task.entities.size()).isEqualTo(1);

    task.mark("n1", Duration.ofHours(3).toMillis());

    assertThat(task.entities.size()).isZero();
    assertThat(task.closed.size()).isZero();
  }

  private void twoPodsForAMinute() {
    task.container("n1", "web-0", -15_000, 85, 9);
    task.mark("n1", -1);
    task.rollups.clear();
    task.partials.clear();
    task.metrics.clear();
    task.container("n1", "web-0", 0, 100, 2_000);
    task.container("n1", "web-0", 15_000, 115, 4_000);
    task.container("n1", "web-1", 0, 50, 100);
    task.container("n1", "web-1", 30_000, 80, 300);
  }

  private static Rollup rollup(RollupBatch batch, String name) {
    return batch.metrics().stream()
        .filter(rollup -> rollup.name().equals(name))
        .findFirst()
        .orElseThrow();
  }
}
