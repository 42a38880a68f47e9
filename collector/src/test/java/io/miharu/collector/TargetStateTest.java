package io.miharu.collector;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.miharu.collector.scrape.Reason;
import io.miharu.collector.scrape.ScrapeException;
import io.miharu.runtime.health.Check;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

class TargetStateTest {
  private static final ScrapeException DOWN =
      new ScrapeException(Reason.UNREACHABLE, "nothing answers");
  private static final ScrapeException REFUSED = new ScrapeException(Reason.FORBIDDEN, "says no");

  private final TargetState state = new TargetState("http://n7/metrics");
  private final ListAppender<ILoggingEvent> log = new ListAppender<>();
  private final Logger logger = (Logger) LoggerFactory.getLogger(TargetState.class);

  @BeforeEach
  void listen() {
    log.start();
    logger.addAppender(log);
  }

  @AfterEach
  void stopListening() {
    logger.detachAppender(log);
  }

  @Test
  void logsOneLineForEachChangeAndNotForEachScrape() {
    state.succeeded(1_000, 4, null);
    state.failed(2_000, DOWN);
    state.failed(3_000, DOWN);
    state.failed(4_000, REFUSED);
    state.failed(5_000, REFUSED);
    state.succeeded(6_000, 4, null);
    state.succeeded(7_000, 4, null);
    assertThat(log.list)
        .extracting(ILoggingEvent::getFormattedMessage)
        .containsExactly(
            "http://n7/metrics cannot be scraped: nothing answers",
            "http://n7/metrics cannot be scraped: says no",
            "http://n7/metrics can be scraped again, after PT4S");
  }

  @Test
  void logsDefectOnceUntilItIsGone() {
    state.succeeded(1_000, 4, "1 malformed lines");
    state.succeeded(2_000, 4, "2 malformed lines");
    state.succeeded(3_000, 4, null);
    assertThat(log.list)
        .extracting(ILoggingEvent::getFormattedMessage)
        .containsExactly(
            "http://n7/metrics: 1 malformed lines",
            "http://n7/metrics: all of it is understood again");
  }

  @Test
  void checkSaysSinceWhen() {
    assertThat(state.check().status()).isEqualTo(Check.Status.OK);
    state.succeeded(1_000, 4, null);
    state.failed(16_000, DOWN);
    state.failed(31_000, DOWN);
    assertThat(state.check())
        .isEqualTo(
            Check.degraded(
                "target http://n7/metrics",
                "not scraped since 1970-01-01T00:00:01Z: nothing answers"));
  }
}
