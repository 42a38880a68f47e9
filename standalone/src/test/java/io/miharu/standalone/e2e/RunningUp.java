package io.miharu.standalone.e2e;

import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.miharu.model.Json;
import io.miharu.standalone.up.RunningFile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import okhttp3.HttpUrl;
import okhttp3.MediaType;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.RequestBody;
import okhttp3.Response;
import org.jspecify.annotations.Nullable;

/** A {@code miharu up} in a process of its own, on free ports. */
final class RunningUp implements AutoCloseable {
  private static final Duration START_LIMIT = Duration.ofSeconds(120);
  private static final MediaType JSON = MediaType.get("application/json");

  private final Path data;
  private final Path output;
  private final Process process;
  private final OkHttpClient http =
      new OkHttpClient.Builder().callTimeout(20, TimeUnit.SECONDS).build();

  private RunningUp(Path data, Path output, Process process) {
    this.data = data;
    this.output = output;
    this.process = process;
  }

  /** Starts it; see {@link #awaitReady} and {@link #exitCode}. */
  static RunningUp start(Path data, Map<String, String> environment, String... arguments) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-Xmx512m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1"));
    command.addAll(List.of("-cp", System.getProperty("java.class.path")));
    command.addAll(List.of("io.miharu.standalone.Main", "up", "--data", data.toString()));
    List<String> given = List.of(arguments);
    for (String port : List.of("api", "health", "webhook", "kafka", "influxdb")) {
      String option = "--" + port + "-port";
      if (!given.contains(option)) {
        command.addAll(List.of(option, "0"));
      }
    }
    command.addAll(given);
    Path output = data.resolveSibling(data.getFileName() + ".out");
    ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder.redirectOutput(ProcessBuilder.Redirect.appendTo(output.toFile()));
    builder.environment().putAll(environment);
    builder.environment().put("MIHARU_CACHE", System.getProperty("miharu.cache"));
    try {
      return new RunningUp(data, output, builder.start());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  RunningUp awaitReady() {
    await("up is ready: " + output)
        .atMost(START_LIMIT)
        .until(
            () -> {
              if (!process.isAlive()) {
                throw new IllegalStateException("up ended:\n" + output());
              }
              return RunningFile.read(data).filter(each -> each.pid() == process.pid()).isPresent();
            });
    return this;
  }

  RunningFile.Addresses addresses() {
    return RunningFile.read(data).orElseThrow();
  }

  /** Everything that it printed, in this run and earlier ones on the same data. */
  String output() {
    try {
      return Files.readString(output);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  JsonNode get(String path, String... queryPairs) {
    HttpUrl.Builder url = HttpUrl.get(addresses().api() + path).newBuilder();
    for (int i = 0; i < queryPairs.length; i += 2) {
      url.addQueryParameter(queryPairs[i], queryPairs[i + 1]);
    }
    return send(new Request.Builder().url(url.build()));
  }

  JsonNode post(String path, String body) {
    return send(
        new Request.Builder()
            .url(addresses().api() + path)
            .post(RequestBody.create(body.getBytes(StandardCharsets.UTF_8), JSON)));
  }

  /** The first value of the only row that an InfluxQL query gives; null if it gives none. */
  @Nullable Double influx(String query) {
    HttpUrl url =
        HttpUrl.get(addresses().influxdb() + "/query")
            .newBuilder()
            .addQueryParameter("db", "miharu")
            .addQueryParameter("epoch", "ms")
            .addQueryParameter("q", query)
            .build();
    JsonNode value = send(new Request.Builder().url(url)).at("/results/0/series/0/values/0/1");
    return value.isNumber() ? value.asDouble() : null;
  }

  private JsonNode send(Request.Builder request) {
    try (Response response = http.newCall(request.build()).execute()) {
      String body = response.body().string();
      if (!response.isSuccessful()) {
        throw new IllegalStateException(response.request() + " gave " + response.code() + body);
      }
      return Json.mapper().readTree(body);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** As {@code kill -9}. */
  void kill() throws InterruptedException {
    process.destroyForcibly().waitFor();
  }

  /** As SIGTERM; gives back the exit status. */
  int terminate() throws InterruptedException {
    process.destroy();
    return exitCode();
  }

  int exitCode() throws InterruptedException {
    if (!process.waitFor(60, TimeUnit.SECONDS)) {
      throw new IllegalStateException("up did not end:\n" + output());
    }
    return process.exitValue();
  }

  @Override
  public void close() {
    process.destroy();
    try {
      if (!process.waitFor(20, TimeUnit.SECONDS)) {
        process.destroyForcibly();
      }
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
    http.dispatcher().executorService().shutdown();
    http.connectionPool().evictAll();
  }
}
