package io.miharu.standalone.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class UpLifecycleIT {
  private static final Duration DEMO_LIMIT = Duration.ofMinutes(2);

  private @TempDir Path directory;
  private Path data;

  @BeforeEach
  void chooseData() {
    data = directory.resolve("data");
  }

  @Test
  void demoReachesAlarmAndWebhook() throws Exception {
    try (RunningUp up = RunningUp.start(data, Map.of(), "--demo").awaitReady()) {
      await()
          .atMost(DEMO_LIMIT)
          .untilAsserted(
              () ->
                  assertThat(up.output())
                      .containsPattern(" alarm .* ALARM .*Container burns CPU")
                      .containsPattern(" webhook .* ALARM .*Container burns CPU"));
      assertThat(up.output()).contains("Threshold exceeded");

      try (RunningUp second = RunningUp.start(data, Map.of(), "--demo")) {
        assertThat(second.exitCode()).isEqualTo(1);
        assertThat(second.output())
            .contains("is in use by another instance (process " + up.addresses().pid());
      }
      assertThat(up.terminate()).isZero();
      assertThat(data.resolve("running.json")).doesNotExist();
    }
  }

  @Test
  void portInUseStartsNothing() throws Exception {
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"));
        RunningUp up =
            RunningUp.start(
                data, Map.of(), "--demo", "--kafka-port", Integer.toString(taken.getLocalPort()))) {
      assertThat(up.exitCode()).isEqualTo(1);
      assertThat(up.output())
          .contains(Integer.toString(taken.getLocalPort()))
          .contains("--kafka-port");
      assertThat(data.resolve("kafka")).doesNotExist();
    }
  }

  @Test
  void everyMistakeInTheConfigurationIsNamedAndNothingStarts() throws Exception {
    Path config = directory.resolve("miharu.yaml");
    Files.writeString(
        config, "miharu:\n  collector:\n    interval: often\n  api:\n    prot: 8070\n");
    try (RunningUp up = RunningUp.start(data, Map.of(), "--demo", "--config", config.toString())) {
      assertThat(up.exitCode()).isEqualTo(1);
      assertThat(up.output())
          .contains("miharu.collector.interval")
          .contains("miharu.api.prot")
          .doesNotContain("Kafka broker on");
    }
  }

  @Test
  void resetIsNotDoneWithoutBeingAsked() throws Exception {
    Files.createDirectories(data);
    Files.writeString(data.resolve("miharu-data.properties"), "format=1\n");
    Files.writeString(data.resolve("history"), "precious");
    try (RunningUp up = RunningUp.start(data, Map.of(), "--demo", "--reset")) {
      assertThat(up.exitCode()).isEqualTo(1);
      assertThat(up.output()).contains("--yes");
      assertThat(data.resolve("history")).exists();
    }
  }

  @Test
  void startsAgainAfterAKill() throws IOException, InterruptedException {
    try (RunningUp up = RunningUp.start(data, Map.of(), "--demo").awaitReady()) {
      up.kill();
    }
    try (RunningUp up = RunningUp.start(data, Map.of(), "--demo").awaitReady()) {
      assertThat(up.output()).contains("Topics are there");
      assertThat(up.terminate()).isZero();
    }
  }
}
