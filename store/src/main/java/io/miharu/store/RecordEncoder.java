package io.miharu.store;

import io.miharu.model.LogBatch;
import io.miharu.model.MetricBatch;
import io.miharu.model.PostedMetrics;
import io.miharu.model.RollupBatch;
import io.miharu.model.StateTransition;

/**
 * Turns records into lines of the store's own format. Remembers which series it has announced, so
 * an instance belongs to one thread.
 *
 * <p>Every method returns how many points it left out since they are older than their target keeps
 * (as of {@code nowMs}, in ms since the epoch).
 */
public interface RecordEncoder {
  /** A closed window is not for the store, which has it in its 1-minute tier: leave it out. */
  int encode(MetricBatch batch, long nowMs, LineBatch out);

  int encode(RollupBatch batch, long nowMs, LineBatch out);

  int encode(PostedMetrics posted, long nowMs, LineBatch out);

  /** Lines without text were shed on the node and leave nothing to store. */
  int encode(LogBatch batch, long nowMs, LineBatch out);

  int encode(StateTransition transition, long nowMs, LineBatch out);

  /**
   * Announces every series again: for when the store has lost what it had, or lines that were
   * encoded were thrown away.
   */
  void forgetSeries();
}
