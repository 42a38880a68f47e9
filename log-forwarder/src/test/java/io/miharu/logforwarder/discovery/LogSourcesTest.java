package io.miharu.logforwarder.discovery;

import static org.assertj.core.api.Assertions.assertThat;

import io.miharu.model.Dimensions;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LogSourcesTest {
  private static final String ID = "18e24b6e5dc5".repeat(6).substring(0, 64);
  private static final Path POD_FILE =
      Path.of(
          "/var/log/pods/shop_orders-7c66ccfbbc-hrlkb_aa09afdc-f022/logs/2.log.20261122-222509");

  @TempDir Path directory;

  @Test
  void takesAPodsNamesFromThePath() {
    LogSource source = new LogSources("n1", "t0", PodLookup.none()).of(POD_FILE);

    assertThat(source.tenant()).isEqualTo("t0");
    assertThat(source.dimensions())
        .isEqualTo(
            Dimensions.of(
                "hostname", "n1",
                "namespace", "shop",
                "pod_name", "orders-7c66ccfbbc-hrlkb",
                "container_name", "logs"));
  }

  @Test
  void addsWhatTheClusterKnows() {
    PodLookup pods =
        pod ->
            pod.uid().equals("aa09afdc-f022")
                ? Optional.of(new PodDetails("t7", "deployment", "orders"))
                : Optional.empty();
    LogSource source = new LogSources("n1", "t0", pods).of(POD_FILE);

    assertThat(source.tenant()).isEqualTo("t7");
    assertThat(source.dimensions().get("owner_type")).isEqualTo("deployment");
    assertThat(source.dimensions().get("deployment")).isEqualTo("orders");
  }

  @Test
  void takesADockerContainersNameFromItsConfiguration() throws Exception {
    Path container = Files.createDirectory(directory.resolve(ID));
    Path file = container.resolve(ID + "-json.log");
    LogSources sources = new LogSources("n1", "t0", PodLookup.none());
    assertThat(sources.of(file).dimensions().get("container_name")).isEqualTo("18e24b6e5dc5");

    Files.writeString(
        container.resolve("config.v2.json"),
        "{\"Name\":\"/web_1\",\"Config\":{\"Image\":\"nginx:1.27\",\"Env\":[\"SECRET=x\"]}}");
    assertThat(sources.of(file).dimensions())
        .isEqualTo(
            Dimensions.of("hostname", "n1", "container_name", "web_1", "image", "nginx:1.27"));
  }

  @Test
  void namesOtherFilesByThemselves() {
    LogSource source = new LogSources("n1", "t0", PodLookup.none()).of(Path.of("/srv/app.log.1"));

    assertThat(source.dimensions())
        .isEqualTo(Dimensions.of("hostname", "n1", "container_name", "app"));
    assertThat(LogSources.containerKey(Path.of("/srv/app.log.1"))).isEqualTo("/srv/app.log");
  }
}
