package io.miharu.store.influxdb;

import io.miharu.store.LogStore;
import io.miharu.store.MetricStore;
import io.miharu.store.RecordEncoder;
import io.miharu.store.StoreWriter;
import io.miharu.store.TransitionStore;
import java.time.Clock;

/** All ports of one InfluxDB. Nothing is sent before a port is used. Thread-safe. */
public final class InfluxStore implements AutoCloseable {
  private final InfluxSettings settings;
  private final Retentions retentions;
  private final InfluxConnection connection;
  private final MetricStore metrics;
  private final LogStore logs;
  private final TransitionStore transitions;
  private final StoreWriter writer;

  /**
   * @param clock decides from when on raw points are still kept
   * @throws IllegalArgumentException if the URL or a retention is not valid
   */
  public InfluxStore(InfluxSettings settings, Clock clock) {
    this.settings = settings;
    this.retentions = new Retentions(settings.retentions());
    this.connection = new InfluxConnection(settings);
    this.metrics = new InfluxMetricStore(connection, retentions, clock);
    this.logs = new InfluxLogStore(connection);
    this.transitions = new InfluxTransitionStore(connection);
    this.writer = new InfluxWriter(connection, retentions);
  }

  public MetricStore metrics() {
    return metrics;
  }

  public LogStore logs() {
    return logs;
  }

  public TransitionStore transitions() {
    return transitions;
  }

  public StoreWriter writer() {
    return writer;
  }

  /** An encoder of its own for the caller's thread. */
  public RecordEncoder newEncoder() {
    return new InfluxEncoder(retentions, settings.maxSeenSeries());
  }

  /** Where it is, without secrets. */
  @Override
  public String toString() {
    return "InfluxDB at " + settings;
  }

  @Override
  public void close() {
    connection.close();
  }
}
