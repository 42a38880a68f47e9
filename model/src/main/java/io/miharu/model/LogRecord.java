package io.miharu.model;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;

/** What travels on {@code miharu.logs}. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
@JsonSubTypes({
  @JsonSubTypes.Type(LogBatch.class),
  @JsonSubTypes.Type(Read.class),
  @JsonSubTypes.Type(NodeMark.class),
  @JsonSubTypes.Type(ClockMark.class)
})
public sealed interface LogRecord permits LogBatch, Read, NodeMark, ClockMark {}
