package io.miharu.model;

import org.jspecify.annotations.Nullable;

/**
 * One posted measurement.
 *
 * @param name of the metric
 * @param dimensions of the metric
 * @param timestamp event time in ms since the epoch; any age, also in the future
 * @param value finite
 * @param valueMeta a JSON object as text, or null if none was given
 */
public record PostedMetric(
    String name, Dimensions dimensions, long timestamp, double value, @Nullable String valueMeta) {}
