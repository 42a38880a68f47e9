package io.miharu.runtime.kafka;

import io.miharu.model.AlarmDefinition;
import io.miharu.model.AlarmInput;
import io.miharu.model.AlarmRecord;
import io.miharu.model.Definition;
import io.miharu.model.LogRecord;
import io.miharu.model.MetricRecord;
import io.miharu.model.Notification;
import io.miharu.model.PartialRecord;
import io.miharu.model.PostedRecord;
import io.miharu.model.RollupBatch;
import io.miharu.model.SampleRecord;
import io.miharu.model.StateTransition;
import java.util.List;

/** Every topic of Miharu, in the order of the data's way. */
public final class Topics {
  /** Key: node. Collector to stream-processor. */
  public static final Topic<SampleRecord> SAMPLES =
      Topic.stream("miharu.samples", SampleRecord.class);

  /** Key: node. Log-forwarder to stream-processor and sink. */
  public static final Topic<LogRecord> LOGS = Topic.stream("miharu.logs", LogRecord.class);

  /**
   * Key: tenant; the partition follows from the series. Api to sink and alarm-engine, never in
   * transactions, so that a posted point is readable at once.
   */
  public static final Topic<PostedRecord> POSTED =
      Topic.stream("miharu.posted", PostedRecord.class);

  /** Key: node or roll-up group. Stream-processor to sink and alarm-engine. */
  public static final Topic<MetricRecord> METRICS =
      Topic.stream("miharu.metrics", MetricRecord.class);

  /** Key: roll-up group. Between the tasks of the stream-processor. */
  public static final Topic<PartialRecord> ROLLUP_PARTIALS =
      Topic.stream("miharu.rollup-partials", PartialRecord.class);

  /** Key: roll-up group. Stream-processor to sink. */
  public static final Topic<RollupBatch> ROLLUPS =
      Topic.stream("miharu.rollups", RollupBatch.class);

  /** Key: {@link Definition#key()}. Api to everybody who obeys definitions. */
  public static final Topic<Definition> DEFINITIONS =
      Topic.table("miharu.definitions", Definition.class).withPartitions(1);

  /** Key: {@link Definition#key()}, written to every partition. Within the alarm-engine. */
  public static final Topic<AlarmDefinition> ROUTER_DEFINITIONS =
      Topic.table("miharu.router-definitions", AlarmDefinition.class);

  /** Key: definition id. Within the alarm-engine; kept for a while, so that it can be replayed. */
  public static final Topic<AlarmInput> ALARM_INPUTS =
      Topic.stream("miharu.alarm-inputs", AlarmInput.class);

  /** Key: alarm id, or alarm id, slash and a hash of the series. Alarm-engine to api. */
  public static final Topic<AlarmRecord> ALARMS = Topic.table("miharu.alarms", AlarmRecord.class);

  /** Key: alarm id. Alarm-engine to sink. */
  public static final Topic<StateTransition> TRANSITIONS =
      Topic.stream("miharu.transitions", StateTransition.class);

  /**
   * Key: notification id; the partition follows from the method, so that one notifier has all that
   * goes to a receiver. Alarm-engine (pending) and notifier (outcome) to notifier and api.
   */
  public static final Topic<Notification> NOTIFICATIONS =
      Topic.ledger("miharu.notifications", Notification.class);

  /**
   * What could not be read or stored: the original bytes under the original key, with headers that
   * name source and cause (see {@link DeadLetters}).
   */
  public static final String DEAD_LETTERS = "miharu.dead-letters";

  private static final Topic<byte[]> DEAD_LETTERS_TOPIC = Topic.stream(DEAD_LETTERS, byte[].class);

  private Topics() {}

  /** All of them. */
  public static List<Topic<?>> all() {
    return List.of(
        SAMPLES,
        LOGS,
        POSTED,
        METRICS,
        ROLLUP_PARTIALS,
        ROLLUPS,
        DEFINITIONS,
        ROUTER_DEFINITIONS,
        ALARM_INPUTS,
        ALARMS,
        TRANSITIONS,
        NOTIFICATIONS,
        DEAD_LETTERS_TOPIC);
  }
}
