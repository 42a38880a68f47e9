package io.miharu.store.influxdb;

import static org.assertj.core.api.Assertions.assertThat;

import io.miharu.model.Dimensions;
import io.miharu.store.Lines;
import java.util.Set;
import org.junit.jupiter.api.Test;

class LineEncoderTest {
  private final Lines lines = new Lines();
  private final LineEncoder line = new LineEncoder();

  @Test
  void escapesEachPartByItsOwnRules() {
    line.metricPoint(lines, "a b,c=d")
        .tags(Dimensions.of("k, =", "v, =\"x"), new TagKeys(Set.of()))
        .field("f, =", 1)
        .field("text", "say \"hi\\\" =,\n")
        .time(5);

    assertThat(lines.text(0, 1))
        .isEqualTo(
            "a\\ b\\,c=d,k\\,\\ \\==v\\,\\ \\=\"x f\\,\\ \\==1,text=\"say \\\"hi\\\\\\\" =,\n\" 5\n");
  }

  @Test
  void prefixesKeysThatMeanSomethingElse() {
    Dimensions dimensions = Dimensions.of("time", "1", "_x", "2", "host", "3", "empty", "");
    line.point(lines, "m").tags(dimensions, new TagKeys(Set.of("time"))).field("v", 1).time(5);

    assertThat(lines.text(0, 1)).isEqualTo("m,_dim__x=2,host=3,_dim_time=1 v=1 5\n");
  }

  @Test
  void writesWholeNumbersAsDigitsAndOthersInFull() {
    double[] numbers = {0, -0.0, -17, 1.5, 9007199254740992.0, 1e16, Double.MIN_VALUE, 1e-7};
    line.point(lines, "m");
    for (double number : numbers) {
      line.field("v", number);
    }
    line.time(Long.MIN_VALUE);

    assertThat(lines.text(0, 1))
        .isEqualTo(
            "m v=0,v=-0.0,v=-17,v=1.5,v=9007199254740992,v=1.0E16,v=4.9E-324,v=1.0E-7"
                + " -9223372036854775808\n");
  }

  @Test
  void writesCharactersBeyondAsciiInUtf8() {
    String text = "é日\uD83D\uDE00" + '\uD800';
    line.metricPoint(lines, text).tag("_t", text).field("f", text).time(0);

    String safe = "é日\uD83D\uDE00\uFFFD";
    assertThat(lines.text(0, 1)).isEqualTo(safe + ",_t=" + safe + " f=\"" + safe + "\" 0\n");
  }
}
