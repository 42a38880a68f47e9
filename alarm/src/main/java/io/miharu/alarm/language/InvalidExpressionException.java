package io.miharu.alarm.language;

import java.util.Objects;

/**
 * A text is no alarm expression. The message says what is wrong, where, and what would be right.
 */
public final class InvalidExpressionException extends IllegalArgumentException {
  private final int column;
  private final String hint;

  InvalidExpressionException(String problem, int column, String hint) {
    super("%s at column %d; %s".formatted(problem, column, hint));
    this.column = column;
    this.hint = hint;
  }

  @Override
  public String getMessage() {
    return Objects.requireNonNull(super.getMessage());
  }

  /** Where in the text, in characters from 1; one more than its length if something is missing. */
  public int column() {
    return column;
  }

  /** What would be right there. */
  public String hint() {
    return hint;
  }
}
