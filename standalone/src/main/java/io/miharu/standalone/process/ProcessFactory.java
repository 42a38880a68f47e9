package io.miharu.standalone.process;

import io.micrometer.core.instrument.MeterRegistry;
import io.miharu.alarmengine.AlarmEngine;
import io.miharu.alarmengine.AlarmEngineConfig;
import io.miharu.api.Api;
import io.miharu.api.ApiConfig;
import io.miharu.collector.Collector;
import io.miharu.collector.CollectorConfig;
import io.miharu.logforwarder.LogForwarder;
import io.miharu.logforwarder.LogForwarderConfig;
import io.miharu.runtime.config.Configuration;
import io.miharu.runtime.kafka.KafkaClients;
import io.miharu.runtime.kafka.KafkaConfig;
import io.miharu.store.influxdb.InfluxConfig;
import io.miharu.store.influxdb.InfluxStore;
import io.miharu.stream.Companion;
import io.miharu.stream.StreamProcessor;
import io.miharu.stream.StreamProcessorConfig;
import io.miharu.stream.sink.Sink;
import io.miharu.stream.sink.SinkConfig;
import java.time.Clock;
import java.time.Duration;
import java.util.List;

/**
 * Builds each process from the configuration. {@code miharu up} and the subcommands for single
 * processes run the same objects.
 */
public final class ProcessFactory {
  private static final Duration SINK_CLOSE_LIMIT = Duration.ofSeconds(8);

  private final KafkaClients kafka;
  private final MeterRegistry meters;
  private final Clock clock;

  public ProcessFactory(KafkaClients kafka, MeterRegistry meters, Clock clock) {
    this.kafka = kafka;
    this.meters = meters;
    this.clock = clock;
  }

  /** Each process's mappings, as {@link Configuration#load} wants them. */
  public static List<Class<?>> mappings() {
    return List.of(
        KafkaConfig.class,
        InfluxConfig.class,
        HealthConfig.class,
        CollectorConfig.class,
        LogForwarderConfig.class,
        StreamProcessorConfig.class,
        SinkConfig.class,
        AlarmEngineConfig.class,
        ApiConfig.class);
  }

  public Collector collector(Configuration configuration) {
    return new Collector(configuration.of(CollectorConfig.class), kafka, meters, clock);
  }

  public LogForwarder logForwarder(Configuration configuration) {
    return new LogForwarder(configuration.of(LogForwarderConfig.class), kafka, meters, clock);
  }

  /**
   * The stream-processor with the sink beside it.
   *
   * @param store stays open when the process is closed
   */
  public StreamProcessor streamProcessor(Configuration configuration, InfluxStore store) {
    StreamProcessorConfig config = configuration.of(StreamProcessorConfig.class);
    Sink sink =
        new Sink(
            kafka,
            store.writer(),
            store::newEncoder,
            configuration.of(SinkConfig.class),
            config.instanceId(),
            meters,
            clock);
    Companion companion = new Companion("sink", sink::start, sink::health, sink, SINK_CLOSE_LIMIT);
    return new StreamProcessor(config, kafka, meters, clock, List.of(companion));
  }

  public AlarmEngine alarmEngine(Configuration configuration) {
    return new AlarmEngine(configuration.of(AlarmEngineConfig.class), kafka, meters, clock);
  }

  /**
   * @param store stays open when the process is closed
   */
  public Api api(Configuration configuration, InfluxStore store) {
    return new Api(configuration.of(ApiConfig.class), kafka, store.metrics(), clock, meters);
  }

  /** The store of the configuration; the caller closes it. */
  public InfluxStore store(Configuration configuration) {
    return new InfluxStore(configuration.of(InfluxConfig.class).settings(), clock);
  }
}
