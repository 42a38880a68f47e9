package io.miharu.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.miharu.embedded.InfluxServer.Credentials;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class InfluxServerIT {
  private static Path influxd = Path.of("not located yet");
  private static final HttpClient HTTP = HttpClient.newHttpClient();

  @TempDir Path directory;

  @BeforeAll
  static void locate() {
    influxd = new InfluxdBinary(InfluxdBinary.defaultCacheDirectory(), line -> {}).locate();
  }

  @Test
  void keepsPointsOverARestartOnAnotherPort() throws Exception {
    try (var server = InfluxServer.start(influxd, directory, 0)) {
      query(server, "CREATE DATABASE d");
      write(server, "m,a=b value=1 1000");
    }
    try (var server = InfluxServer.start(influxd, directory, 0)) {
      assertThat(query(server, "SELECT * FROM d.autogen.m")).contains("[1000,\"b\",1]");
    }
  }

  @Test
  void keepsPointsWhenInfluxdIsKilled() throws Exception {
    try (var server = InfluxServer.start(influxd, directory, 0)) {
      query(server, "CREATE DATABASE d");
      write(server, "m,a=b value=1 1000");
      var process = ProcessHandle.of(server.pid()).orElseThrow();
      process.destroyForcibly();
      process.onExit().get();
      assertThat(server.isAlive()).isFalse();
    }
    try (var server = InfluxServer.start(influxd, directory, 0)) {
      assertThat(query(server, "SELECT * FROM d.autogen.m")).contains("[1000,\"b\",1]");
    }
  }

  @Test
  void stopsAnInfluxdLeftOverFromAnEarlierRun() throws Exception {
    InfluxServer.start(influxd, directory, 0).close();
    var leftover =
        new ProcessBuilder(
                influxd.toString(), "run", "-config", directory.resolve("influxd.conf").toString())
            .redirectErrorStream(true)
            .redirectOutput(directory.resolve("leftover.log").toFile())
            .start();
    try (var server = InfluxServer.start(influxd, directory, 0)) {
      assertThat(leftover.isAlive()).isFalse();
      assertThat(server.isAlive()).isTrue();
    } finally {
      leftover.destroyForcibly();
    }
  }

  @Test
  void asksForTheLoginOfItsFirstStart() throws Exception {
    var login = new Credentials("it's", "p\"a's\\s");
    try (var server = InfluxServer.start(influxd, directory, 0, login)) {
      assertThat(query(server, "SHOW DATABASES")).contains("unable to parse authentication");
    }
    try (var server = InfluxServer.start(influxd, directory, 0, login)) {
      var userAndPassword =
          (login.user() + ":" + login.password()).getBytes(StandardCharsets.UTF_8);
      var authorization = "Basic " + Base64.getEncoder().encodeToString(userAndPassword);
      assertThat(query(server, "SHOW USERS", "Authorization", authorization)).contains("it's");
    }
    assertThatThrownBy(
            () -> InfluxServer.start(influxd, directory, 0, new Credentials("it's", "guessed")))
        .isInstanceOf(ServerStartException.class)
        .hasMessageContaining("does not accept the login")
        .hasMessageNotContaining("guessed");
  }

  @Test
  void namesThePortThatIsInUseAndTheRemedy() throws IOException {
    try (var other = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
      assertThatThrownBy(() -> InfluxServer.start(influxd, directory, other.getLocalPort()))
          .isInstanceOf(ServerStartException.class)
          .hasMessageContaining("127.0.0.1:" + other.getLocalPort())
          .hasMessageContaining("choose another port");
    }
  }

  @Test
  void quotesWhatInfluxdSaidWhenItFails() throws IOException {
    Files.createDirectories(directory);
    Files.writeString(directory.resolve("data"), "a file where a directory belongs");
    assertThatThrownBy(() -> InfluxServer.start(influxd, directory, 0))
        .isInstanceOf(ServerStartException.class)
        .hasMessageContaining("influxd.log")
        .hasMessageContaining("not a directory");
  }

  @Test
  void endsWithTheJvmThatStartedIt() throws Exception {
    var child =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                InfluxOwner.class.getName(),
                influxd.toString(),
                directory.toString())
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start();
    var pid = Long.parseLong(child.inputReader().readLine());
    var orphan = ProcessHandle.of(pid).orElseThrow();
    child.destroyForcibly().waitFor();
    orphan.onExit().get(10, TimeUnit.SECONDS);
    assertThat(orphan.isAlive()).isFalse();
  }

  private static String query(InfluxServer server, String statement, String... headers)
      throws Exception {
    var q = URLEncoder.encode(statement, StandardCharsets.UTF_8);
    var request =
        HttpRequest.newBuilder(URI.create(server.url() + "/query?epoch=ns&q=" + q))
            .POST(BodyPublishers.noBody());
    for (var i = 0; i < headers.length; i += 2) {
      request.header(headers[i], headers[i + 1]);
    }
    return HTTP.send(request.build(), BodyHandlers.ofString()).body();
  }

  private static void write(InfluxServer server, String line) throws Exception {
    var request =
        HttpRequest.newBuilder(URI.create(server.url() + "/write?db=d"))
            .POST(BodyPublishers.ofString(line))
            .build();
    assertThat(List.of(204)).contains(HTTP.send(request, BodyHandlers.discarding()).statusCode());
  }
}
