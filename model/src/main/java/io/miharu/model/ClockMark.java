package io.miharu.model;

import com.fasterxml.jackson.annotation.JsonTypeName;

/**
 * The wall clock as data, once a second in every partition of the input topics, so that an empty
 * partition moves too and nothing downstream reads a clock.
 *
 * @param clock ms since the epoch
 */
@JsonTypeName("clock")
public record ClockMark(long clock) implements SampleRecord, LogRecord, PostedRecord {}
