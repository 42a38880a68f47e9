package io.miharu.alarm.language;

import io.miharu.model.AlarmState;
import java.util.Iterator;
import java.util.List;

/**
 * What an alarm definition asks, as a tree. Immutable. {@link #toString} is the canonical form,
 * which {@link #parse} reads back to an equal tree.
 */
public sealed interface AlarmExpression permits And, Or, SubExpression {

  /**
   * Reads an expression.
   *
   * @throws InvalidExpressionException if the text is none, or is longer or nested deeper than
   *     allowed
   */
  static AlarmExpression parse(String text) {
    return ExpressionReader.read(text);
  }

  /** The comparisons, from left to right; an equal one may occur twice. */
  List<SubExpression> subExpressions();

  /**
   * The state of the whole in three-valued logic: {@code ALARM or UNDETERMINED} is ALARM, {@code OK
   * and UNDETERMINED} is OK.
   *
   * @param states one for each of {@link #subExpressions}, in their order; consumed
   */
  AlarmState combine(Iterator<AlarmState> states);

  /** Whether silence means OK: true if every sub-expression says so. */
  default boolean deterministic() {
    return subExpressions().stream().allMatch(SubExpression::deterministic);
  }
}
