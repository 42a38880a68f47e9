package io.miharu.alarm.language;

import io.miharu.model.AlarmState;
import io.miharu.model.Dimensions;
import java.math.BigDecimal;
import java.util.Iterator;
import java.util.List;
import java.util.Objects;

/**
 * One comparison.
 *
 * @param function what is computed
 * @param metricName of the series that it watches
 * @param dimensions that those series must have; they may have more
 * @param operator how the value is compared
 * @param threshold what it is compared with; finite
 * @param period width of a window in seconds, a positive multiple of 60
 * @param periods how many windows in a row it must hold in, 1 or more
 * @param deterministic whether silence means OK
 */
public record SubExpression(
    AggregateFunction function,
    String metricName,
    Dimensions dimensions,
    RelationalOperator operator,
    double threshold,
    int period,
    int periods,
    boolean deterministic)
    implements AlarmExpression {
  /** Width of a window in seconds unless the text says otherwise. */
  public static final int DEFAULT_PERIOD = 60;

  private static final String NEEDS_QUOTES = "(){},<>=";

  public SubExpression {
    Objects.requireNonNull(metricName, "metricName is null");
    if (period <= 0 || period % DEFAULT_PERIOD != 0) {
      throw new IllegalArgumentException("period is no positive multiple of 60: " + period);
    }
    if (periods < 1) {
      throw new IllegalArgumentException("periods is less than 1: " + periods);
    }
    if (!Double.isFinite(threshold)) {
      throw new IllegalArgumentException("threshold is not finite: " + threshold);
    }
    threshold += 0.0; // -0 would be another record than 0, and render differently.
  }

  /** Whether a series of the definition's tenant is one that this watches. */
  public boolean fits(String name, Dimensions seriesDimensions) {
    return metricName.equals(name) && seriesDimensions.containsAll(dimensions);
  }

  /** Width of a window in ms. */
  public long periodMs() {
    return period * 1000L;
  }

  @Override
  public List<SubExpression> subExpressions() {
    return List.of(this);
  }

  @Override
  public AlarmState combine(Iterator<AlarmState> states) {
    return states.next();
  }

  /** The canonical form: period only if it is not 60, {@code times} only if it is not 1. */
  @Override
  public String toString() {
    StringBuilder text = new StringBuilder(function.text()).append('(');
    text.append(quoteIfNeeded(metricName, " "));
    if (!dimensions.isEmpty()) {
      text.append('{');
      for (int i = 0; i < dimensions.size(); i++) {
        text.append(i > 0 ? ", " : "")
            .append(quoteIfNeeded(dimensions.key(i), ""))
            .append('=')
            .append(quoteIfNeeded(dimensions.value(i), ""));
      }
      text.append('}');
    }
    text.append(deterministic ? ", deterministic" : "");
    if (period != DEFAULT_PERIOD) {
      text.append(", ").append(period);
    }
    text.append(") ").append(operator.symbol()).append(' ').append(decimal(threshold));
    if (periods != 1) {
      text.append(" times ").append(periods);
    }
    return text.toString();
  }

  /**
   * A finite number as in the canonical form: without an exponent, with at least one decimal, and
   * exact, so that it reads back to the same double.
   */
  public static String decimal(double number) {
    String text = BigDecimal.valueOf(number).stripTrailingZeros().toPlainString();
    return text.indexOf('.') < 0 ? text + ".0" : text;
  }

  private static String quoteIfNeeded(String text, String furtherSigns) {
    boolean plain =
        text.strip().length() == text.length()
            && text.chars()
                .noneMatch(
                    c ->
                        (NEEDS_QUOTES + furtherSigns).indexOf(c) >= 0
                            || (c != ' ' && Character.isSpaceChar(c)));
    return plain ? text : '"' + text + '"';
  }
}
