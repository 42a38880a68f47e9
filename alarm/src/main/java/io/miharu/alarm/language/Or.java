package io.miharu.alarm.language;

import io.miharu.model.AlarmState;
import java.util.Iterator;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Holds if any operand holds.
 *
 * @param operands two or more, none of them an {@code Or} itself: nested ones are taken apart
 */
public record Or(List<AlarmExpression> operands) implements AlarmExpression {
  public Or {
    operands =
        operands.stream()
            .flatMap(
                operand -> operand instanceof Or or ? or.operands.stream() : Stream.of(operand))
            .toList();
    if (operands.size() < 2) {
      throw new IllegalArgumentException("'or' needs two operands, found " + operands.size());
    }
  }

  @Override
  public List<SubExpression> subExpressions() {
    return operands.stream().flatMap(operand -> operand.subExpressions().stream()).toList();
  }

  /** The greatest of the operands' states: OK, UNDETERMINED and ALARM are in this order. */
  @Override
  public AlarmState combine(Iterator<AlarmState> states) {
    AlarmState greatest = AlarmState.OK;
    for (AlarmExpression operand : operands) {
      AlarmState state = operand.combine(states);
      greatest = state.compareTo(greatest) > 0 ? state : greatest;
    }
    return greatest;
  }

  @Override
  public String toString() {
    return operands.stream().map(AlarmExpression::toString).collect(Collectors.joining(" or "));
  }
}
