package io.miharu.collector.exposition;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Locale;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NumberReaderTest {
  private final NumberReader reader = new NumberReader();

  @Property(tries = 20_000)
  void readsEveryDoubleAsTheJdkDoes(@ForAll double value) {
    assertSame(Double.toString(value));
    assertSame(String.format(Locale.ROOT, "%.17e", value));
  }

  @Property(tries = 20_000)
  void readsEveryDecimalAsTheJdkDoes(@ForAll("decimals") String text) {
    assertSame(text);
  }

  @Provide
  Arbitrary<String> decimals() {
    Arbitrary<String> digits = Arbitraries.strings().numeric().ofMinLength(1).ofMaxLength(22);
    Arbitrary<String> fraction = digits.map(text -> "." + text).injectNull(0.4);
    Arbitrary<String> exponent =
        Arbitraries.integers().between(-340, 340).map(power -> "e" + power).injectNull(0.5);
    return Combinators.combine(Arbitraries.of("", "-", "+"), digits, fraction, exponent)
        .as(
            (sign, whole, part, power) ->
                sign + whole + (part == null ? "" : part) + (power == null ? "" : power));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "0",
        "-0",
        "1",
        ".5",
        "5.",
        "1.795386253e+09",
        "7331.960236398",
        "9007199254740993",
        "123456789012345678",
        "1234567890123456789",
        "1e22",
        "1e23",
        "1e-22",
        "1e-23",
        "1e400",
        "-1e400",
        "1e-400",
        "4.9e-324",
        "0.000000000000000000000000000000000000000001",
        "1E5",
        "9223372036854771712",
        "1e99999999999"
      })
  void readsNotableNumbersAsTheJdkDoes(String text) {
    assertSame(text);
  }

  @ParameterizedTest
  @ValueSource(strings = {"NaN", "nan", "+Inf", "-Inf", "Inf", "inf", "Infinity", "-infinity"})
  void readsWordsOfTheFormat(String text) {
    assertThat(read(text)).isTrue();
    String word = text.toLowerCase(Locale.ROOT);
    double expected =
        word.equals("nan")
            ? Double.NaN
            : word.startsWith("-") ? Double.NEGATIVE_INFINITY : Double.POSITIVE_INFINITY;
    assertThat(Double.valueOf(reader.number())).isEqualTo(Double.valueOf(expected));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "", "-", ".", "e5", "1e", "1e+", "1.2.3", "1x", "0x10", "1_000", "1d", "in", "--1"
      })
  void refusesWhatIsNoNumber(String text) {
    assertThat(read(text)).isFalse();
  }

  @Test
  void stopsAtBlank() {
    byte[] bytes = "12.5 1795386249789".getBytes(StandardCharsets.UTF_8);
    assertThat(reader.readDouble(bytes, 0, bytes.length)).isTrue();
    assertThat(reader.end()).isEqualTo(4);
    assertThat(reader.readLong(bytes, 5, bytes.length)).isTrue();
    assertThat(reader.integer()).isEqualTo(1795386249789L);
  }

  private void assertSame(String text) {
    assertThat(read(text)).as(text).isTrue();
    assertThat(Double.doubleToRawLongBits(reader.number()))
        .as(text)
        .isEqualTo(Double.doubleToRawLongBits(Double.parseDouble(text)));
  }

  private boolean read(String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    return reader.readDouble(bytes, 0, bytes.length);
  }
}
