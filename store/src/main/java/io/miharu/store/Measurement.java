package io.miharu.store;

import org.jspecify.annotations.Nullable;

/**
 * One stored value of a metric.
 *
 * @param timestampMs event time in ms since the epoch
 * @param value finite
 * @param valueMeta a JSON object as text, or null if there is none
 */
public record Measurement(long timestampMs, double value, @Nullable String valueMeta)
    implements Row {}
