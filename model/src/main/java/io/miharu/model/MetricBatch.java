package io.miharu.model;

import com.fasterxml.jackson.annotation.JsonTypeName;

/**
 * Measurements that share tenant, dimensions and timestamp: gauges, rates, log counts, or one
 * closed 1-minute window.
 *
 * @param tenant the Monasca project id
 * @param dimensions of every metric in the batch
 * @param timestamp event time in ms since the epoch; of a window, its start
 * @param feeder the step of the pipeline that made it
 * @param window whether the values are a closed window: alarms see it, the sink leaves it out,
 *     since the store has it in its 1-minute tier
 * @param values by full metric name
 */
@JsonTypeName("metrics")
public record MetricBatch(
    String tenant,
    Dimensions dimensions,
    long timestamp,
    Feeder feeder,
    boolean window,
    Values values)
    implements MetricRecord {}
