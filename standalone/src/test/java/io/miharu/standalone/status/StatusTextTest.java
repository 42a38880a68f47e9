package io.miharu.standalone.status;

import static org.assertj.core.api.Assertions.assertThat;

import io.miharu.runtime.health.Check;
import io.miharu.standalone.terminal.Terminal;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StatusTextTest {
  private static final long NOW = 1_795_384_200_000L;
  private static final Terminal PLAIN =
      new Terminal(new PrintWriter(new StringWriter()), false, false);

  @Test
  void missingNodeAndFailingCheckAreSeenAtOnce() {
    Status status =
        new Status(
            NOW,
            Map.of("collector", List.of(Check.degraded("target http://n7", "it answers 500"))),
            List.of(
                new Status.Source("n1", "collector", NOW - 4_000, true),
                new Status.Source("n1", "log-forwarder", NOW - 1_000, true),
                new Status.Source("n2", "collector", NOW - 600_000, false)),
            List.of(new Status.Hop("miharu.samples", "stream-processor", 12)),
            3);
    assertThat(status.isWell()).isFalse();
    assertThat(new StatusText(PLAIN).lines(status))
        .anySatisfy(line -> assertThat(line).contains("n1", "4 s ago", "1 s ago"))
        .anySatisfy(line -> assertThat(line).contains("n2", "MISSING, 10 min ago"))
        .anySatisfy(line -> assertThat(line).contains("miharu.samples", "12 records"))
        .anySatisfy(line -> assertThat(line).contains("! target http://n7: it answers 500"))
        .anySatisfy(line -> assertThat(line).contains("3 dead letters"))
        .first()
        .isEqualTo("Something needs a look");
  }

  @Test
  void allIsWellWhenEverybodySaysSo() {
    Status status =
        new Status(
            NOW,
            Map.of("api", List.of(Check.ok("store", "answers"))),
            List.of(new Status.Source("n1", "collector", NOW, true)),
            List.of(),
            0);
    assertThat(new StatusText(PLAIN).lines(status)).first().isEqualTo("All is well");
  }

  @ParameterizedTest
  @CsvSource({
    "-5000, 0 s",
    "0, 0 s",
    "119999, 119 s",
    "120000, 2 min",
    "7199999, 119 min",
    "7200000, 2 h",
    "172799999, 47 h",
    "172800000, 2 d"
  })
  void agesAreShort(long ms, String expected) {
    assertThat(StatusText.duration(ms)).isEqualTo(expected);
  }
}
