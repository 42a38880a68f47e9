package io.miharu.collector.cadvisor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.miharu.collector.Captures;
import io.miharu.collector.exposition.ExpositionParser;
import io.miharu.kubernetes.PodDirectory;
import io.miharu.kubernetes.PodListFile;
import io.miharu.kubernetes.PodSettings;
import io.miharu.model.Dimensions;
import io.miharu.model.SampleBatch;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Expected values are read off the captures by hand. */
class CadvisorScrapesTest {
  private static final String NODE = "n7";

  /** Shortly after the newest sample of each capture. */
  private static final long CADVISOR_MS = 1795384217000L;

  private static final long KUBELET_MS = 1795386254500L;

  private final PodDirectory pods;
  private CadvisorScrapes scrapes =
      new CadvisorScrapes(NODE, PodDirectory.none("common"), "common");
  private ExpositionParser<Slot> parser = new ExpositionParser<>(scrapes);

  CadvisorScrapesTest() throws URISyntaxException {
    pods =
        PodListFile.open(
            Path.of(CadvisorScrapesTest.class.getResource("/pods.json").toURI()),
            new PodSettings("common", List.of("app")),
            Duration.ofHours(1));
  }

  @AfterEach
  void close() {
    pods.close();
  }

  @Test
  void readsContainersOfAStandAloneCadvisor() {
    ScrapedSamples samples = scrape(Captures.text("cadvisor-small.txt"), CADVISOR_MS);
    Dimensions dimensions =
        Dimensions.of(
            "hostname", NODE,
            "namespace", "shop",
            "pod_name", "orders-5d9c7b6f4-abcde",
            "container_name", "orders",
            "image", "docker.io/lab/box:1");
    SampleBatch orders = only(samples, dimensions);
    assertThat(orders.tenant()).isEqualTo("common");
    assertThat(orders.timestamp()).isEqualTo(1795384211742L);
    assertThat(orders.started()).isEqualTo(1795383660000L);
    assertThat(orders.counters().get("container.cpu.total_time"))
        .isEqualTo(53.83582222 + 49.071308798);
    assertThat(orders.counters().get("container.cpu.user_time")).isEqualTo(100.98);
    assertThat(orders.gauges().get("container.mem.working_set_bytes")).isEqualTo(2105344);
    assertThat(orders.gauges().get("container.memory.limit_bytes")).isEqualTo(67108864);
    assertThat(orders.counters().contains("container.net.in_bytes")).isFalse();

    SampleBatch docker = only(samples, dimensions.with("image", "lab/box:1"));
    assertThat(docker.timestamp()).isEqualTo(1795384216803L);
    assertThat(docker.counters().get("container.cpu.total_time"))
        .isEqualTo(126.079032499 + 108.418640984);
    assertThat(docker.gauges().get("container.fs.usage_bytes")).isEqualTo(53248);
    assertThat(docker.gauges().get("container.fs.total_bytes")).isEqualTo(270553174016.0);
  }

  @Test
  void readsNetworkOfPodFromItsSandbox() {
    ScrapedSamples samples = scrape(Captures.text("cadvisor-small.txt"), CADVISOR_MS);
    SampleBatch pod =
        only(
            samples,
            Dimensions.of(
                "hostname", NODE, "namespace", "shop", "pod_name", "orders-5d9c7b6f4-abcde"));
    assertThat(pod.timestamp()).isEqualTo(1795384214124L);
    assertThat(pod.counters().get("pod.net.in_bytes")).isEqualTo(2436);
    assertThat(pod.counters().size()).isEqualTo(8);
    assertThat(pod.gauges().isEmpty()).isTrue();
  }

  @Test
  void readsNodeFromRootAndMachine() {
    ScrapedSamples samples = scrape(Captures.text("cadvisor-small.txt"), CADVISOR_MS);
    SampleBatch node = only(samples, Dimensions.of("hostname", NODE));
    assertThat(node.timestamp()).isEqualTo(1795384213561L);
    assertThat(node.counters().get("cpu.total_time")).isEqualTo(1737.860839385 + 1791.347082305);
    assertThat(node.gauges().get("mem.working_set_bytes")).isEqualTo(3455844352.0);
    assertThat(node.gauges().get("cpu.num_cores")).isEqualTo(2);
    assertThat(node.gauges().get("mem.total_bytes")).isEqualTo(25276510208.0);
    assertThat(node.counters().get("net.in_bytes")).isEqualTo(925615424);
    assertThat(samples.subjects()).isEqualTo(4);
  }

