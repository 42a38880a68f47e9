package io.miharu.model;

import com.fasterxml.jackson.annotation.JsonTypeName;
import java.util.List;

/**
 * Measurements of one tenant that were posted together and belong to one partition. Every
 * measurement of a series goes to the same partition, so that of two with the same timestamp the
 * one posted last stays.
 *
 * @param tenant the Monasca project id
 * @param metrics at least one, in the order in which they were posted
 */
@JsonTypeName("posted")
public record PostedMetrics(String tenant, List<PostedMetric> metrics) implements PostedRecord {
  public PostedMetrics {
    metrics = List.copyOf(metrics);
  }
}
