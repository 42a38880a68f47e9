package io.miharu.logforwarder.parse;

import static org.assertj.core.api.Assertions.assertThat;

import io.miharu.model.LogLevel;
import io.miharu.model.LogLine;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FormatsTest {
  private static final List<String> FILES =
      List.of("cri-containerd/shapes.log", "cri-conmon/shapes.log", "docker-json/shapes-json.log");

  private static List<String> texts(List<LogLine> lines, String stream) {
    return lines.stream()
        .filter(line -> line.stream().equals(stream))
        .map(line -> shortened(line.text()))
        .toList();
  }

  /** Keeps failures readable. */
  private static String shortened(String text) {
    boolean uniform = text.length() > 1_000 && text.chars().distinct().count() == 1;
    return uniform ? text.charAt(0) + "*" + text.length() : text;
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "cri-containerd/shapes.log",
        "cri-conmon/shapes.log",
        "docker-json/shapes-json.log"
      })
  void givesTheSameEventsWhateverTheRuntime(String file) {
    List<LogLine> lines = Parsing.all(Parsing.fixture(file));

    assertThat(texts(lines, "stderr"))
        .containsExactly(
            "plain line on stderr 1",
            "java.lang.IllegalStateException: payment 1 failed\n"
                + "\tat shop.Pay.charge(Pay.java:41)\n"
                + "\tat shop.Orders.place(Orders.java:17)\n"
                + "Caused by: java.net.SocketTimeoutException: Read timed out\n"
                + "\tat java.base/sun.nio.ch.NioSocketImpl.timedRead(NioSocketImpl.java:278)\n"
                + "\t... 12 more");
    assertThat(texts(lines, "stdout").subList(0, 9))
        .containsExactly(
            "2026-11-22 10:00:01 INFO  [main] shop.Orders - order 1 placed in 12 ms",
            "{\"timestamp\":\"2026-11-22T10:00:00.001Z\",\"level\":\"ERROR\",\"logger\":\"shop.Pay\","
                + "\"message\":\"card refused\",\"trace_id\":\"4bf92f3577b34da6a3ce929d0e0e4736\","
                + "\"span_id\":\"00f067aa0ba902b7\",\"n\":1}",
            "L*40000",
            "E*16384",
            "F*16383",
            "first half ... second half",
            "utf8 é 日本 🚀 end",
            "nul [\0] esc [\u001b[31mred\u001b[0m] cr [\r] tab [\t] badutf8 [\uFFFD\uFFFD] "
                + "quote [\"] back [\\] lt [<&>]",
            "");
    assertThat(lines).filteredOn(line -> line.level().isError()).hasSize(2);
  }

  @Test
  void keepsAPartThatNeverGetsItsEnd() {
    List<LogLine> lines = Parsing.all(Parsing.fixture("cri-containerd/exit-no-newline.log"));

    assertThat(lines).extracting(LogLine::text).containsExactly("run 2", "no newline at exit");
    assertThat(lines).extracting(LogLine::end).containsExactly(46L, 105L);
  }

  @Test
  void passesOverDockersAttributes() {
    List<LogLine> lines = Parsing.all(Parsing.fixture("docker-json/with-attrs-json.log"));

    assertThat(lines)
        .extracting(LogLine::stream, LogLine::text)
        .containsExactly(
            org.assertj.core.groups.Tuple.tuple("stderr", "err"),
            org.assertj.core.groups.Tuple.tuple("stdout", "hi"),
            org.assertj.core.groups.Tuple.tuple("stdout", "no newline at exit"));
  }

  @Property(tries = 200)
  void eventsDoNotDependOnWhereReadsEnd(
      @ForAll @IntRange(max = 2) int file, @ForAll long seed, @ForAll @IntRange(min = 1) int most) {
    byte[] bytes = Parsing.fixture(FILES.get(file));
    java.util.Random random = new java.util.Random(seed);
    int bound = Math.floorMod(most, 30_000) + 1;

    assertThat(Parsing.windows(bytes, left -> 1 + random.nextInt(bound)))
        .isEqualTo(Parsing.all(bytes));
  }

  @ParameterizedTest
  @CsvSource({
    "2026-11-22T21:41:03Z, 2026-11-22T21:41:03Z",
    "2026-11-22T21:41:03.4Z, 2026-11-22T21:41:03.4Z",
    "2026-11-22T21:41:03.47115906Z, 2026-11-22T21:41:03.471159060Z",
    "2026-11-22T21:41:03.4711590601239Z, 2026-11-22T21:41:03.471159060Z",
    "2026-11-22T21:41:03.850123620+00:00, 2026-11-22T21:41:03.850123620Z",
    "2026-11-22T21:41:03.850123620+05:30, 2026-11-22T16:11:03.850123620Z",
    "2026-11-22T21:41:03.850123620-0800, 2026-11-23T05:41:03.850123620Z",
    "2016-12-31T23:59:60Z, 2016-12-31T23:59:59Z",
  })
  void readsTimestampsOfAnyPrecisionAndZone(String written, Instant expected) {
    LogLine line = Parsing.all(written + " stdout F x\n").get(0);

    assertThat(Instant.ofEpochSecond(0, line.time())).isEqualTo(expected);
    assertThat(line.text()).isEqualTo("x");
  }

  @Test
  void keepsWhatIsOfNoFormatAndCountsIt() {
    Parsing parsing = new Parsing(Parsing.LIMIT);
    byte[] file =
        (Parsing.cri("stdout", "one") + "garbage\n\n2026-13-45T00:00:00Z stdout F x\n")
            .getBytes(StandardCharsets.UTF_8);

    parsing.feed(file, left -> left);

    assertThat(parsing.lines)
        .extracting(LogLine::text)
        .containsExactly("one", "garbage", "", "2026-13-45T00:00:00Z stdout F x");
    assertThat(parsing.stats.malformed()).isEqualTo(3);
  }

  @Test
  void cutsMarksAndCountsWhatIsTooLong() {
    Parsing parsing = new Parsing(10);
    byte[] file =
        Parsing.cri("stdout", "123456789é", "1234567890", "x").getBytes(StandardCharsets.UTF_8);

    parsing.feed(file, left -> left);

    assertThat(parsing.lines)
        .extracting(LogLine::text)
        .containsExactly("123456789" + EventAssembler.CUT_MARK, "1234567890", "x");
    assertThat(parsing.stats.cut()).isEqualTo(1);
  }

  @Test
  void countsEachSequenceThatIsNotUtf8() {
    Parsing parsing = new Parsing(Parsing.LIMIT);
    parsing.feed(Parsing.fixture("cri-containerd/shapes.log"), left -> left);
    assertThat(parsing.stats.invalidUtf8()).isEqualTo(2);

    Parsing genuine = new Parsing(Parsing.LIMIT);
    genuine.feed(Parsing.cri("stdout", "\uFFFD").getBytes(StandardCharsets.UTF_8), left -> left);
    assertThat(genuine.stats.invalidUtf8()).isZero();
  }

  @Test
  void joinsPartsPerStream() {
    String t = "2026-11-22T21:41:03Z ";
    List<LogLine> lines =
        Parsing.all(
            t
                + "stdout P a\n"
                + t
                + "stderr P 1\n"
                + t
                + "stdout P b\n"
                + t
                + "stderr F 2\n"
                + t
                + "stdout F \n");

    assertThat(lines).extracting(LogLine::text).containsExactly("12", "ab");
    assertThat(lines).extracting(LogLine::start).containsExactly(32L, 0L);
    assertThat(lines).extracting(LogLine::level).containsOnly(LogLevel.UNKNOWN);
  }

  @Test
  void givesStoreTimesInTheOrderOfStarts() {
    String t = "2026-11-22T21:41:03Z ";
    long first = Instant.parse("2026-11-22T21:41:03Z").getEpochSecond() * 1_000_000_000L;
    List<LogLine> lines =
        Parsing.all(
            t + "stdout P a\n" + t + "stderr F 1\n" + t + "stdout F b\n" + t + "stdout F c\n");

    assertThat(lines).extracting(LogLine::text).containsExactly("1", "ab", "c");
    assertThat(lines).extracting(LogLine::storeTime).containsExactly(first + 1, first, first + 2);
  }
}
