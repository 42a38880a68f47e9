package io.miharu.simulator.kubelet;

import io.javalin.Javalin;
import io.javalin.http.Context;
import io.miharu.simulator.cluster.SimulatedCluster;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The HTTP server of one simulated node's kubelet, on loopback. A silent one keeps its port and
 * refuses nobody, but never answers: what a hanging kubelet looks like to a collector.
 */
public final class KubeletServer implements AutoCloseable {
  private static final long NO_TIMEOUT = 0;

  private final String node;
  private final SimulatedCluster cluster;
  private final Javalin server;
  private final AtomicReference<@Nullable CompletableFuture<?>> silence = new AtomicReference<>();

  /** A server for the node with the name; it listens once started. */
  public KubeletServer(String node, SimulatedCluster cluster) {
    this.node = node;
    this.cluster = cluster;
    this.server =
        Javalin.create(
            config -> {
              config.startup.showJavalinBanner = false;
              config.http.asyncTimeout = NO_TIMEOUT;
              config.routes.get(
                  "/metrics/cadvisor",
                  context ->
                      answer(
                          context,
                          "text/plain; version=0.0.4; charset=utf-8",
                          now -> CadvisorText.of(now, node)));
              config.routes.get(
                  "/stats/summary",
                  context ->
                      answer(
                          context,
                          "application/json",
                          now -> SummaryJson.of(now, node).toString()));
            });
  }

  /** Begins to listen on loopback. */
  public KubeletServer start(int port) {
    server.start("127.0.0.1", port);
    return this;
  }

  public String node() {
    return node;
  }

  /** Where it answers, without a path. */
  public String url() {
    return "http://127.0.0.1:" + server.port();
  }

  /** Begins or ends its silence; who waits for an answer when it ends gets an empty one. */
  public void silent(boolean silent) {
    if (silent) {
      silence.compareAndSet(null, new CompletableFuture<Void>());
      return;
    }
    CompletableFuture<?> hush = silence.getAndSet(null);
    if (hush != null) {
      hush.complete(null);
    }
  }

  private void answer(
      Context context, String contentType, Function<SimulatedCluster.Snapshot, String> body) {
    CompletableFuture<?> hush = silence.get();
    if (hush != null) {
      // A copy: the server cancels what it was given when a client goes away.
      context.future(hush::copy);
      return;
    }
    context.contentType(contentType).result(cluster.read(body));
  }

  @Override
  public void close() {
    silent(false);
    server.stop();
  }
}
