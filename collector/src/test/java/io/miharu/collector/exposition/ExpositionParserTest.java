package io.miharu.collector.exposition;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ExpositionParserTest {
  private final Recorder recorder = new Recorder();
  private final ExpositionParser<String> parser = new ExpositionParser<>(recorder);

  @Test
  void readsNameLabelsValueAndTimestamp() {
    scrape("up{pod=\"p\",id=\"/\"} 1.5 1795386249789\n");
    assertThat(recorder.samples).containsExactly("up{pod=p,id=/} 1.5 @1795386249789");
  }

  @Test
  void readsWhatTheFormatAllows() {
    scrape(
        """
        # HELP up Whether it is up {"}
        # TYPE up gauge
        #
        up 1

          up{} 2
        up{ a = "1" , } 3\t
        up {a="2"}\t+Inf   5
        up{a="x\\\\y\\"z\\nw\\q"} NaN -7
        up{a="},#{ \u00e9"} 1e3\r
        # EOF
        last 4""");
    assertThat(recorder.samples)
        .containsExactly(
            "up 1.0",
            "up 2.0",
            "up{a=1} 3.0",
            "up{a=2} Infinity @5",
            "up{a=x\\y\"z\nw\\q} NaN @-7",
            "up{a=},#{ \u00e9} 1000.0",
            "last 4.0");
    assertThat(parser.malformed().count()).isZero();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "up", "up ", "up{", "up{a} 1", "up{a=} 1", "up{a=\"1} 1", "up{a=\"1\" b=\"2\"} 1",
        "up{a=\"1\"}1", "up{1a=\"1\"} 1", "up{a=\"1\\", "{a=\"1\"} 1", "1up 1", "up one",
            "up 1 2.5",
        "up 1 2 3", "<html>", "up 1\rx", "up{a=\"b\"}} 1", "\u00fcp 1"
      })
  void skipsMalformedLineAndGoesOn(String line) {
    scrape("before 1\n" + line + "\nafter 2\n");
    assertThat(recorder.samples).containsExactly("before 1.0", "after 2.0");
    assertThat(parser.malformed().count()).isEqualTo(1);
    assertThat(parser.malformed().first()).isEqualTo(line.replace('\r', '\uFFFD'));
  }

  @Test
  void quotesFirstMalformedLineCutAndPrintable() {
    scrape("\u0007" + "x".repeat(10_000) + "\nsecond\n");
    assertThat(parser.malformed().count()).isEqualTo(2);
    assertThat(parser.malformed().first()).hasSize(201).startsWith("\uFFFDxxx").endsWith("x…");
  }

  @Test
  void showsSeriesOnceAndSamplesEveryTime() {
    String text = "a{x=\"1\"} 1\na{x=\"2\"} 2\nb 3\n";
    scrape(text);
    scrape(text);
    assertThat(recorder.shown).containsExactly("a{x=1}", "a{x=2}", "b");
    assertThat(recorder.samples)
        .containsExactly("a{x=1} 1.0", "a{x=2} 2.0", "b 3.0", "a{x=1} 1.0", "a{x=2} 2.0", "b 3.0");
  }

  @Test
  void followsSeriesThatComeGoAndChangePlaces() {
    scrape("a 1\nb 2\nc 3\n");
    scrape("c 4\na 5\n");
    scrape("a 6\nd 7\nb 8\nc 9\n");
    assertThat(recorder.samples.subList(3, 9))
        .containsExactly("c 4.0", "a 5.0", "a 6.0", "d 7.0", "b 8.0", "c 9.0");
  }

  @Test
  void tellsSeriesWithCommonBeginningApart() {
    scrape("up 1\n");
    scrape("up {a=\"b\"} 2\n");
    scrape("upper 3\n");
    assertThat(recorder.samples).containsExactly("up 1.0", "up{a=b} 2.0", "upper 3.0");
  }

  @Test
  void forgetsSeriesThatStayedAway() {
    scrape("a 1\ngone 1\n");
    scrape("a 1\n");
    scrape("a 1\n");
    assertThat(recorder.forgotten).isEmpty();
    scrape("a 1\n");
    assertThat(recorder.forgotten).containsExactly("gone");
    assertThat(parser.series()).isEqualTo(1);
    scrape("a 1\ngone 2\n");
    assertThat(recorder.shown).containsExactly("a", "gone", "gone");
  }

  @Test
  void passesOverUnwantedNames() {
    scrape("unwanted{a=\"1\"} 1\nunwanted{a=\"2\"} x\nunwanted_not 2\n");
    assertThat(recorder.samples).containsExactly("unwanted_not 2.0");
    assertThat(parser.samples()).isEqualTo(1);
  }

  @Property(tries = 200)
  void readsTheSameInWhateverPiecesItComes(
      @ForAll @IntRange(min = 1, max = 60) int first,
      @ForAll @IntRange(min = 1, max = 60) int step) {
    byte[] text =
        "a{x=\"1\"} 1\n# c\na{x=\"2\"} 2 3\r\nbad line\nb 3\nc{y=\"\\\"\"} 4"
            .getBytes(StandardCharsets.UTF_8);
    Recorder inPieces = new Recorder();
    ExpositionParser<String> other = new ExpositionParser<>(inPieces);
    other.begin();
    int done = 0;
    for (int to = first; to < text.length; to += step) {
      done = other.parse(text, done, to);
    }
    done = other.parse(text, done, text.length);
    other.parseRest(text, done, text.length);
    other.end();
    assertThat(inPieces.samples)
        .containsExactly("a{x=1} 1.0", "a{x=2} 2.0 @3", "b 3.0", "c{y=\"} 4.0");
    assertThat(other.malformed().count()).isEqualTo(1);
  }

  @Test
  void makesNoObjectsInSteadyState() {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < 2_000; i++) {
      text.append("cpu{pod=\"p").append(i).append("\"} ").append(i).append(".123456789 17953862\n");
    }
    byte[] bytes = text.toString().getBytes(StandardCharsets.UTF_8);
    Adder adder = new Adder();
    ExpositionParser<String> steady = new ExpositionParser<>(adder);
    for (int i = 0; i < 3; i++) {
      scrape(steady, bytes);
    }
    com.sun.management.ThreadMXBean threads =
        (com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean();
    threads.getCurrentThreadAllocatedBytes();
    long before = threads.getCurrentThreadAllocatedBytes();
    scrape(steady, bytes);
    long allocated = threads.getCurrentThreadAllocatedBytes() - before;
    assertThat(steady.samples()).isEqualTo(2_000);
    assertThat(allocated).isLessThan(2_000);
  }

  private void scrape(String text) {
    scrape(parser, text.getBytes(StandardCharsets.UTF_8));
  }

  private static void scrape(ExpositionParser<String> parser, byte[] bytes) {
    parser.begin();
    int rest = parser.parse(bytes, 0, bytes.length);
    parser.parseRest(bytes, rest, bytes.length);
    parser.end();
  }

  private static final class Recorder implements SampleVisitor<String> {
    final List<String> shown = new ArrayList<>();
    final List<String> samples = new ArrayList<>();
    final List<String> forgotten = new ArrayList<>();

    @Override
    public boolean wants(String name) {
      return !name.equals("unwanted");
    }

    @Override
    public @Nullable String series(String name, Labels labels) {
      String text = labels.size() == 0 ? name : name + labels;
      shown.add(text);
      return text;
    }

    @Override
    public void sample(String handle, double value, long timestamp) {
      samples.add(handle + " " + value + (timestamp == NO_TIMESTAMP ? "" : " @" + timestamp));
    }

    @Override
    public void forget(String handle) {
      forgotten.add(handle);
    }
  }

  private static final class Adder implements SampleVisitor<String> {
    private double sum;

    @Override
    public boolean wants(String name) {
      return true;
    }

    @Override
    public String series(String name, Labels labels) {
      return name;
    }

    @Override
    public void sample(String handle, double value, long timestamp) {
      sum += value;
    }

    @Override
    public void forget(String handle) {}
  }
}
