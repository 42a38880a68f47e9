package io.miharu.standalone.e2e;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.GZIPInputStream;

/**
 * Serves what a real cAdvisor served: one capture, then another taken 12 s later, then the second
 * again 12 s later still, with the counters of the container {@code cache} begun again near zero.
 * All timestamps are moved by the same amount, so that the first capture is of a minute ago.
 */
final class CapturedCadvisor implements AutoCloseable {
  /** A little before the first timestamp of the first capture. */
  private static final long CAPTURED_AT_MS = 1_795_384_198_000L;

  private static final long STEP_MS = 12_000;
  private static final Pattern TIMESTAMPED =
      Pattern.compile("^(.*} \\S+) (\\d{13})$", Pattern.MULTILINE);
  private static final Pattern CACHE_CPU =
      Pattern.compile(
          "^(container_cpu_\\w+_seconds_total\\{.*container_name=\"cache\".*cpu=\"cpu0(\\d)\".*}) \\S+",
          Pattern.MULTILINE);

  private final HttpServer server;
  private final AtomicInteger served = new AtomicInteger();
  private final String[] texts;

  /**
   * @param startMs what {@link #CAPTURED_AT_MS} becomes
   */
  CapturedCadvisor(long startMs) throws IOException {
    long shift = startMs - CAPTURED_AT_MS;
    String later = capture("t0-plus-12s");
    // cpu00 begins again at 0.5 s, cpu01 at 0.25 s.
    String reset =
        CACHE_CPU
            .matcher(later)
            .replaceAll(
                row ->
                    Matcher.quoteReplacement(row.group(1))
                        + (row.group(2).equals("0") ? " 0.5" : " 0.25"));
    texts =
        new String[] {
          shifted(capture("t0"), shift), shifted(later, shift), shifted(reset, shift + STEP_MS)
        };
    server = HttpServer.create(new InetSocketAddress("127.0.0.1", 0), 0);
    server.createContext(
        "/metrics",
        exchange -> {
          try (exchange) {
            int index = Math.min(served.getAndIncrement(), texts.length - 1);
            byte[] body = texts[index].getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().set("Content-Type", "text/plain; version=0.0.4");
            exchange.sendResponseHeaders(200, body.length);
            exchange.getResponseBody().write(body);
          }
        });
    server.start();
  }

  String url() {
    return "http://127.0.0.1:" + server.getAddress().getPort();
  }

  @Override
  public void close() {
    server.stop(0);
  }

  private static String shifted(String text, long shiftMs) {
    return TIMESTAMPED
        .matcher(text)
        .replaceAll(
            row ->
                Matcher.quoteReplacement(row.group(1))
                    + " "
                    + (Long.parseLong(row.group(2)) + shiftMs));
  }

  private static String capture(String name) {
    try (InputStream resource =
            CapturedCadvisor.class.getResourceAsStream("/cadvisor/" + name + ".txt.gz");
        GZIPInputStream text = new GZIPInputStream(resource)) {
      return new String(text.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
