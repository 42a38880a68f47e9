package io.miharu.model;

/**
 * One metric over one window.
 *
 * @param name full metric name
 * @param total the sum over containers of each one's mean (gauge, rate) or increase (counter)
 * @param sum of all container samples
 * @param count of container samples
 * @param min of container samples
 * @param max of container samples
 */
public record Rollup(String name, double total, double sum, long count, double min, double max) {

  /** Both windows' samples together; totals add up. */
  public Rollup plus(Rollup other) {
    return new Rollup(
        name,
        total + other.total,
        sum + other.sum,
        count + other.count,
        Math.min(min, other.min),
        Math.max(max, other.max));
  }
}
