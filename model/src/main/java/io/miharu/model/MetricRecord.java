package io.miharu.model;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;

/** What travels on {@code miharu.metrics}. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
@JsonSubTypes({@JsonSubTypes.Type(MetricBatch.class), @JsonSubTypes.Type(TaskMark.class)})
public sealed interface MetricRecord permits MetricBatch, TaskMark {}
