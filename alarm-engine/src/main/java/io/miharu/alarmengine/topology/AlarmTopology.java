package io.miharu.alarmengine.topology;

import io.miharu.alarm.evaluation.AlarmMemory;
import io.miharu.alarm.evaluation.FeederProgress;
import io.miharu.model.AlarmInput;
import io.miharu.model.MetricId;
import io.miharu.model.Notification;
import io.miharu.model.TaskMark;
import io.miharu.runtime.kafka.Topic;
import io.miharu.runtime.kafka.Topics;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.processor.StreamPartitioner;
import org.apache.kafka.streams.state.StoreBuilder;
import org.apache.kafka.streams.state.Stores;

/**
 * The alarm engine's topology: three sub-topologies that meet in topics of ours, so that each can
 * be read, replayed and scaled by itself.
 *
 * <pre>
 * definitions                                → alarm-inputs, router-definitions (every partition)
 * metrics, posted, router-definitions        → alarm-inputs
 * alarm-inputs                               → alarms, transitions, notifications
 * </pre>
 *
 * Names of nodes and stores are part of the data: changelogs are named after them.
 */
public final class AlarmTopology {
  private static final String DEFINITIONS = "definitions";
  private static final String CHANGES_SINK = "definition-changes-to-inputs";
  private static final String ROUTERS_SINK = "definitions-to-routers";
  private static final String ROUTER = "router";
  static final String EVALUATOR = "evaluator";

  private AlarmTopology() {}

  /**
   * @param routers partitions of metrics, posted and router-definitions, which must have equally
   *     many
   * @param alarmDelay how long posted points may be on their way before a window is judged
   */
  public static Topology build(int routers, Duration alarmDelay, EngineMetrics metrics) {
    Topology topology = new Topology();
    addDefinitions(topology);
    addRouters(topology, routers, alarmDelay, metrics);
    addEvaluators(topology, metrics);
    return topology;
  }

  private static void addDefinitions(Topology topology) {
    source(topology, "definitions-source", Topics.DEFINITIONS);
    topology.addProcessor(
        DEFINITIONS,
        () -> new DefinitionsProcessor(CHANGES_SINK, ROUTERS_SINK),
        "definitions-source");
    sink(topology, CHANGES_SINK, Topics.ALARM_INPUTS, AlarmTopology::toInputs, DEFINITIONS);
    sink(
        topology,
        ROUTERS_SINK,
        Topics.ROUTER_DEFINITIONS,
        (topic, key, value, partitions) -> Partitioning.all(partitions),
        DEFINITIONS);
  }

  private static void addRouters(
      Topology topology, int routers, Duration alarmDelay, EngineMetrics metrics) {
    source(topology, "metrics-source", Topics.METRICS);
    source(topology, "posted-source", Topics.POSTED);
    source(topology, "router-definitions-source", Topics.ROUTER_DEFINITIONS);
    topology.addProcessor(
        ROUTER,
        () -> new RouterProcessor(routers, alarmDelay, metrics),
        "metrics-source",
        "posted-source",
        "router-definitions-source");
    topology.addStateStore(
        store(RouterProcessor.DEFINITIONS_STORE, Topics.ROUTER_DEFINITIONS.valueSerde()), ROUTER);
    topology.addStateStore(
        store(RouterProcessor.MARKS_STORE, JsonSerdes.of(TaskMark.class)), ROUTER);
    sink(topology, "router-to-inputs", Topics.ALARM_INPUTS, AlarmTopology::toInputs, ROUTER);
  }

  private static void addEvaluators(Topology topology, EngineMetrics metrics) {
    EvaluatorProcessor.Sinks sinks =
        new EvaluatorProcessor.Sinks("alarms-sink", "transitions-sink", "notifications-sink");
    source(topology, "inputs-source", Topics.ALARM_INPUTS);
    topology.addProcessor(EVALUATOR, () -> new EvaluatorProcessor(sinks, metrics), "inputs-source");
    topology.addStateStore(
        store(EvaluatorProcessor.DEFINITIONS_STORE, Topics.ROUTER_DEFINITIONS.valueSerde()),
        EVALUATOR);
    topology.addStateStore(
        store(EvaluatorProcessor.ALARMS_STORE, JsonSerdes.of(AlarmMemory.class)), EVALUATOR);
    topology.addStateStore(
        store(EvaluatorProcessor.SERIES_STORE, JsonSerdes.of(MetricId.class)), EVALUATOR);
    topology.addStateStore(
        store(EvaluatorProcessor.PROGRESS_STORE, JsonSerdes.of(FeederProgress.class)), EVALUATOR);
    byKey(topology, sinks.alarms(), Topics.ALARMS, EVALUATOR);
    byKey(topology, sinks.transitions(), Topics.TRANSITIONS, EVALUATOR);
    StreamPartitioner<String, Notification> byMethod =
        (topic, key, value, partitions) -> Partitioning.ofNotification(value, partitions);
    sink(topology, sinks.notifications(), Topics.NOTIFICATIONS, byMethod, EVALUATOR);
  }

  private static Optional<Set<Integer>> toInputs(
      String topic, String key, AlarmInput value, int partitions) {
    return Partitioning.ofInput(value, partitions);
  }

  private static <T> void source(Topology topology, String name, Topic<T> topic) {
    topology.addSource(name, topic.keySerde().deserializer(), topic.deserializer(), topic.name());
  }

  private static <T> void byKey(Topology topology, String name, Topic<T> topic, String parent) {
    topology.addSink(name, topic.name(), topic.keySerde().serializer(), topic.serializer(), parent);
  }

  private static <T> void sink(
      Topology topology,
      String name,
      Topic<T> topic,
      StreamPartitioner<String, T> partitioner,
      String parent) {
    topology.addSink(
        name, topic.name(), topic.keySerde().serializer(), topic.serializer(), partitioner, parent);
  }

  /** On disk, with a changelog to rebuild it from, and uncached: a commit must hold everything. */
  private static <V> StoreBuilder<?> store(String name, Serde<V> values) {
    return Stores.keyValueStoreBuilder(
            Stores.persistentKeyValueStore(name), Serdes.String(), values)
        .withCachingDisabled();
  }
}