  @Test
  void addsWorkloadLabelsAndTenantFromPodDirectory() {
    use(pods);
    ScrapedSamples samples = scrape(Captures.text("kubelet-small.txt"), KUBELET_MS);
    Dimensions pod =
        Dimensions.of(
            "hostname", NODE,
            "namespace", "shop",
            "pod_name", "orders-7c66ccfbbc-ws666",
            "app", "orders",
            "deployment", "orders",
            "owner_type", "deployment");
    SampleBatch orders =
        only(samples, pod.with("container_name", "orders").with("image", "docker.io/lab/box:1"));
    assertThat(orders.timestamp()).isEqualTo(1795386244368L);
    assertThat(orders.counters().get("container.cpu.total_time")).isEqualTo(15.107958878);
    assertThat(orders.counters().get("container.cpu.throttled_time")).isEqualTo(5.405812808);
    assertThat(orders.counters().get("container.cpu.throttled_periods")).isEqualTo(197);
    SampleBatch logs =
        only(samples, pod.with("container_name", "logs").with("image", "docker.io/lab/box:1"));
    assertThat(logs.counters().get("container.cpu.total_time")).isEqualTo(0.071933633);
    assertThat(only(samples, pod).counters().get("pod.net.in_bytes")).isEqualTo(2946);
    SampleBatch node = only(samples, Dimensions.of("hostname", NODE));
    assertThat(node.counters().get("cpu.total_time")).isEqualTo(7331.960236398);
    assertThat(node.counters().get("net.in_bytes")).isEqualTo(1824121813.0 + 7420);
    assertThat(samples.subjects()).isEqualTo(4);
  }

  @Test
  void guessesWorkloadWherePodIsUnknown() {
    ScrapedSamples samples = scrape(Captures.text("kubelet-small.txt"), KUBELET_MS);
    assertThat(samples.batches())
        .filteredOn(batch -> batch.dimensions().containsKey("pod_name"))
        .hasSize(3)
        .allMatch(batch -> "orders".equals(batch.dimensions().get("deployment")));
  }

  @Test
  void findsContainersByTheirCgroupWhereCadvisorKnowsNoNames() {
    String blank =
        Captures.text("kubelet-small.txt")
            .replaceAll("(container|pod|namespace|name|image)=\"[^\"]*\"", "$1=\"\"");
    ScrapedSamples unknown = scrape(blank, KUBELET_MS);
    assertThat(unknown.subjects()).isEqualTo(1);
    assertThat(unknown.unidentified()).isEqualTo(3);
    assertThat(unknown.unidentifiedExample()).contains("/kubepods/burstable/pod272ae06b");

    use(pods);
    ScrapedSamples known = scrape(blank, KUBELET_MS);
    use(pods);
    ScrapedSamples named = scrape(Captures.text("kubelet-small.txt"), KUBELET_MS);
    assertThat(known.unidentified()).isZero();
    assertThat(known.batches()).containsExactlyInAnyOrderElementsOf(named.batches());
  }

  @Test
  void countsNothingTwice() {
    use(pods);
    ScrapedSamples samples = scrape(Captures.text("kubelet-t0.txt.gz"), 1795386254500L);
    for (String suffix : List.of("cpu.total_time", "cpu.user_time")) {
      double containers = sum(samples, "container." + suffix);
      double node = sum(samples, suffix);
      assertThat(containers).isPositive().isLessThanOrEqualTo(node);
    }
    assertThat(sumGauges(samples, "container.mem.working_set_bytes"))
        .isPositive()
        .isLessThanOrEqualTo(sumGauges(samples, "mem.working_set_bytes"));
    // One disk behind all overlays: its usage, once.
    assertThat(sumGauges(samples, "fs.usage_bytes")).isEqualTo(45872054272.0);
  }

  @Test
  void sumOfContainersIsThatOfPodCgroupsWithoutTheirSandboxes() {
    use(pods);
    ScrapedSamples samples = scrape(Captures.text("kubelet-small.txt"), KUBELET_MS);
    // The pod's cgroup shows 15.68 s, of which 0.03 s are the sandbox; rows differ by some seconds.
    assertThat(sum(samples, "container.cpu.total_time")).isEqualTo(15.107958878 + 0.071933633);
    assertThat(sum(samples, "container.cpu.total_time")).isCloseTo(15.68, within(0.6));
  }

  @Test
  void leavesOutNetworkOfPodsOnHostNetwork() {
    use(pods);
    ScrapedSamples samples = scrape(Captures.text("kubelet-t0.txt.gz"), KUBELET_MS);
    assertThat(samples.batches())
        .filteredOn(batch -> batch.counters().contains("pod.net.in_bytes"))
        .isNotEmpty()
        .noneMatch(batch -> "agent-nxjnj".equals(batch.dimensions().get("pod_name")));
    assertThat(samples.batches())
        .anyMatch(batch -> "agent-nxjnj".equals(batch.dimensions().get("pod_name")));
  }

  @Test
  void neverReadsEnvironmentLabels() {
    ScrapedSamples samples =
        scrape(Captures.text("cadvisor-all-labels-and-env.txt.gz"), CADVISOR_MS);
    assertThat(samples.batches()).hasSizeGreaterThan(3);
    assertThat(samples.batches())
        .flatExtracting(batch -> batch.dimensions().keys())
        .isSubsetOf(
            "hostname",
            "namespace",
            "pod_name",
            "container_name",
            "image",
            "owner_type",
            "deployment",
            "stateful_set");
  }

  @Test
  void leavesOutWhatWasSentBefore() {
    String text = Captures.text("kubelet-small.txt");
    assertThat(scrape(text, KUBELET_MS).batches()).hasSize(4);
    ScrapedSamples again = scrape(text, KUBELET_MS + 5_000);
    assertThat(again.batches()).isEmpty();
    assertThat(again.subjects()).isEqualTo(4);
  }

