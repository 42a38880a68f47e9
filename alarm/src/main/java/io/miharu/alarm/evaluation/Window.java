package io.miharu.alarm.evaluation;

/**
 * All samples of all series of one sub-expression in one alarm in one window; never empty.
 *
 * @param start event time in ms since the epoch, aligned to the period
 * @param count of samples, at least 1
 * @param sum of samples
 * @param min of samples
 * @param max of samples
 */
public record Window(long start, long count, double sum, double min, double max) {

  static Window of(long start, double value) {
    return new Window(start, 1, value, value, value);
  }

  Window plus(double value) {
    return new Window(start, count + 1, sum + value, Math.min(min, value), Math.max(max, value));
  }
}
