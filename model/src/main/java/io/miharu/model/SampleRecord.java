package io.miharu.model;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;

/** What travels on {@code miharu.samples}. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
@JsonSubTypes({
  @JsonSubTypes.Type(SampleBatch.class),
  @JsonSubTypes.Type(NodeMark.class),
  @JsonSubTypes.Type(ClockMark.class)
})
public sealed interface SampleRecord permits SampleBatch, NodeMark, ClockMark {}
