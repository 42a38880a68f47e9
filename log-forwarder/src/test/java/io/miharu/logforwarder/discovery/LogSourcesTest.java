package io.miharu.logforwarder.discovery;

import static org.assertj.core.api.Assertions.assertThat;

import io.miharu.kubernetes.PodDirectory;
import io.miharu.kubernetes.PodListFile;
import io.miharu.kubernetes.PodSettings;
import io.miharu.model.Dimensions;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
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
    LogSource source = new LogSources("n1", "t0", PodDirectory.none("t0")).of(POD_FILE);

    assertThat(source.tenant()).isEqualTo("t0");
    assertThat(source.dimensions())
        .isEqualTo(
            Dimensions.of(
                "hostname", "n1",
                "namespace", "shop",
                "pod_name", "orders-7c66ccfbbc-hrlkb",
                "container_name", "logs",
                "owner_type", "deployment",
                "deployment", "orders"));
  }

  @Test
  void addsWhatTheClusterKnows() throws Exception {
    Path pods = directory.resolve("pods.yaml");
    Files.writeString(
        pods,
        """
        apiVersion: v1
        kind: List
        items:
        - apiVersion: v1
          kind: Namespace
          metadata: {name: shop, annotations: {miharu.io/project: t7}}
        - apiVersion: v1
          kind: Pod
          metadata:
            name: orders-7c66ccfbbc-hrlkb
            namespace: shop
            uid: aa09afdc-f022
            labels: {app: orders, secret: x}
            ownerReferences: [{kind: DaemonSet, name: all-orders, controller: true}]
        """);
    PodSettings settings = new PodSettings("t0", List.of("app"));
    try (PodDirectory known = PodListFile.open(pods, settings, Duration.ofHours(1))) {
      LogSource source = new LogSources("n1", "t0", known).of(POD_FILE);

      assertThat(source.tenant()).isEqualTo("t7");
      assertThat(source.dimensions())
          .isEqualTo(
              Dimensions.of(
                  "hostname", "n1",
                  "namespace", "shop",
                  "pod_name", "orders-7c66ccfbbc-hrlkb",
                  "container_name", "logs",
                  "owner_type", "daemon_set",
                  "daemon_set", "all-orders",
                  "app", "orders"));
    }
  }

  @Test
  void takesADockerContainersNameFromItsConfiguration() throws Exception {
    Path container = Files.createDirectory(directory.resolve(ID));
    Path file = container.resolve(ID + "-json.log");
    LogSources sources = new LogSources("n1", "t0", PodDirectory.none("t0"));
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
    LogSource source =
        new LogSources("n1", "t0", PodDirectory.none("t0")).of(Path.of("/srv/app.log.1"));

    assertThat(source.dimensions())
        .isEqualTo(Dimensions.of("hostname", "n1", "container_name", "app"));
    assertThat(LogSources.containerKey(Path.of("/srv/app.log.1"))).isEqualTo("/srv/app.log");
  }
}
