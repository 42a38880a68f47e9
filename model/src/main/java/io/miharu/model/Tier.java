package io.miharu.model;

import com.fasterxml.jackson.annotation.JsonProperty;

/** A resolution at which roll-ups are kept. */
public enum Tier {
  @JsonProperty("1m")
  MINUTE(60_000),
  @JsonProperty("1h")
  HOUR(3_600_000);

  private final long widthMs;

  Tier(long widthMs) {
    this.widthMs = widthMs;
  }

  /** Width of a window in ms. Windows are aligned to the epoch. */
  public long widthMs() {
    return widthMs;
  }

  /** The start of the window that an event time falls into; correct before the epoch too. */
  public long windowStart(long timestampMs) {
    return Math.floorDiv(timestampMs, widthMs) * widthMs;
  }
}
