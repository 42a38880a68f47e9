package io.miharu.alarmengine.topology;

import io.miharu.alarm.evaluation.Change;
import io.miharu.alarm.evaluation.Evaluator;
import io.miharu.model.AlarmInput;
import io.miharu.model.Notification;
import io.miharu.model.StateTransition;
import java.util.LinkedHashSet;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Feeds one partition of the alarm inputs to an evaluator and writes what it brings about: alarms,
 * transitions and pending notifications, in the same transaction as its memory.
 */
final class EvaluatorProcessor implements Processor<String, AlarmInput, String, Object> {
  static final String DEFINITIONS_STORE = "evaluator-definitions";
  static final String ALARMS_STORE = "evaluator-alarms";
  static final String SERIES_STORE = "evaluator-series";
  static final String PROGRESS_STORE = "evaluator-progress";

  private static final Logger LOG = LoggerFactory.getLogger(EvaluatorProcessor.class);

  private final Sinks sinks;
  private final EngineMetrics metrics;
  private ProcessorContext<String, Object> context;
  private Evaluator evaluator;

  /** The names of the sinks. */
  record Sinks(String alarms, String transitions, String notifications) {}

  @SuppressWarnings("NullAway.Init") // Set by init, which precedes every record.
  EvaluatorProcessor(Sinks sinks, EngineMetrics metrics) {
    this.sinks = sinks;
    this.metrics = metrics;
  }

  @Override
  public void init(ProcessorContext<String, Object> context) {
    this.context = context;
    evaluator =
        new Evaluator(
            new KeyValueAlarmStore(
                context.getStateStore(DEFINITIONS_STORE),
                context.getStateStore(ALARMS_STORE),
                context.getStateStore(SERIES_STORE),
                context.getStateStore(PROGRESS_STORE)));
    evaluator.restore();
  }

  @Override
  public void process(Record<String, AlarmInput> record) {
    if (record.value() != null) {
      evaluator.accept(record.value()).forEach(change -> write(change, record.timestamp()));
    }
  }

  private void write(Change change, long timestamp) {
    if (change instanceof Change.AlarmChanged changed) {
      forward(changed.alarm().id(), changed.alarm(), timestamp, sinks.alarms());
    } else if (change instanceof Change.SeriesAdded added) {
      String key = DerivedIds.seriesKey(added.series().alarmId(), added.series().metric());
      forward(key, added.series(), timestamp, sinks.alarms());
    } else if (change instanceof Change.Transitioned transitioned) {
      write(transitioned, timestamp);
    } else if (change instanceof Change.AlarmRemoved removed) {
      forward(removed.alarmId(), null, timestamp, sinks.alarms());
      removed
          .series()
          .forEach(
              series ->
                  forward(
                      DerivedIds.seriesKey(removed.alarmId(), series),
                      null,
                      timestamp,
                      sinks.alarms()));
    } else if (change instanceof Change.DefinitionRefused refused) {
      metrics.refused();
      LOG.warn(
          "Alarm definition {}: version {} is left out, {}",
          refused.definitionId(),
          refused.version(),
          refused.problem());
    }
  }

  private void write(Change.Transitioned transitioned, long timestamp) {
    StateTransition transition = transitioned.transition();
    metrics.transition(transition.newState());
    forward(transition.alarmId(), transition, timestamp, sinks.transitions());
    if (!transitioned.definition().actionsEnabled()) {
      return;
    }
    for (String method :
        new LinkedHashSet<>(transitioned.definition().actions(transition.newState()))) {
      Notification notification = pending(transition, method);
      metrics.notified();
      forward(notification.id(), notification, timestamp, sinks.notifications());
    }
  }

  /** To be sent at once: 0 is in the past whatever the notifier's clock says. */
  private static Notification pending(StateTransition transition, String methodId) {
    return new Notification(
        DerivedIds.notification(transition, methodId),
        transition.tenant(),
        methodId,
        Notification.Status.PENDING,
        0,
        0,
        null,
        transition.decidedAt(),
        transition);
  }

  private void forward(String key, @Nullable Object value, long timestamp, String sink) {
    context.forward(new Record<String, Object>(key, value, timestamp), sink);
  }
}
