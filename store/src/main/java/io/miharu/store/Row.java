package io.miharu.store;

/** Something with a time, of which an answer gives many in ascending order. */
public sealed interface Row permits Measurement, Statistics {
  /** In ms since the epoch. */
  long timestampMs();
}
