package io.miharu.stream.rates;

import io.miharu.stream.rollups.Contribution;
import java.util.List;

/**
 * A batch as the windows see it.
 *
 * @param timestamp event time in ms since the epoch
 * @param shape hash of the names in it, see {@link Rates#shape}
 * @param contributions by column of its entity
 */
record EntityBatch(long timestamp, int shape, List<Contribution> contributions) {}
