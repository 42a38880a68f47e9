package io.miharu.store;

/**
 * The measurements of one period, summed up.
 *
 * @param timestampMs start of the period, a multiple of its length, in ms since the epoch
 * @param count of measurements, at least 1
 * @param sum of their values
 * @param min the smallest
 * @param max the largest
 */
public record Statistics(long timestampMs, long count, double sum, double min, double max)
    implements Row {
  /** The mean of the values. */
  public double avg() {
    return sum / count;
  }

  /** Both together; they must be of the same period. */
  public Statistics plus(Statistics other) {
    return new Statistics(
        timestampMs,
        count + other.count,
        sum + other.sum,
        Math.min(min, other.min),
        Math.max(max, other.max));
  }
}
