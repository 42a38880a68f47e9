package io.miharu.model;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;

/** What travels on {@code miharu.rollup-partials}, between the tasks of the stream-processor. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
@JsonSubTypes({@JsonSubTypes.Type(RollupPartial.class), @JsonSubTypes.Type(TaskMark.class)})
public sealed interface PartialRecord permits RollupPartial, TaskMark {}
