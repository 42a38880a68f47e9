package io.miharu.collector;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.miharu.collector.cadvisor.CadvisorScrapes;
import io.miharu.collector.delivery.Cycle;
import io.miharu.collector.scrape.Endpoint;
import io.miharu.collector.scrape.HttpSource;
import io.miharu.collector.scrape.Reason;
import io.miharu.kubernetes.PodDirectory;
import io.miharu.model.NodeMark;
import io.miharu.runtime.health.Check;
import java.io.IOException;
import java.io.OutputStream;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.zip.GZIPOutputStream;
import okhttp3.HttpUrl;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TargetScraperTest {
  private static final long NOW_MS = 1795386254500L;
  private static final long LIMIT_BYTES = 1 << 20;
  private static final Duration PATIENT = Duration.ofSeconds(20);
  private static final String CAPTURE = Captures.text("kubelet-small.txt");

  @TempDir Path folder;
  private final List<Cycle> cycles = new ArrayList<>();
  private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
  private final TargetState state = new TargetState("http://n7/metrics");
  private ScrapeTarget target;

  @BeforeEach
  void open() throws IOException {
    target = new ScrapeTarget();
  }

  @AfterEach
  void close() {
    target.close();
  }

  @Test
  void sendsBatchesAndMark() {
    target.serve(CAPTURE);
    scrape();
    assertThat(cycles).hasSize(1);
    assertThat(cycles.get(0).batches()).hasSize(4);
    assertThat(cycles.get(0).mark())
        .isEqualTo(new NodeMark("collector", "n7", NOW_MS - TargetScraper.STAMPING_MS, 15_000));
    assertThat(state.check().status()).isEqualTo(Check.Status.OK);
    assertThat(state.lastSuccessMs()).isEqualTo(NOW_MS);
    assertThat(meters.get("miharu.collector.scrape.size").summary().totalAmount())
        .isEqualTo(CAPTURE.length());
  }

  @Test
  void readsPackedBody() {
    target.handle(
        exchange -> {
          assertThat(exchange.getRequestHeaders().getFirst("Accept-Encoding")).contains("gzip");
          exchange.getResponseHeaders().set("Content-Type", "text/plain");
          exchange.getResponseHeaders().set("Content-Encoding", "gzip");
          exchange.sendResponseHeaders(200, 0);
          try (OutputStream out = new GZIPOutputStream(exchange.getResponseBody())) {
            out.write(Captures.bytes(CAPTURE));
          }
        });
    scrape();
    assertThat(cycles).hasSize(1);
  }

  @Test
  void reportsTargetThatIsDown() throws IOException {
    int port;
    try (ServerSocket socket = new ServerSocket(0)) {
      port = socket.getLocalPort();
    }
    scraper(HttpUrl.get("http://127.0.0.1:" + port + "/metrics"), null, PATIENT).scrape(NOW_MS);
    assertFailed(Reason.UNREACHABLE, "is it running");
  }

  @Test
  void reportsTargetThatIsSlow() {
    CountDownLatch never = new CountDownLatch(1);
    target.handle(
        exchange -> {
          try {
            never.await();
          } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
          }
        });
    scraper(url(), null, Duration.ofMillis(100)).scrape(NOW_MS);
    assertFailed(Reason.TIMEOUT, "100 ms");
  }

  @Test
  void sendsNothingOfAnAnswerThatBreaksOff() {
    target.handle(
        exchange -> {
          exchange.getResponseHeaders().set("Content-Type", "text/plain");
          exchange.sendResponseHeaders(200, CAPTURE.length());
          exchange.getResponseBody().write(Captures.bytes(CAPTURE.substring(0, 30_000)));
          exchange.close();
        });
    scrape();
    assertFailed(Reason.BROKEN, "broke off");
  }

  @ParameterizedTest
  @CsvSource({
    "500, STATUS, own log",
    "404, STATUS, path of the URL",
    "302, STATUS, 302",
    "401, UNAUTHORIZED, bearer-token-file",
    "403, FORBIDDEN, nodes/metrics"
  })
  void reportsStatusWithRemedy(int status, Reason reason, String remedy) {
    target.handle(exchange -> ScrapeTarget.answer(exchange, status, "text/plain", "no"));
    scrape();
    assertFailed(reason, remedy);
  }

  @ParameterizedTest
  @CsvSource({"text/html, <html></html>", "text/plain, <!DOCTYPE html>", "application/json, {}"})
  void reportsWhatIsNoExposition(String type, String body) {
    target.handle(exchange -> ScrapeTarget.answer(exchange, 200, type, body));
    scrape();
    assertFailed(Reason.NOT_METRICS, "check port and path");
  }

  @Test
  void reportsExpositionWithoutContainers() {
    target.serve("go_goroutines 7\n");
    scrape();
    assertFailed(Reason.NOT_METRICS, "no container metrics");
  }

  @Test
  void stopsReadingHugeBody() {
    byte[] megabyte = "container_memory_rss{id=\"/\"} 1\n".repeat(40_000).getBytes();
    target.handle(
        exchange -> {
          exchange.getResponseHeaders().set("Content-Type", "text/plain");
          exchange.sendResponseHeaders(200, 0);
          for (int i = 0; i < 100; i++) {
            exchange.getResponseBody().write(megabyte);
          }
          exchange.close();
        });
    scrape();
    assertFailed(Reason.TOO_LARGE, "body-limit");
  }

  @Test
  void readsTokenAgainWhenRefused() throws IOException {
    Path token = Files.writeString(folder.resolve("token"), "old\n");
    target.handle(
        exchange -> {
          if ("Bearer new".equals(exchange.getRequestHeaders().getFirst("Authorization"))) {
            ScrapeTarget.answer(exchange, 200, "text/plain", CAPTURE);
          } else {
            Files.writeString(token, "new\n");
            ScrapeTarget.answer(exchange, 401, "text/plain", "Unauthorized");
          }
        });
    scraper(url(), token, PATIENT).scrape(NOW_MS);
    assertThat(cycles).hasSize(1);
  }

  @Test
  void reportsMissingTokenFile() {
    scraper(url(), folder.resolve("missing"), PATIENT).scrape(NOW_MS);
    assertFailed(Reason.TOKEN, "missing");
  }

  @Test
  void skipsMalformedLinesAndQuotesTheFirst() {
    target.serve("container_memory_rss{id=\"/\"} oops\n" + CAPTURE);
    scrape();
    assertThat(cycles).hasSize(1);
    assertThat(cycles.get(0).batches()).hasSize(4);
    assertThat(state.check().status()).isEqualTo(Check.Status.DEGRADED);
    assertThat(state.check().detail()).contains("container_memory_rss{id=\"/\"} oops");
    assertThat(meters.get("miharu.collector.scrape.malformed.lines").counter().count())
        .isEqualTo(1);
  }

  @Test
  void isWellAgainAfterAFailure() {
    target.handle(exchange -> ScrapeTarget.answer(exchange, 500, "text/plain", ""));
    TargetScraper scraper = scraper(url(), null, PATIENT);
    scraper.scrape(NOW_MS);
    assertFailed(Reason.STATUS, "500");
    target.serve(CAPTURE);
    scraper.scrape(NOW_MS + 15_000);
    assertThat(cycles).hasSize(1);
    assertThat(state.check().status()).isEqualTo(Check.Status.OK);
    assertThat(state.failure()).isNull();
  }

  private void scrape() {
    scraper(url(), null, PATIENT).scrape(NOW_MS);
  }

  private HttpUrl url() {
    return HttpUrl.get(target.url() + "/metrics");
  }

  private TargetScraper scraper(HttpUrl url, @Nullable Path token, Duration timeout) {
    HttpSource source =
        new HttpSource(
            new Endpoint(url, Optional.ofNullable(token), Optional.empty(), false), timeout);
    return new TargetScraper(
        "n7",
        15_000,
        LIMIT_BYTES,
        source,
        new CadvisorScrapes("n7", PodDirectory.none("common"), "common"),
        state,
        new TargetMeters(meters, "http://n7/metrics", state, Clock.systemUTC()),
        cycles::add);
  }

  private void assertFailed(Reason reason, String remedy) {
    assertThat(cycles).isEmpty();
    assertThat(state.failure()).isEqualTo(reason);
    assertThat(state.check().status()).isEqualTo(Check.Status.DEGRADED);
    assertThat(state.check().detail()).contains(remedy);
    assertThat(
            meters
                .get("miharu.collector.scrape.errors")
                .tag("reason", reason.tag())
                .counter()
                .count())
        .isEqualTo(1);
  }
}
