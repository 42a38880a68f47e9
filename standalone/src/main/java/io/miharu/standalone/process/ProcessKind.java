package io.miharu.standalone.process;

import io.miharu.alarmengine.AlarmEngineConfig;
import io.miharu.api.ApiConfig;
import io.miharu.collector.CollectorConfig;
import io.miharu.logforwarder.LogForwarderConfig;
import io.miharu.runtime.Process;
import io.miharu.runtime.config.Configuration;
import io.miharu.store.influxdb.InfluxConfig;
import io.miharu.store.influxdb.InfluxStore;
import io.miharu.stream.StreamProcessorConfig;
import io.miharu.stream.sink.SinkConfig;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;

/** The processes that can run by themselves, each in a container of its own. */
enum ProcessKind {
  COLLECTOR(
      "Scrapes cAdvisor and kubelets; writes miharu.samples. Settings: miharu.collector, see"
          + " collector/README.md.",
      CollectorConfig.class) {
    @Override
    Process build(
        ProcessFactory factory, Configuration configuration, Consumer<InfluxStore> opened) {
      return factory.collector(configuration);
    }
  },
  LOG_FORWARDER(
      "Tails container logs; writes miharu.logs. Settings: miharu.log-forwarder, see"
          + " log-forwarder/README.md.",
      LogForwarderConfig.class) {
    @Override
    Process build(
        ProcessFactory factory, Configuration configuration, Consumer<InfluxStore> opened) {
      return factory.logForwarder(configuration);
    }
  },
  STREAM_PROCESSOR(
      "Turns samples into rates and roll-ups, counts log lines, and writes history to InfluxDB."
          + " Settings: miharu.stream-processor, miharu.sink, miharu.influxdb, see"
          + " stream-processor/README.md.",
      StreamProcessorConfig.class,
      SinkConfig.class,
      InfluxConfig.class) {
    @Override
    Process build(
        ProcessFactory factory, Configuration configuration, Consumer<InfluxStore> opened) {
      InfluxStore store = factory.store(configuration);
      opened.accept(store);
      return factory.streamProcessor(configuration, store);
    }
  },
  ALARM_ENGINE(
      "Evaluates alarm definitions and delivers notifications. Settings: miharu.alarm-engine, see"
          + " alarm-engine/README.md.",
      AlarmEngineConfig.class) {
    @Override
    Process build(
        ProcessFactory factory, Configuration configuration, Consumer<InfluxStore> opened) {
      return factory.alarmEngine(configuration);
    }
  },
  API(
      "Answers Monasca's v2.0 REST API. Settings: miharu.api, miharu.influxdb, see api/README.md.",
      ApiConfig.class,
      InfluxConfig.class) {
    @Override
    Process build(
        ProcessFactory factory, Configuration configuration, Consumer<InfluxStore> opened) {
      InfluxStore store = factory.store(configuration);
      opened.accept(store);
      return factory.api(configuration, store);
    }
  };

  private final String description;
  private final List<Class<?>> mappings;

  ProcessKind(String description, Class<?>... mappings) {
    this.description = description;
    this.mappings = List.of(mappings);
  }

  /**
   * Builds the process.
   *
   * @param opened is given each store that must be closed after the process
   */
  abstract Process build(
      ProcessFactory factory, Configuration configuration, Consumer<InfluxStore> opened);

  /** As it is called on the command line. */
  String command() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** What it does, what it writes, where its settings are described. */
  String description() {
    return description;
  }

  /** The configuration that it needs besides Kafka's and health's. */
  List<Class<?>> mappings() {
    return mappings;
  }
}
