package io.miharu.stream.rollups;

import io.miharu.model.MetricRecord;
import io.miharu.model.PartialRecord;
import io.miharu.model.RollupBatch;
import org.jspecify.annotations.Nullable;

/** Where results go. A {@code TaskMark} has no key: it goes to every partition of its topic. */
public interface Output {
  /** To {@code miharu.metrics}. */
  void metrics(@Nullable String key, MetricRecord metrics);

  /** To {@code miharu.rollups}. */
  void rollup(String key, RollupBatch rollup);

  /** To {@code miharu.rollup-partials}. */
  void partial(@Nullable String key, PartialRecord partial);
}
