package io.miharu.alarm.language;

import io.miharu.model.Dimensions;
import java.util.List;
import org.antlr.v4.runtime.CharStreams;
import org.antlr.v4.runtime.CommonTokenStream;
import org.antlr.v4.runtime.Token;
import org.jspecify.annotations.Nullable;

/** Builds the tree from the parser's. */
final class ExpressionReader {
  /** In UTF-16 units. Far beyond what people write, and parsed in a few ms. */
  static final int MAX_LENGTH = 16_384;

  /** Parentheses inside each other: parsing is recursive, and the stack is not endless. */
  static final int MAX_NESTING = 64;

  /** Longest name, key and value in characters, as for posted metrics. */
  static final int MAX_NAME_LENGTH = 255;

  private ExpressionReader() {}

  static AlarmExpression read(String text) {
    if (text.length() > MAX_LENGTH) {
      throw new InvalidExpressionException(
          "expression has " + text.length() + " characters",
          MAX_LENGTH + 1,
          "at most " + MAX_LENGTH + " are allowed");
    }
    AlarmLexer lexer = new AlarmLexer(CharStreams.fromString(text));
    lexer.removeErrorListeners();
    CommonTokenStream tokens = new CommonTokenStream(lexer);
    checkNesting(tokens);
    AlarmParser parser = new AlarmParser(tokens);
    parser.removeErrorListeners();
    parser.addErrorListener(new SyntaxErrors());
    return expression(parser.start().expression());
  }

  private static void checkNesting(CommonTokenStream tokens) {
    tokens.fill();
    int depth = 0;
    for (Token token : tokens.getTokens()) {
      if (token.getType() == AlarmLexer.LPAREN && ++depth > MAX_NESTING) {
        throw invalid("too many parentheses inside each other", token, "at most " + MAX_NESTING);
      } else if (token.getType() == AlarmLexer.RPAREN) {
        depth--;
      }
    }
  }

  private static AlarmExpression expression(AlarmParser.ExpressionContext context) {
    List<AlarmExpression> operands =
        context.conjunction().stream().map(ExpressionReader::conjunction).toList();
    return operands.size() == 1 ? operands.get(0) : new Or(operands);
  }

  private static AlarmExpression conjunction(AlarmParser.ConjunctionContext context) {
    List<AlarmExpression> operands =
        context.operand().stream().map(ExpressionReader::operand).toList();
    return operands.size() == 1 ? operands.get(0) : new And(operands);
  }

  private static AlarmExpression operand(AlarmParser.OperandContext context) {
    return context.comparison() != null
        ? comparison(context.comparison())
        : expression(context.expression());
  }

  private static SubExpression comparison(AlarmParser.ComparisonContext context) {
    RelationalOperator operator = operator(context.operator);
    AlarmParser.CallContext call = context.call();
    AlarmParser.MetricContext metric = call != null ? call.metric() : context.metric();
    return new SubExpression(
        call != null ? function(call.function) : AggregateFunction.impliedBy(operator),
        text(metric.name, "metric name"),
        dimensions(metric),
        operator,
        threshold(context.threshold),
        call != null ? period(call.period) : SubExpression.DEFAULT_PERIOD,
        periods(context.periods),
        call != null && call.DETERMINISTIC() != null);
  }

  private static RelationalOperator operator(Token token) {
    // Token types are constants of the generated lexer, not an enum.
    int type = token.getType();
    if (type == AlarmLexer.LT) {
      return RelationalOperator.LT;
    }
    if (type == AlarmLexer.LTE) {
      return RelationalOperator.LTE;
    }
    return type == AlarmLexer.GT ? RelationalOperator.GT : RelationalOperator.GTE;
  }

  private static AggregateFunction function(Token name) {
    return AggregateFunction.named(name.getText())
        .orElseThrow(
            () ->
                invalid(
                    "unknown function '" + name.getText() + "'",
                    name,
                    "the functions are min, max, sum, count, avg and last"));
  }

  private static Dimensions dimensions(AlarmParser.MetricContext metric) {
    Dimensions.Builder dimensions = Dimensions.builder();
    for (AlarmParser.DimensionContext dimension : metric.dimension()) {
      dimensions.put(
          text(dimension.key, "dimension key"), text(dimension.value, "dimension value"));
    }
    return dimensions.build();
  }

  private static String text(Token token, String what) {
    String text = token.getText();
    text =
        token.getType() == AlarmLexer.QUOTED
            ? text.substring(1, text.length() - 1)
            : text.stripTrailing();
    int length = text.codePointCount(0, text.length());
    if (length < 1 || length > MAX_NAME_LENGTH) {
      throw invalid(
          what + " has " + length + " characters", token, "1 to " + MAX_NAME_LENGTH + " allowed");
    }
    return text;
  }

  private static double threshold(Token token) {
    double threshold = Double.parseDouble(token.getText());
    if (!Double.isFinite(threshold)) {
      throw invalid("threshold is too large", token, "it has to fit a 64-bit float");
    }
    return threshold;
  }

  private static int period(@Nullable Token token) {
    if (token == null) {
      return SubExpression.DEFAULT_PERIOD;
    }
    int period = integer(token);
    if (period < 1 || period % SubExpression.DEFAULT_PERIOD != 0) {
      throw invalid(
          "period " + token.getText() + " is not allowed",
          token,
          "a period is a positive multiple of 60 seconds");
    }
    return period;
  }

  private static int periods(@Nullable Token token) {
    int periods = token == null ? 1 : integer(token);
    if (periods < 1) {
      throw invalid("'times 0' is not allowed", token, "it has to hold 1 time or more");
    }
    return periods;
  }

  private static int integer(Token token) {
    try {
      return Integer.parseInt(token.getText());
    } catch (NumberFormatException tooLarge) {
      throw invalid(
          "number " + token.getText() + " is too large", token, "at most " + Integer.MAX_VALUE);
    }
  }

  private static InvalidExpressionException invalid(
      String problem, @Nullable Token token, String hint) {
    return new InvalidExpressionException(
        problem, token == null ? 1 : token.getStartIndex() + 1, hint);
  }
}
