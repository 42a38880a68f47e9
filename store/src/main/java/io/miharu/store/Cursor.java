package io.miharu.store;

import io.miharu.model.Dimensions;

/**
 * Where an answer goes on: behind a row of a group. Groups are in the order of their dimensions.
 *
 * @param group the group of the last row that was given
 * @param timestampMs the time of that row, in ms since the epoch
 */
public record Cursor(Dimensions group, long timestampMs) {}
