package io.miharu.collector.delivery;

import io.miharu.model.NodeMark;
import io.miharu.model.SampleBatch;
import java.util.List;

/**
 * What one scrape has to send.
 *
 * @param batches in any order
 * @param mark goes behind them, once Kafka has them all
 */
public record Cycle(List<SampleBatch> batches, NodeMark mark) {
  public Cycle {
    batches = List.copyOf(batches);
  }
}
