package io.miharu.store.influxdb;

import io.miharu.model.catalogue.Column;
import io.miharu.store.Target;
import io.miharu.store.TimeRange;

/**
 * A part of a range and where it is read from.
 *
 * @param target the tier
 * @param column measurement and field
 * @param reading what its points mean
 * @param range not empty
 */
record Section(Target target, Column column, Reading reading, TimeRange range) {

  /** What points mean to the one who asks. */
  enum Reading {
    /** Each is a measurement. */
    POINTS,
    /** The total of a window, together with its late additions, is a measurement. */
    TOTALS,
    /** Each sums up the measurements of a window; good for statistics only. */
    SAMPLES
  }

  /** Width in ms of the windows that the target's points are. */
  long widthMs() {
    return target == Target.HOUR ? 3_600_000 : 60_000;
  }
}
