package io.miharu.model;

import java.util.List;

/**
 * State of one sub-expression in one alarm, with what it was decided on.
 *
 * @param expression in canonical form
 * @param function MIN, MAX, SUM, COUNT, AVG or LAST
 * @param metricName of the series that it watches
 * @param dimensions that those series must have
 * @param operator LT, LTE, GT or GTE
 * @param threshold compared with
 * @param period width of a window in seconds
 * @param periods how many windows in a row
 * @param deterministic whether silence means OK
 * @param state of this sub-expression
 * @param currentValues one for each window that was judged and not empty, oldest first
 */
public record SubAlarm(
    String expression,
    String function,
    String metricName,
    Dimensions dimensions,
    String operator,
    double threshold,
    int period,
    int periods,
    boolean deterministic,
    AlarmState state,
    List<Double> currentValues) {
  public SubAlarm {
    currentValues = List.copyOf(currentValues);
  }
}
