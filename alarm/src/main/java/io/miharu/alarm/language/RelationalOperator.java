package io.miharu.alarm.language;

/** How a value is compared with a threshold. */
public enum RelationalOperator {
  LT("<"),
  LTE("<="),
  GT(">"),
  GTE(">=");

  private final String symbol;

  RelationalOperator(String symbol) {
    this.symbol = symbol;
  }

  /** Whether the comparison holds; on IEEE doubles, without tolerance. */
  public boolean holds(double value, double threshold) {
    return switch (this) {
      case LT -> value < threshold;
      case LTE -> value <= threshold;
      case GT -> value > threshold;
      case GTE -> value >= threshold;
    };
  }

  /** Whether large values make it hold. */
  public boolean isAbove() {
    return this == GT || this == GTE;
  }

  /** As in the canonical form. */
  public String symbol() {
    return symbol;
  }
}
