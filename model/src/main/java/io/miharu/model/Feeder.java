package io.miharu.model;

import com.fasterxml.jackson.annotation.JsonProperty;

/** A step of the pipeline that feeds metrics to those behind it, and marks its progress. */
public enum Feeder {
  @JsonProperty("rates")
  RATES,
  @JsonProperty("rollups")
  ROLLUPS,
  @JsonProperty("logmetrics")
  LOGMETRICS,
  @JsonProperty("posted")
  POSTED
}
