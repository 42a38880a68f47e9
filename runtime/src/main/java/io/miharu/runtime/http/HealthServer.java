package io.miharu.runtime.http;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.javalin.Javalin;
import io.javalin.http.Context;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.miharu.model.Json;
import io.miharu.runtime.Process;
import io.miharu.runtime.StartException;
import io.miharu.runtime.health.Check;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Answers {@code /health/live}, {@code /health/ready} and {@code /metrics} for the processes of
 * this JVM. Ready is 200 while no check says {@link Check.Status#NOT_READY}, else 503; the body
 * lists every check either way.
 */
public final class HealthServer implements AutoCloseable {
  private final String host;
  private final int port;
  private final Javalin server;

  /**
   * @param host address to bind
   * @param port 0 for any free one
   * @param processes asked anew for each request
   */
  public HealthServer(
      String host, int port, PrometheusMeterRegistry meters, List<Process> processes) {
    this.host = host;
    this.port = port;
    this.server =
        Javalin.create(
            config -> {
              config.startup.showJavalinBanner = false;
              config.routes.get("/health/live", context -> json(context, Map.of("status", "live")));
              config.routes.get("/health/ready", context -> ready(context, processes));
              config.routes.get(
                  "/metrics",
                  context ->
                      context
                          .contentType("text/plain; version=0.0.4; charset=utf-8")
                          .result(meters.scrape()));
            });
  }

  /**
   * Begins to answer.
   *
   * @throws StartException if the port is taken
   */
  public HealthServer start() {
    try {
      server.start(host, port);
      return this;
    } catch (RuntimeException e) {
      throw new StartException(
          "Cannot listen on " + host + ":" + port + " for health and metrics: choose another port",
          e);
    }
  }

  /** Where it answers, without a path. */
  public String url() {
    return "http://" + host + ":" + server.port();
  }

  @Override
  public void close() {
    server.stop();
  }

  private static void ready(Context context, List<Process> processes)
      throws JsonProcessingException {
    Map<String, List<Check>> checks = new LinkedHashMap<>();
    boolean ready = true;
    for (Process process : processes) {
      List<Check> health = process.health();
      checks.computeIfAbsent(process.name(), name -> new ArrayList<>()).addAll(health);
      ready &= health.stream().noneMatch(check -> check.status() == Check.Status.NOT_READY);
    }
    context.status(ready ? 200 : 503);
    json(context, Map.of("status", ready ? "ready" : "not ready", "processes", checks));
  }

  private static void json(Context context, Map<String, ?> body) throws JsonProcessingException {
    context.contentType("application/json").result(Json.writer(Map.class).writeValueAsString(body));
  }
}
