package io.miharu.model;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;

/** What travels on {@code miharu.posted}: points that came in through the API. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
@JsonSubTypes({@JsonSubTypes.Type(PostedMetrics.class), @JsonSubTypes.Type(ClockMark.class)})
public sealed interface PostedRecord permits PostedMetrics, ClockMark {}
