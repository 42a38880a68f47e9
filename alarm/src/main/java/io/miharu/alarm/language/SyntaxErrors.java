package io.miharu.alarm.language;

import java.util.Objects;
import org.antlr.v4.runtime.BaseErrorListener;
import org.antlr.v4.runtime.Parser;
import org.antlr.v4.runtime.RecognitionException;
import org.antlr.v4.runtime.Recognizer;
import org.antlr.v4.runtime.Token;
import org.antlr.v4.runtime.misc.IntervalSet;
import org.jspecify.annotations.Nullable;

/** Throws at the first syntax error, with a hint that depends on what could have come there. */
final class SyntaxErrors extends BaseErrorListener {

  @Override
  public void syntaxError(
      Recognizer<?, ?> recognizer,
      @Nullable Object offendingSymbol,
      int line,
      int charPositionInLine,
      String message,
      @Nullable RecognitionException cause) {
    // A parser, unlike a lexer, always knows the token at which it stopped.
    Token found = Objects.requireNonNull((Token) offendingSymbol);
    String problem =
        found.getType() == Token.EOF ? "unexpected end" : "unexpected '" + found.getText() + "'";
    throw new InvalidExpressionException(
        problem, found.getStartIndex() + 1, hint(((Parser) recognizer).getExpectedTokens(), found));
  }

  private static String hint(IntervalSet expected, Token found) {
    if (found.getType() == AlarmLexer.AFTER_NAME_UNEXPECTED || expected.contains(AlarmLexer.GT)) {
      return "compare with <, <=, >, >= or lt, lte, gt, gte (there is no equality and no 'not')";
    }
    if (expected.contains(AlarmLexer.NUMBER)) {
      return "a threshold is digits with an optional minus sign and fraction, such as -1.5";
    }
    if (expected.contains(AlarmLexer.DETERMINISTIC)
        || expected.contains(AlarmLexer.SECONDS)
        || found.getType() == AlarmLexer.ARGUMENTS_UNEXPECTED
        || (found.getType() == AlarmLexer.COMMA && expected.contains(AlarmLexer.RPAREN))) {
      return "after the metric come 'deterministic' and then the period in seconds";
    }
    if (expected.contains(AlarmLexer.EQUALS)
        || expected.contains(AlarmLexer.TEXT)
        || expected.contains(AlarmLexer.RBRACE)) {
      return "dimensions are key=value pairs between braces, separated by commas";
    }
    if (expected.contains(AlarmLexer.PERIODS)) {
      return "after 'times' comes the number of periods, 1 or more";
    }
    if (expected.contains(AlarmLexer.NAME) || expected.contains(AlarmLexer.QUOTED)) {
      return "a comparison such as avg(cpu.user_perc{hostname=n1}, 120) > 90 times 2 belongs here";
    }
    if (expected.contains(AlarmLexer.AND)) {
      return "a comparison may be followed by 'times' and a number, 'and' or 'or'";
    }
    return "close the parenthesis";
  }
}
