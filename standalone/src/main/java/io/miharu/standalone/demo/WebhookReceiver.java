package io.miharu.standalone.demo;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.miharu.model.Json;
import io.miharu.runtime.StartException;
import io.miharu.standalone.terminal.Terminal;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.ZoneId;
import org.jspecify.annotations.Nullable;

/**
 * Receives webhooks on 127.0.0.1 and shows each in the terminal. Answers 204 to JSON, 400 to
 * anything else.
 */
public final class WebhookReceiver implements AutoCloseable {
  private static final int MAX_BODY_BYTES = 1 << 20;

  private final int port;
  private final Terminal terminal;
  private final WebhookText text;
  private @Nullable HttpServer server;

  /**
   * @param port 0 for any free one
   * @param zone in which times are shown
   */
  public WebhookReceiver(int port, Terminal terminal, ZoneId zone) {
    this.port = port;
    this.terminal = terminal;
    this.text = new WebhookText(terminal, zone);
  }

  /**
   * Begins to receive.
   *
   * @throws StartException if the port is in use
   */
  public synchronized void start() {
    try {
      var starting = HttpServer.create(new InetSocketAddress("127.0.0.1", port), 0);
      starting.createContext("/", this::receive);
      starting.start();
      server = starting;
    } catch (IOException e) {
      throw new StartException(
          "The webhook receiver cannot listen on 127.0.0.1:%d: %s. Choose another port with --webhook-port"
              .formatted(port, e.getMessage()),
          e);
    }
  }

  /** Where to send webhooks. */
  public synchronized String url() {
    return "http://127.0.0.1:" + (server == null ? port : server.getAddress().getPort());
  }

  private void receive(HttpExchange exchange) throws IOException {
    try (exchange) {
      var body = exchange.getRequestBody().readNBytes(MAX_BODY_BYTES);
      exchange.sendResponseHeaders(show(body) ? 204 : 400, -1);
    }
  }

  private boolean show(byte[] body) {
    try {
      var webhook = Json.reader(JsonNode.class).<JsonNode>readValue(body);
      text.lines(webhook).forEach(terminal.out()::println);
      return true;
    } catch (JsonProcessingException e) {
      terminal.out().println(" webhook: not JSON: " + e.getOriginalMessage());
    } catch (IOException e) {
      terminal.out().println(" webhook: " + e.getMessage());
    }
    return false;
  }

  @Override
  public synchronized void close() {
    if (server != null) {
      server.stop(0);
      server = null;
    }
  }
}
