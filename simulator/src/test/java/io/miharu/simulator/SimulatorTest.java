package io.miharu.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.miharu.model.Json;
import io.miharu.simulator.cluster.ClusterSpec;
import io.miharu.simulator.cluster.SimulatedCluster;
import io.miharu.simulator.incident.Incident;
import io.miharu.simulator.incident.Script;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.Response;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SimulatorTest {
  private static final Pattern CRI =
      Pattern.compile("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d(\\.\\d+)?Z (stdout|stderr) F .*");

  private final OkHttpClient http =
      new OkHttpClient.Builder().readTimeout(500, TimeUnit.MILLISECONDS).build();
  private @TempDir Path directory;
  private Simulator simulator;

  @AfterEach
  void stop() {
    simulator.close();
    http.connectionPool().evictAll();
  }

  @Test
  void kubeletServesCountersThatMove() throws IOException {
    start(Script.none());
    double before = nodeCpu(simulator.kubelets().get(0).url());
    await()
        .atMost(Duration.ofSeconds(20))
        .until(() -> nodeCpu(simulator.kubelets().get(0).url()) > before);
  }

  @Test
  void rootUsesAtLeastWhatItsContainersUse() throws IOException {
    start(Script.none());
    String text = get(simulator.kubelets().get(1).url() + "/metrics/cadvisor");
    double containers = 0;
    Matcher rows =
        Pattern.compile(
                "container_cpu_usage_seconds_total\\{cpu=\"total\",container=\"[^\"]+\".*} (\\S+) \\d+")
            .matcher(text);
    int count = 0;
    while (rows.find()) {
      containers += Double.parseDouble(rows.group(1));
      count++;
    }
    assertThat(count).isPositive();
    assertThat(nodeCpu(simulator.kubelets().get(1).url())).isGreaterThanOrEqualTo(containers);
  }

  @Test
  void summaryAgreesWithThePods() throws IOException {
    start(Script.none());
    JsonNode summary =
        Json.mapper().readTree(get(simulator.kubelets().get(0).url() + "/stats/summary"));
    int pods = simulator.cluster().read(now -> now.nodes().get(0).pods().size());
    assertThat(summary.path("node").path("nodeName").asText()).isEqualTo("node-1");
    assertThat(summary.path("pods")).hasSize(pods);
    assertThat(summary.at("/pods/0/containers/0/cpu/usageCoreNanoSeconds").asLong()).isPositive();
  }

  @Test
  void podListNamesOwnersAndNodes() throws IOException {
    start(Script.none());
    JsonNode pods = Json.mapper().readTree(simulator.podsFile().toFile());
    assertThat(pods.path("kind").asText()).isEqualTo("PodList");
    assertThat(pods.path("items")).hasSize(ClusterSpec.DEFAULT.pods());
    for (JsonNode pod : pods.path("items")) {
      assertThat(pod.at("/spec/nodeName").asText()).startsWith("node-");
      assertThat(pod.at("/metadata/ownerReferences/0/kind").asText())
          .isIn("ReplicaSet", "StatefulSet", "DaemonSet");
    }
  }

  @Test
  void writesCriLogsWithStackTracesAndJson() {
    start(Script.demo(SimulatedCluster.of(ClusterSpec.DEFAULT, 0)));
    PathMatcher matcher =
        FileSystems.getDefault().getPathMatcher("glob:" + simulator.logGlob("node-1"));
    await()
        .atMost(Duration.ofSeconds(30))
        .untilAsserted(
            () -> {
              List<String> lines = lines(matcher);
              assertThat(lines).isNotEmpty().allMatch(line -> CRI.matcher(line).matches());
              assertThat(allLines()).anyMatch(line -> line.contains("stdout F {\"timestamp\""));
            });
  }

  @Test
  void silentKubeletAnswersNobody() {
    start(new Script(List.of(new Incident.SilentNode("node-1", 0, 100)), 100));
    String silent = simulator.kubelets().get(0).url() + "/metrics/cadvisor";
    await().atMost(Duration.ofSeconds(20)).until(() -> timesOut(silent));
    assertThat(timesOut(simulator.kubelets().get(1).url() + "/metrics/cadvisor")).isFalse();
  }

  private void start(Script script) {
    simulator =
        new Simulator(
                ClusterSpec.DEFAULT, directory, Clock.systemUTC(), cluster -> script, story -> {})
            .start();
  }

  private double nodeCpu(String kubelet) throws IOException {
    Matcher root =
        Pattern.compile(
                "container_cpu_usage_seconds_total\\{cpu=\"total\",container=\"\",id=\"/\".*} (\\S+) \\d+")
            .matcher(get(kubelet + "/metrics/cadvisor"));
    assertThat(root.find()).isTrue();
    return Double.parseDouble(root.group(1));
  }

  private boolean timesOut(String url) {
    try {
      get(url);
      return false;
    } catch (IOException e) {
      return true;
    }
  }

  private String get(String url) throws IOException {
    try (Response response = http.newCall(new Request.Builder().url(url).build()).execute()) {
      assertThat(response.code()).isEqualTo(200);
      return response.body().string();
    }
  }

  private List<String> lines(PathMatcher matcher) throws IOException {
    try (Stream<Path> files = Files.walk(directory)) {
      return files.filter(matcher::matches).flatMap(SimulatorTest::read).toList();
    }
  }

  private List<String> allLines() throws IOException {
    try (Stream<Path> files = Files.walk(directory)) {
      return files
          .filter(file -> file.toString().endsWith(".log"))
          .flatMap(SimulatorTest::read)
          .toList();
    }
  }

  private static Stream<String> read(Path file) {
    try {
      return Files.readAllLines(file).stream();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
