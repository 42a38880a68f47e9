package io.miharu.alarm.language;

import java.util.Locale;
import java.util.Optional;

/** What is computed from the samples of a window, or, for {@link #LAST}, from the newest sample. */
public enum AggregateFunction {
  MIN,
  MAX,
  SUM,
  COUNT,
  AVG,
  LAST;

  /** The function with the name, in any case. */
  public static Optional<AggregateFunction> named(String name) {
    for (AggregateFunction function : values()) {
      if (function.name().equalsIgnoreCase(name)) {
        return Optional.of(function);
      }
    }
    return Optional.empty();
  }

  /** Which function a comparison without one means: the one that asks whether any sample breaks. */
  public static AggregateFunction impliedBy(RelationalOperator operator) {
    return operator.isAbove() ? MAX : MIN;
  }

  /**
   * The value of a window that is not empty.
   *
   * @throws IllegalStateException for {@link #LAST}, which knows no windows
   */
  public double value(long count, double sum, double min, double max) {
    return switch (this) {
      case MIN -> min;
      case MAX -> max;
      case SUM -> sum;
      case COUNT -> count;
      case AVG -> sum / count;
      case LAST -> throw new IllegalStateException("last has no windows");
    };
  }

  /** Whether a comparison, once it holds in a window, holds whatever else arrives in it. */
  public boolean staysTrue(RelationalOperator operator) {
    return switch (this) {
      case MAX, COUNT -> operator.isAbove();
      case MIN -> !operator.isAbove();
      case SUM, AVG, LAST -> false; // Samples may be negative, so a sum may fall again.
    };
  }

  /** Whether a comparison, once it fails in a window, fails whatever else arrives in it. */
  public boolean staysFalse(RelationalOperator operator) {
    return switch (this) {
      case MAX, COUNT -> !operator.isAbove();
      case MIN -> operator.isAbove();
      case SUM, AVG, LAST -> false;
    };
  }

  /** As in the canonical form. */
  public String text() {
    return name().toLowerCase(Locale.ROOT);
  }
}
