package io.miharu.model;

import com.fasterxml.jackson.annotation.JsonTypeName;

/**
 * Measurements that concern one alarm definition, as a router found them.
 *
 * @param definitionId the definition whose sub-expressions they fit
 * @param feeder the step of the pipeline that they came from
 * @param dimensions of every metric in it
 * @param timestamp event time in ms since the epoch
 * @param values only those that fit a sub-expression, by metric name
 */
@JsonTypeName("matched")
public record Matched(
    String definitionId, Feeder feeder, Dimensions dimensions, long timestamp, Values values)
    implements AlarmInput {}
