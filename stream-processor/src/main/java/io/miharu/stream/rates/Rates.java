package io.miharu.stream.rates;

import io.miharu.model.SampleBatch;
import io.miharu.model.Values;
import io.miharu.stream.rollups.Column;
import io.miharu.stream.rollups.Contribution;
import io.miharu.stream.rollups.RolledMetric;
import java.util.ArrayList;
import java.util.List;

/**
 * What one batch says beyond its samples: increases and rates of its counters, by the samples' own
 * times.
 *
 * @param values gauges, counters as scraped, and rates per second under {@code <counter>_sec}
 * @param contributions to the entity's window at the batch's timestamp; an increase belongs to the
 *     window of the later of its two samples
 */
record Rates(Values values, List<Contribution> contributions) {

  /**
   * Compares a batch with the state, and moves the state on.
   *
   * @param first whether the entity is seen for the first time
   * @param node as it was before this batch
   */
  static Rates of(SampleBatch batch, EntityState state, boolean first, NodeScrapes node) {
    Values gauges = batch.gauges();
    Values counters = batch.counters();
    Values.Builder values = Values.builder().putAll(gauges).putAll(counters);
    List<Contribution> contributions = new ArrayList<>(gauges.size() + 2 * counters.size());
    int hint = 0;
    for (int i = 0; i < gauges.size(); i++) {
      if (RolledMetric.of(gauges.name(i)) != null) {
        int column = state.column(gauges.name(i), Column.Kind.GAUGE, hint);
        contributions.add(new Contribution(column, gauges.number(i), 0));
        hint = column + 1;
      }
    }
    for (int i = 0; i < counters.size(); i++) {
      int column = state.column(counters.name(i), Column.Kind.COUNTER, hint);
      hint = column + 1;
      double value = counters.number(i);
      double increase = 0;
      long lastMs = state.lastMs(column);
      if (lastMs == EntityState.NONE) {
        increase = first ? firstIncrease(state.columns().get(column), batch, value, node) : 0;
        state.setLast(column, value, batch.timestamp());
      } else if (batch.timestamp() > lastMs) {
        increase = increase(state.last(column), value, startedSince(batch, lastMs));
        state.setLast(column, value, batch.timestamp());
        double rate = increase * 1000.0 / (batch.timestamp() - lastMs);
        if (Double.isFinite(rate)) {
          String rateName = state.columns().get(column).rateName();
          int rateColumn = state.column(rateName, Column.Kind.RATE, hint);
          hint = rateColumn + 1;
          values.put(rateName, rate);
          contributions.add(new Contribution(rateColumn, rate, 0));
        }
      }
      // A sample out of order has no increase: it is in that of the sample behind it.
      contributions.add(new Contribution(column, value, increase));
    }
    state.arrived(batch.timestamp());
    return new Rates(values.build(), contributions);
  }

  /**
   * A decrease means that the counter began again at zero; so does a start after the last sample,
   * also when the new value is the larger one.
   */
  private static double increase(double last, double value, boolean restarted) {
    return Math.max(0, restarted || value < last ? value : value - last);
  }

  private static boolean startedSince(SampleBatch batch, long lastMs) {
    return batch.started() != null && batch.started() > lastMs;
  }

  private static double firstIncrease(
      Column column, SampleBatch batch, double value, NodeScrapes node) {
    if (!node.wouldHaveSeen(batch.timestamp()) || node.hadAlready(batch.started())) {
      return 0;
    }
    boolean cpuTime = column.metric() != null && column.metric().cpuTime();
    double most = cpuTime ? node.cpuSecondsSinceScrape(batch.timestamp()) : Double.MAX_VALUE;
    return Math.max(0, Math.min(value, most));
  }

  /** A hash of the names in a batch: with its timestamp, it tells a repeat from another batch. */
  static int shape(SampleBatch batch) {
    int shape = 1;
    for (int i = 0; i < batch.gauges().size(); i++) {
      shape = 31 * shape + batch.gauges().name(i).hashCode();
    }
    for (int i = 0; i < batch.counters().size(); i++) {
      shape = 31 * shape + batch.counters().name(i).hashCode();
    }
    return shape;
  }
}