  @Test
  void takesScrapeTimeWhereSampleIsTooOldOrTooNew() {
    for (long age : List.of(-5_001L, 120_001L)) {
      use(PodDirectory.none("common"));
      ScrapedSamples samples = scrape(row("", 1, 1_795_000_000_000L), 1_795_000_000_000L + age);
      assertThat(samples.batches())
          .extracting(SampleBatch::timestamp)
          .containsExactly(1_795_000_000_000L + age);
    }
    for (long age : List.of(-5_000L, 120_000L)) {
      use(PodDirectory.none("common"));
      ScrapedSamples samples = scrape(row("", 1, 1_795_000_000_000L), 1_795_000_000_000L + age);
      assertThat(samples.batches())
          .extracting(SampleBatch::timestamp)
          .containsExactly(1_795_000_000_000L);
    }
  }

  @Test
  void makesOneBatchForEachTimestamp() {
    ScrapedSamples samples =
        scrape(
            "container_memory_rss{id=\"/\"} 1 1795000000001\n"
                + "container_memory_cache{id=\"/\"} 2 1795000000002\n"
                + "container_memory_swap{id=\"/\"} 3 1795000000001\n",
            1_795_000_000_500L);
    assertThat(samples.batches()).hasSize(2);
    assertThat(samples.batches().get(0).gauges().size()).isEqualTo(2);
  }

  @Test
  void prefersTotalOverSingleCpus() {
    ScrapedSamples samples =
        scrape(row("cpu00", 1, 1795000000000L) + row("total", 7, 1795000000000L), 1795000000000L);
    assertThat(sum(samples, "cpu.total_time")).isEqualTo(7);
  }

  @Test
  void followsNewerOfTwoContainersWithOneName() {
    String row = "%s{container=\"c\",id=\"/x/%s\",image=\"i\",namespace=\"n\",pod=\"p\"} %s\n";
    String text =
        row.formatted("container_cpu_usage_seconds_total", "new", "1 1795000000000")
            + row.formatted("container_cpu_usage_seconds_total", "old", "90 1795000000900")
            + row.formatted("container_start_time_seconds", "new", "1794999990")
            + row.formatted("container_start_time_seconds", "old", "1794990000");
    ScrapedSamples samples = scrape(text, 1795000001000L);
    assertThat(sum(samples, "container.cpu.total_time")).isEqualTo(1);
  }

  @Test
  void leavesOutLimitThatIsNone() {
    String row = "container_spec_memory_limit_bytes{id=\"/docker/x\",name=\"web\"} %s\n";
    assertThat(scrape(row.formatted("0"), KUBELET_MS).batches()).isEmpty();
    assertThat(scrape(row.formatted("9.223372036854772e+18"), KUBELET_MS).batches()).isEmpty();
    assertThat(scrape(row.formatted("5e6"), KUBELET_MS).batches())
        .singleElement()
        .satisfies(
            batch -> {
              assertThat(batch.gauges().get("container.memory.limit_bytes")).isEqualTo(5e6);
              assertThat(batch.dimensions())
                  .isEqualTo(Dimensions.of("hostname", NODE, "container_name", "web"));
            });
  }

  @Test
  void leavesOutWhatIsNoNumber() {
    String text = "container_memory_rss{id=\"/\"} NaN\ncontainer_memory_cache{id=\"/\"} +Inf\n";
    assertThat(scrape(text, KUBELET_MS).batches()).isEmpty();
  }

  private static String row(String cpu, double value, long timestamp) {
    return "container_cpu_usage_seconds_total{cpu=\"%s\",id=\"/\"} %s %d\n"
        .formatted(cpu, value, timestamp);
  }

  private void use(PodDirectory directory) {
    scrapes = new CadvisorScrapes(NODE, directory, "common");
    parser = new ExpositionParser<>(scrapes);
  }

  private ScrapedSamples scrape(String text, long nowMs) {
    byte[] bytes = Captures.bytes(text);
    parser.begin();
    scrapes.begin();
    int rest = parser.parse(bytes, 0, bytes.length);
    parser.parseRest(bytes, rest, bytes.length);
    parser.end();
    assertThat(parser.malformed().count()).isZero();
    return scrapes.end(nowMs);
  }

  private static SampleBatch only(ScrapedSamples samples, Dimensions dimensions) {
    List<SampleBatch> found =
        samples.batches().stream().filter(b -> b.dimensions().equals(dimensions)).toList();
    assertThat(found).as("batches of %s", dimensions).hasSize(1);
    return found.get(0);
  }

  private static double sum(ScrapedSamples samples, String name) {
    return samples.batches().stream()
        .filter(batch -> batch.counters().contains(name))
        .mapToDouble(batch -> batch.counters().get(name))
        .sum();
  }

  private static double sumGauges(ScrapedSamples samples, String name) {
    return samples.batches().stream()
        .filter(batch -> batch.gauges().contains(name))
        .mapToDouble(batch -> batch.gauges().get(name))
        .sum();
  }
}
