package io.miharu.collector.exposition;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ExpositionReaderTest {
  private static final int MANY = 50_000;

  private final Counter counter = new Counter();
  private final ExpositionParser<String> parser = new ExpositionParser<>(counter);
  private final ExpositionReader reader = new ExpositionReader();

  @Test
  void readsMoreThanItsWindow() throws IOException {
    StringBuilder text = new StringBuilder();
    for (int i = 1; i <= MANY; i++) {
      text.append("x{i=\"").append(i).append("\"} ").append(i).append('\n');
    }
    assertThat(read(text.toString(), Long.MAX_VALUE)).isEqualTo(text.length());
    assertThat(parser.samples()).isEqualTo(MANY);
    assertThat(counter.sum).isEqualTo(MANY * (MANY + 1.0) / 2);
    assertThat(parser.malformed().count()).isZero();
  }

  @Test
  void readsLongLine() throws IOException {
    read("a 1\nx{l=\"" + "v".repeat(500_000) + "\"} 2\nb 3", Long.MAX_VALUE);
    assertThat(parser.samples()).isEqualTo(3);
    assertThat(counter.sum).isEqualTo(6);
  }

  @Test
  void skipsEndlessLineAndGoesOn() throws IOException {
    read("a 1\nx{l=\"" + "v".repeat(3_000_000) + "\"} 2\nb 3\n", Long.MAX_VALUE);
    assertThat(counter.sum).isEqualTo(4);
    assertThat(parser.malformed().count()).isEqualTo(1);
    assertThat(parser.malformed().first()).startsWith("x{l=\"vvv");
  }

  @Test
  void stopsBehindLimit() throws IOException {
    assertThat(read("a 1\n".repeat(1_000_000), 1_000)).isBetween(1_001L, 1_000_000L);
  }

  private long read(String text, long limit) throws IOException {
    parser.begin();
    long bytes =
        reader.read(new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)), parser, limit);
    parser.end();
    return bytes;
  }

  private static final class Counter implements SampleVisitor<String> {
    private double sum;

    @Override
    public boolean wants(String name) {
      return true;
    }

    @Override
    public @Nullable String series(String name, Labels labels) {
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
