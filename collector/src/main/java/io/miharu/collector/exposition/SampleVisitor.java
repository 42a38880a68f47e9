package io.miharu.collector.exposition;

import org.jspecify.annotations.Nullable;

/**
 * What a reader of the exposition format does with it. A series is shown with its labels once, and
 * from then on by the handle that was given for it.
 *
 * @param <H> the handle
 */
public interface SampleVisitor<H> {
  /** The timestamp of a sample that carries none. */
  long NO_TIMESTAMP = Long.MIN_VALUE;

  /** Whether rows of this name matter; those of others are passed over unread. */
  boolean wants(String name);

  /** A series not seen before, or forgotten since; null to ignore it from now on. */
  @Nullable H series(String name, Labels labels);

  /**
   * A sample of a series.
   *
   * @param value may be NaN or infinite
   * @param timestamp ms since the epoch, or {@link #NO_TIMESTAMP}
   */
  void sample(H handle, double value, long timestamp);

  /** The series was not seen for some scrapes; its handle will not be used again. */
  void forget(H handle);
}
