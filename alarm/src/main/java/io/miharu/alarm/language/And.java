package io.miharu.alarm.language;

import io.miharu.model.AlarmState;
import java.util.Iterator;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Holds if all operands hold.
 *
 * @param operands two or more, none of them an {@code And} itself: nested ones are taken apart
 */
public record And(List<AlarmExpression> operands) implements AlarmExpression {
  public And {
    operands =
        operands.stream()
            .flatMap(
                operand -> operand instanceof And and ? and.operands.stream() : Stream.of(operand))
            .toList();
    if (operands.size() < 2) {
      throw new IllegalArgumentException("'and' needs two operands, found " + operands.size());
    }
  }

  @Override
  public List<SubExpression> subExpressions() {
    return operands.stream().flatMap(operand -> operand.subExpressions().stream()).toList();
  }

  /** The least of the operands' states: OK, UNDETERMINED and ALARM are in this order. */
  @Override
  public AlarmState combine(Iterator<AlarmState> states) {
    AlarmState least = AlarmState.ALARM;
    for (AlarmExpression operand : operands) {
      AlarmState state = operand.combine(states);
      least = state.compareTo(least) < 0 ? state : least;
    }
    return least;
  }

  @Override
  public String toString() {
    return operands.stream()
        .map(operand -> operand instanceof Or ? "(" + operand + ")" : operand.toString())
        .collect(Collectors.joining(" and "));
  }
}
