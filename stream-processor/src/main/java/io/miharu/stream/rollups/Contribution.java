package io.miharu.stream.rollups;

/**
 * What one batch adds to one metric's window.
 *
 * @param column position of the metric in its entity's {@link Columns}
 * @param value the sample: a gauge, a counter as scraped, or a rate
 * @param increase of a counter since the sample before; 0 where it is unknown, and for all others
 */
public record Contribution(int column, double value, double increase) {}
