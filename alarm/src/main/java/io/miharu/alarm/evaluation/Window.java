package io.miharu.alarm.evaluation;

/**
 * All samples of all series of one sub-expression in one alarm in one window; never empty.
 *
 * @param start event time in ms since the epoch, aligned to the period
 * @param count of samples, at least 1
 * @param sum of samples, rounded
 * @param carry what rounding lost (Neumaier's summation), so that the order of arrival does not
 *     show in the total
 * @param min of samples
 * @param max of samples
 */
public record Window(long start, long count, double sum, double carry, double min, double max) {

  static Window of(long start, double value) {
    return new Window(start, 1, value, 0, value, value);
  }

  Window plus(double value) {
    double rounded = sum + value;
    double lost =
        Math.abs(sum) >= Math.abs(value) ? (sum - rounded) + value : (value - rounded) + sum;
    return new Window(
        start, count + 1, rounded, carry + lost, Math.min(min, value), Math.max(max, value));
  }

  /** The sum of samples; finite even where doubles overflow, since JSON cannot hold infinity. */
  double total() {
    return Double.isFinite(sum) && Double.isFinite(carry)
        ? sum + carry
        : Math.copySign(Double.MAX_VALUE, min + max);
  }
}
