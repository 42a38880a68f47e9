package io.miharu.alarm.language;

import static org.assertj.core.api.Assertions.assertThat;

import io.miharu.model.Dimensions;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class RoundTripTest {

  @Property(tries = 500)
  void readsBackWhatItRenders(@ForAll("expressions") AlarmExpression expression) {
    assertThat(AlarmExpression.parse(expression.toString())).isEqualTo(expression);
  }

  @Property(tries = 500)
  void neverThrowsAnythingElseThanItsOwnException(@ForAll("noise") String text) {
    try {
      AlarmExpression.parse(text);
    } catch (InvalidExpressionException expected) {
      assertThat(expected.column()).isBetween(1, text.length() + 1);
    }
  }

  @Provide
  Arbitrary<String> noise() {
    return Arbitraries.of(
            "max",
            "(",
            ")",
            "{",
            "}",
            "a",
            "=",
            "\"",
            ",",
            " ",
            "\n",
            ">",
            "<=",
            "gt",
            "5",
            "-1.5",
            "times",
            "and",
            "||",
            "deterministic",
            "60",
            "\b",
            "\uD83D\uDC08",
            "\uD83D",
            "!")
        .list()
        .ofMaxSize(20)
        .map(parts -> String.join("", parts));
  }

  @Provide
  Arbitrary<AlarmExpression> expressions() {
    return nested(2);
  }

  private static Arbitrary<AlarmExpression> nested(int depth) {
    Arbitrary<AlarmExpression> leaf = subExpressions().map(sub -> sub);
    if (depth == 0) {
      return leaf;
    }
    Arbitrary<List<AlarmExpression>> operands = nested(depth - 1).list().ofMinSize(2).ofMaxSize(3);
    return Arbitraries.oneOf(leaf, operands.map(And::new), operands.map(Or::new));
  }

  private static Arbitrary<SubExpression> subExpressions() {
    Arbitrary<Dimensions> dimensions =
        Arbitraries.maps(texts(), texts()).ofMaxSize(3).map(Dimensions::copyOf);
    return Combinators.combine(
            Arbitraries.of(AggregateFunction.values()),
            texts(),
            dimensions,
            Arbitraries.of(RelationalOperator.values()),
            Arbitraries.oneOf(
                Arbitraries.of(0.1, 1e-9, 1e300, -5.0, 1e22), Arbitraries.doubles().ofScale(3)),
            Arbitraries.of(60, 120, 3600),
            Arbitraries.integers().between(1, 3),
            Arbitraries.of(true, false))
        .as(SubExpression::new);
  }

  private static Arbitrary<String> texts() {
    return Arbitraries.oneOf(
        Arbitraries.of("max", "times", "and", "deterministic", "a.b", " x", "y ", "a b", "60"),
        Arbitraries.strings()
            .withChars("aZ9._-#!$%&'*+/:;?@[]\\^`|~äλ温 (){},<>=")
            .ofMinLength(1)
            .ofMaxLength(12));
  }
}
