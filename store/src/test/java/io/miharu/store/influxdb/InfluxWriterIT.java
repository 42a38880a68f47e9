package io.miharu.store.influxdb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.miharu.embedded.InfluxServer;
import io.miharu.embedded.InfluxdBinary;
import io.miharu.model.Dimensions;
import io.miharu.model.PostedMetric;
import io.miharu.model.PostedMetrics;
import io.miharu.store.LineBatch;
import io.miharu.store.Lines;
import io.miharu.store.MetricFilter;
import io.miharu.store.StoreException;
import io.miharu.store.Target;
import io.miharu.store.UnavailableReason;
import io.miharu.store.WriteOutcome;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class InfluxWriterIT {
  private static final Clock CLOCK = Clock.systemUTC();

  @Test
  void tellsTheReasonsOfRefusalApart() {
    InfluxServer server = InfluxServer.startTemporary();
    try (InfluxStore store = store(InfluxSettings.of(server.url(), "miharu"))) {
      Lines good = lines("m", CLOCK.millis());
      assertThat(write(store, good)).isEqualTo(UnavailableReason.DATABASE_MISSING.name());
      assertThatThrownBy(() -> store.metrics().metrics(MetricFilter.of("t")))
          .isInstanceOfSatisfying(
              StoreException.class,
              e -> assertThat(e.reason()).isEqualTo(UnavailableReason.DATABASE_MISSING));

      store.writer().prepare();
      assertThat(write(store, good)).isEqualTo("accepted, 0 expired");
      assertThat(write(store, lines("m", Long.MAX_VALUE))).startsWith("rejected: HTTP 400");
      long old = CLOCK.millis() - Duration.ofDays(60).toMillis();
      assertThat(write(store, lines("m", old))).isEqualTo("accepted, 1 expired");

      server.close();
      assertThat(write(store, good)).isEqualTo(UnavailableReason.CONNECTION.name());
    } finally {
      server.close();
    }
  }

  @Test
  void changesRetentionsOfAnExistingDatabase() {
    try (InfluxServer server = InfluxServer.startTemporary()) {
      InfluxSettings defaults = InfluxSettings.of(server.url(), "miharu");
      try (InfluxStore store = store(defaults)) {
        store.writer().prepare();
        store.writer().prepare();
        assertThat(policies(defaults))
            .containsEntry("posted", "1080h0m0s")
            .containsEntry("1h", "9600h0m0s");
      }
      Map<Target, Duration> changed =
          Map.of(Target.POSTED, Duration.ofDays(90), Target.HOUR, Duration.ZERO);
      try (InfluxStore store = store(defaults.withRetentions(changed))) {
        store.writer().prepare();
        assertThat(policies(defaults))
            .containsEntry("posted", "2160h0m0s")
            .containsEntry("1h", "0s");
      }
    }
  }

  @Test
  void saysWhenItMayNotLogIn(@TempDir Path directory) {
    Path influxd = new InfluxdBinary(InfluxdBinary.defaultCacheDirectory(), line -> {}).locate();
    InfluxServer.Credentials credentials = new InfluxServer.Credentials("miharu", "se'cret");
    try (InfluxServer server = InfluxServer.start(influxd, directory, 0, credentials)) {
      InfluxSettings settings = InfluxSettings.of(server.url(), "miharu");
      try (InfluxStore store = store(settings.withLogin("miharu", "se'cret"))) {
        store.writer().prepare();
        assertThat(write(store, lines("m", CLOCK.millis()))).isEqualTo("accepted, 0 expired");
      }
      try (InfluxStore store = store(settings.withLogin("miharu", "wrong"))) {
        assertThat(write(store, lines("m", CLOCK.millis())))
            .isEqualTo(UnavailableReason.LOGIN.name());
        assertThatThrownBy(() -> store.writer().prepare())
            .isInstanceOf(StoreException.class)
            .hasMessageContaining("HTTP 401")
            .hasMessageNotContaining("wrong");
      }
    }
  }

  @Test
  void doesNotLookForAServerBeforeItIsUsed() {
    try (InfluxStore store = store(InfluxSettings.of("http://nowhere.invalid:8086", "miharu"))) {
      assertThat(write(store, lines("m", 1))).isEqualTo(UnavailableReason.CONNECTION.name());
    }
  }

  private static InfluxStore store(InfluxSettings settings) {
    return new InfluxStore(
        settings.withTimeouts(Duration.ofSeconds(2), Duration.ofSeconds(10)), CLOCK);
  }

  private static Lines lines(String name, long timestampMs) {
    LineBatch out = new LineBatch();
    PostedMetric metric = new PostedMetric(name, Dimensions.empty(), timestampMs, 1, null);
    // Without retentions, so that the store and not the encoder meets an old point.
    Map<Target, Duration> forEver = Map.of(Target.POSTED, Duration.ZERO);
    new InfluxEncoder(new Retentions(forEver), 0)
        .encode(new PostedMetrics("t", List.of(metric)), 0, out);
    return out.lines(Target.POSTED);
  }

  /** Writes the first line only: the point, not its entry in the directory. */
  private static String write(InfluxStore store, Lines lines) {
    WriteOutcome outcome = store.writer().write(Target.POSTED, lines, 0, 1);
    if (outcome instanceof WriteOutcome.Accepted accepted) {
      return "accepted, " + accepted.expired() + " expired";
    }
    if (outcome instanceof WriteOutcome.Rejected rejected) {
      return "rejected: " + rejected.cause();
    }
    return ((WriteOutcome.Unavailable) outcome).reason().name();
  }

  private static Map<String, String> policies(InfluxSettings settings) {
    try (InfluxConnection connection = new InfluxConnection(settings)) {
      return connection.select("SHOW RETENTION POLICIES ON \"miharu\"").stream()
          .flatMap(series -> series.getValues().stream())
          .collect(Collectors.toMap(row -> (String) row.get(0), row -> (String) row.get(1)));
    }
  }
}
