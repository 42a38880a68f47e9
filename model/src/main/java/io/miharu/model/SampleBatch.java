package io.miharu.model;

import com.fasterxml.jackson.annotation.JsonTypeName;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * All samples of one scrape that share tenant, dimensions and timestamp.
 *
 * @param tenant the Monasca project id
 * @param dimensions of every metric in the batch
 * @param timestamp event time in ms since the epoch
 * @param started when the container started, in ms since the epoch; null where the source does not
 *     tell
 * @param gauges values that stand for themselves, by full metric name
 * @param counters cumulative values that begin again at zero when the container is replaced
 */
@JsonTypeName("samples")
public record SampleBatch(
    String tenant,
    Dimensions dimensions,
    long timestamp,
    @Nullable Long started,
    Values gauges,
    Values counters)
    implements SampleRecord {
  public SampleBatch {
    Objects.requireNonNull(tenant, "a sample batch needs a tenant");
    Objects.requireNonNull(dimensions, "a sample batch needs dimensions");
    gauges = Objects.requireNonNullElse(gauges, Values.empty());
    counters = Objects.requireNonNullElse(counters, Values.empty());
  }
}
