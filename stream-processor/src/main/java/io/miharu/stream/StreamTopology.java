package io.miharu.stream;

import io.miharu.model.TaskMark;
import io.miharu.runtime.kafka.Topic;
import io.miharu.runtime.kafka.Topics;
import io.miharu.stream.logmetrics.LogMetricsProcessor;
import io.miharu.stream.meters.StreamMeters;
import io.miharu.stream.rates.RatesProcessor;
import io.miharu.stream.rollups.OutputOfProcessor;
import io.miharu.stream.rollups.RollupsProcessor;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.processor.StreamPartitioner;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.StoreBuilder;
import org.apache.kafka.streams.state.Stores;

/**
 * Three sub-topologies: {@code rates} from samples, {@code rollups} from what nodes add to groups,
 * {@code logmetrics} from logs. A pure function of the settings; every name in it is part of the
 * stored state's names, so a test pins them.
 */
public final class StreamTopology {
  static final String RATES = "rates";
  static final String ROLLUPS = "rollups";
  static final String LOGMETRICS = "logmetrics";

  private StreamTopology() {}

  /**
   * What the topology depends on.
   *
   * @param grace how long a silent node is waited for, in observed time
   * @param logBucket over which log lines are counted
   * @param defaultTenant whose the cluster's totals are
   * @param samplesPartitions of {@code miharu.samples}: as many tasks has {@code rates}
   * @param partialsPartitions of {@code miharu.rollup-partials}: as many has {@code rollups}
   * @param logsPartitions of {@code miharu.logs}: as many has {@code logmetrics}
   */
  public record Settings(
      Duration grace,
      Duration logBucket,
      String defaultTenant,
      int samplesPartitions,
      int partialsPartitions,
      int logsPartitions) {}

  /** The topology over the topics of {@link Topics}. */
  public static Topology build(Settings settings, StreamMeters meters) {
    Topology topology = new Topology();
    addRates(topology, settings, meters);
    addRollups(topology, settings, meters);
    addLogMetrics(topology, settings, meters);
    return topology;
  }

  private static void addRates(Topology topology, Settings settings, StreamMeters meters) {
    OutputOfProcessor.Sinks sinks =
        new OutputOfProcessor.Sinks("rates-metrics", "rates-rollups", "rates-partials");
    addSource(topology, "samples", Topics.SAMPLES);
    topology.addProcessor(
        RATES,
        () ->
            new RatesProcessor(
                settings.grace(),
                settings.defaultTenant(),
                settings.samplesPartitions(),
                sinks,
                meters),
        "samples");
    addStores(topology, RATES, RatesProcessor.STORES);
    addSink(topology, sinks.metrics(), Topics.METRICS, RATES);
    addSink(topology, sinks.rollups(), Topics.ROLLUPS, RATES);
    addSink(topology, sinks.partials(), Topics.ROLLUP_PARTIALS, RATES);
  }

  private static void addRollups(Topology topology, Settings settings, StreamMeters meters) {
    OutputOfProcessor.Sinks sinks =
        new OutputOfProcessor.Sinks("rollups-metrics", "rollups-rollups", "");
    addSource(topology, "rollup-partials", Topics.ROLLUP_PARTIALS);
    topology.addProcessor(
        ROLLUPS,
        () -> new RollupsProcessor(settings.partialsPartitions(), sinks, meters),
        "rollup-partials");
    addStores(topology, ROLLUPS, RollupsProcessor.STORES);
    addSink(topology, sinks.metrics(), Topics.METRICS, ROLLUPS);
    addSink(topology, sinks.rollups(), Topics.ROLLUPS, ROLLUPS);
  }

  private static void addLogMetrics(Topology topology, Settings settings, StreamMeters meters) {
    addSource(topology, "logs", Topics.LOGS);
    topology.addProcessor(
        LOGMETRICS,
        () ->
            new LogMetricsProcessor(
                settings.grace(),
                settings.logBucket(),
                settings.logsPartitions(),
                "logmetrics-metrics",
                meters),
        "logs");
    addStores(topology, LOGMETRICS, LogMetricsProcessor.STORES);
    addSink(topology, "logmetrics-metrics", Topics.METRICS, LOGMETRICS);
  }

  private static <T> void addSource(Topology topology, String name, Topic<T> topic) {
    topology.addSource(name, topic.keySerde().deserializer(), topic.deserializer(), topic.name());
  }

  private static <T> void addSink(
      Topology topology, String name, Topic<T> topic, String processor) {
    StreamPartitioner<String, T> partitioner =
        (topicName, key, value, partitions) -> partitions(value, partitions);
    topology.addSink(
        name,
        topic.name(),
        topic.keySerde().serializer(),
        topic.serializer(),
        partitioner,
        processor);
  }

  /** Progress concerns every partition; everything else goes by its key (empty: the default). */
  private static Optional<Set<Integer>> partitions(Object value, int partitions) {
    return value instanceof TaskMark
        ? Optional.of(IntStream.range(0, partitions).boxed().collect(Collectors.toSet()))
        : Optional.empty();
  }

  private static void addStores(Topology topology, String processor, List<String> names) {
    names.forEach(name -> topology.addStateStore(store(name), processor));
  }

  private static StoreBuilder<KeyValueStore<Bytes, byte[]>> store(String name) {
    return Stores.keyValueStoreBuilder(
            Stores.persistentKeyValueStore(name), Serdes.Bytes(), Serdes.ByteArray())
        .withCachingDisabled()
        .withLoggingEnabled(Map.of());
  }
}
