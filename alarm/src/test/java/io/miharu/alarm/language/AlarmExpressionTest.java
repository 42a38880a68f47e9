package io.miharu.alarm.language;

import static io.miharu.model.AlarmState.ALARM;
import static io.miharu.model.AlarmState.OK;
import static io.miharu.model.AlarmState.UNDETERMINED;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.miharu.model.AlarmState;
import io.miharu.model.Dimensions;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AlarmExpressionTest {

  @ParameterizedTest(name = "{index}: {0}")
  @CsvSource(
      delimiter = '→',
      quoteCharacter = '`',
      value = {
        // Without a function: max above, min below.
        "cpu > 5 → max(cpu) > 5.0",
        "cpu >= 5 → max(cpu) >= 5.0",
        "cpu < 5 → min(cpu) < 5.0",
        "cpu lte -5.25 → min(cpu) <= -5.25",
        "cpu > 5 times 3 → max(cpu) > 5.0 times 3",
        // Keywords, functions and operators in any case.
        "MAX(cpu, DETERMINISTIC, 120) GTE 5 TIMES 3 → max(cpu, deterministic, 120) >= 5.0 times 3",
        "a GT 1 AND b Lt 2 Or c > 3 → max(a) > 1.0 and min(b) < 2.0 or max(c) > 3.0",
        // Blanks are optional around symbols and keywords.
        "max(a)>1 → max(a) > 1.0",
        "foo >1and bar>2 → max(foo) > 1.0 and max(bar) > 2.0",
        "foo >1&&bar>2||baz<3 → max(foo) > 1.0 and max(bar) > 2.0 or min(baz) < 3.0",
        "max(m)gt5times3 → max(m) > 5.0 times 3",
        "a>1andb>2 → max(a) > 1.0 and max(b) > 2.0",
        "  max ( a { k = v } , 60 )  >  1  → max(a{k=v}) > 1.0",
        // Names: almost any character, a digit first, keywords.
        "max > 1 → max(max) > 1.0",
        "max(max) > 1 → max(max) > 1.0",
        "times > 1 times 2 → max(times) > 1.0 times 2",
        "deterministic > 1 → max(deterministic) > 1.0",
        "max(deterministic, deterministic) > 1 → max(deterministic, deterministic) > 1.0",
        "and > 1 and or > 2 → max(and) > 1.0 and max(or) > 2.0",
        "gt gt 1 → max(gt) > 1.0",
        "1st.value > 1 → max(1st.value) > 1.0",
        ".-_#!$%&'*+/:;?@[]\\^`|~ > 1 → max(.-_#!$%&'*+/:;?@[]\\^`|~) > 1.0",
        "a&&b > 1 && c||d > 1 → max(a&&b) > 1.0 and max(c||d) > 1.0",
        "größe.温度 > 1 → max(größe.温度) > 1.0",
        // Dimensions: blanks trimmed outside, kept inside; sorted; the last of a repeated key.
        "a{} > 1 → max(a) > 1.0",
        "a{ this = that } > 1 → max(a{this=that}) > 1.0",
        "a{k=two words , b c=d} > 1 → max(a{b c=d, k=two words}) > 1.0",
        "a{z=1,k=2} > 1 → max(a{k=2, z=1}) > 1.0",
        "a{k=1,k=2} > 1 → max(a{k=2}) > 1.0",
        "a{path=C:\\temp|d&e} > 1 → max(a{path=C:\\temp|d&e}) > 1.0",
        "a{max=and} > 1 → max(a{max=and}) > 1.0",
        // Quotes enclose what could not stand bare.
        "a{k=\"plain\"} > 1 → max(a{k=plain}) > 1.0",
        "a{k=\"x, {y}=(z) \"} > 1 → max(a{k=\"x, {y}=(z) \"}) > 1.0",
        "max(\"my metric\") > 1 → max(\"my metric\") > 1.0",
        // Default period left out; deterministic before the period.
        "avg(a, 60) > 1 → avg(a) > 1.0",
        "avg(a,deterministic,300) > 1 times 1 → avg(a, deterministic, 300) > 1.0",
        // Precedence and parentheses.
        "a>1 or b>2 and c>3 → max(a) > 1.0 or max(b) > 2.0 and max(c) > 3.0",
        "(a>1 or b>2) and c>3 → (max(a) > 1.0 or max(b) > 2.0) and max(c) > 3.0",
        "((a>1 and (b>2 and c>3))) → max(a) > 1.0 and max(b) > 2.0 and max(c) > 3.0",
        // Thresholds without an exponent, exact.
        "a > 007.50 → max(a) > 7.5",
        "a > 123456789012345 → max(a) > 123456789012345.0",
        "a > 0.00001 → max(a) > 0.00001",
        "a > -0 → max(a) > 0.0"
      })
  void acceptsAndRendersCanonically(String text, String canonical) {
    assertThat(AlarmExpression.parse(text)).hasToString(canonical);
    assertThat(AlarmExpression.parse(canonical)).hasToString(canonical);
  }

  @ParameterizedTest(name = "{index}: {0}")
  @CsvSource(
      delimiter = '→',
      quoteCharacter = '`',
      value = {
        "`` → 1",
        "`   ` → 4",
        "cpu → 4",
        "cpu = 5 → 5",
        "cpu == 5 → 5",
        "cpu != 5 → 5",
        "cpu eq 5 → 5",
        "cpu > 5 not → 9",
        "not cpu > 5 → 5",
        "median(cpu) > 5 → 1",
        "max(cpu) → 9",
        "max(cpu > 5 → 9",
        "max() > 5 → 5",
        "(cpu > 5 → 9",
        "cpu > 5) → 8",
        "cpu > 5 cpu > 6 → 9",
        "cpu > 5 and → 12",
        "cpu > 5 times → 14",
        "cpu > 5 times 0 → 15",
        "cpu > 5 times 1.5 → 16",
        "cpu > 5 times 2 times 3 → 17",
        "cpu > 5 times 99999999999 → 15",
        "cpu > → 6",
        "cpu > +5 → 7",
        "cpu > .5 → 7",
        "cpu > 5. → 8",
        "cpu > 1e5 → 8",
        "cpu > - 5 → 7",
        "cpu > x → 7",
        "max(cpu, 0) > 5 → 10",
        "max(cpu, 90) > 5 → 10",
        "max(cpu, 60, deterministic) > 5 → 12",
        "max(cpu, 60, 120) > 5 → 12",
        "max(cpu, x) > 5 → 10",
        "max(cpu,) > 5 → 9",
        "max(cpu{a=b}{c=d}) > 5 → 13",
        "cpu{a} > 5 → 6",
        "cpu{a=} > 5 → 7",
        "cpu{=b} > 5 → 5",
        "cpu{a=b,} > 5 → 9",
        "cpu{a=b > 5 → 9",
        "cpu{a=\"\"} > 5 → 7",
        "cpu{a=\"b} > 5 → 7",
        "two words > 5 → 5",
        "max(max(cpu)) > 5 → 8"
      })
  void refusesWithTheColumn(String text, int column) {
    assertThatExceptionOfType(InvalidExpressionException.class)
        .isThrownBy(() -> AlarmExpression.parse(text))
        .satisfies(e -> assertThat(e.column()).isEqualTo(column))
        .satisfies(e -> assertThat(e).hasMessageContaining("column " + column + "; " + e.hint()));
  }

  @ParameterizedTest
  @ValueSource(strings = {"a\b > 1", "a{k=C:\bin} > 1", "a{k=\"\u0007\"} > 1", "a\u00A0b > 1"})
  void refusesControlCharactersAndForeignBlanks(String text) {
    assertThatExceptionOfType(InvalidExpressionException.class)
        .isThrownBy(() -> AlarmExpression.parse(text));
  }

  @Test
  void hintsAtWhatWouldBeRight() {
    assertThatExceptionOfType(InvalidExpressionException.class)
        .isThrownBy(() -> AlarmExpression.parse("max(cpu, 60, deterministic) > 1"))
        .withMessageContaining("'deterministic' and then the period");
    assertThatExceptionOfType(InvalidExpressionException.class)
        .isThrownBy(() -> AlarmExpression.parse("cpu == 1"))
        .withMessageContaining("<, <=, >, >=");
    assertThatExceptionOfType(InvalidExpressionException.class)
        .isThrownBy(() -> AlarmExpression.parse("cpu{a} > 1"))
        .withMessageContaining("key=value");
  }

  @Test
  void boundsNames() {
    assertThat(AlarmExpression.parse("n".repeat(255) + " > 1")).isNotNull();
    assertThatExceptionOfType(InvalidExpressionException.class)
        .isThrownBy(() -> AlarmExpression.parse("n".repeat(256) + " > 1"));
    assertThatExceptionOfType(InvalidExpressionException.class)
        .isThrownBy(() -> AlarmExpression.parse("n{k=" + "v".repeat(256) + "} > 1"));
  }

  @Test
  void boundsLengthAndNesting() {
    String nested = "(".repeat(64) + "a>1" + ")".repeat(64);
    assertThat(AlarmExpression.parse(nested)).hasToString("max(a) > 1.0");
    assertThatExceptionOfType(InvalidExpressionException.class)
        .isThrownBy(() -> AlarmExpression.parse("(" + nested + ")"))
        .withMessageContaining("at most 64");
    assertThatExceptionOfType(InvalidExpressionException.class)
        .isThrownBy(() -> AlarmExpression.parse("(".repeat(100_000)));
    String long16k = "a>1" + " or a>1".repeat(2_340);
    assertThat(AlarmExpression.parse(long16k).subExpressions()).hasSize(2_341);
  }

  @Test
  void isDeterministicOnlyIfEverySubExpressionIs() {
    assertThat(AlarmExpression.parse("max(a, deterministic) > 1").deterministic()).isTrue();
    assertThat(AlarmExpression.parse("max(a, deterministic) > 1 and b > 1").deterministic())
        .isFalse();
  }

  @Test
  void combinesStatesByThreeValuedLogic() {
    assertThat(combine("a>1 or b>1", ALARM, UNDETERMINED)).isEqualTo(ALARM);
    assertThat(combine("a>1 or b>1", OK, UNDETERMINED)).isEqualTo(UNDETERMINED);
    assertThat(combine("a>1 or b>1", OK, OK)).isEqualTo(OK);
    assertThat(combine("a>1 and b>1", OK, UNDETERMINED)).isEqualTo(OK);
    assertThat(combine("a>1 and b>1", ALARM, UNDETERMINED)).isEqualTo(UNDETERMINED);
    assertThat(combine("a>1 and b>1", ALARM, ALARM)).isEqualTo(ALARM);
    assertThat(combine("(a>1 or b>1) and c>1", OK, ALARM, ALARM)).isEqualTo(ALARM);
    assertThat(combine("a>1 or b>1 and c>1", ALARM, OK, OK)).isEqualTo(ALARM);
    assertThat(combine("(a>1 or b>1) and c>1", ALARM, OK, OK)).isEqualTo(OK);
  }

  @Test
  void fitsSeriesThatHaveAllItsDimensionsAndMaybeMore() {
    SubExpression sub = (SubExpression) AlarmExpression.parse("cpu{hostname=n1} > 1");
    assertThat(sub.fits("cpu", Dimensions.of("hostname", "n1", "device", "sda"))).isTrue();
    assertThat(sub.fits("cpu", Dimensions.of("hostname", "N1"))).isFalse();
    assertThat(sub.fits("CPU", Dimensions.of("hostname", "n1"))).isFalse();
    assertThat(sub.fits("cpu", Dimensions.empty())).isFalse();
  }

  private static AlarmState combine(String expression, AlarmState... states) {
    return AlarmExpression.parse(expression).combine(List.of(states).iterator());
  }
}
