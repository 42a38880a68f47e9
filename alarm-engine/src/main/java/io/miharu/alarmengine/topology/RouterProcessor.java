package io.miharu.alarmengine.topology;

import io.miharu.alarm.evaluation.DefinitionIndex;
import io.miharu.model.AlarmDefinition;
import io.miharu.model.AlarmInput;
import io.miharu.model.ClockMark;
import io.miharu.model.Feeder;
import io.miharu.model.Matched;
import io.miharu.model.MetricBatch;
import io.miharu.model.PostedMetric;
import io.miharu.model.PostedMetrics;
import io.miharu.model.TaskMark;
import io.miharu.model.Values;
import java.time.Duration;
import java.util.List;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Finds the alarm definitions that measurements concern and sends each only what fits; passes on
 * how far the feeders have come. One for each partition of metrics, posted and router-definitions
 * together.
 */
final class RouterProcessor implements Processor<String, Object, String, AlarmInput> {
  static final String DEFINITIONS_STORE = "router-definitions";
  static final String MARKS_STORE = "router-marks";

  private static final Logger LOG = LoggerFactory.getLogger(RouterProcessor.class);

  private final int routers;
  private final long alarmDelayMs;
  private final EngineMetrics metrics;
  private final DefinitionIndex index = new DefinitionIndex();
  private ProcessorContext<String, AlarmInput> context;
  private KeyValueStore<String, AlarmDefinition> definitions;
  private KeyValueStore<String, TaskMark> marks;
  private FeederMarks feeders;

  @SuppressWarnings("NullAway.Init") // Set by init, which precedes every record.
  RouterProcessor(int routers, Duration alarmDelay, EngineMetrics metrics) {
    this.routers = routers;
    this.alarmDelayMs = alarmDelay.toMillis();
    this.metrics = metrics;
  }

  @Override
  public void init(ProcessorContext<String, AlarmInput> context) {
    this.context = context;
    definitions = context.getStateStore(DEFINITIONS_STORE);
    marks = context.getStateStore(MARKS_STORE);
    feeders = new FeederMarks(context.taskId().partition(), routers);
    try (KeyValueIterator<String, AlarmDefinition> all = definitions.all()) {
      all.forEachRemaining(entry -> index.put(entry.value));
    }
    try (KeyValueIterator<String, TaskMark> all = marks.all()) {
      all.forEachRemaining(entry -> feeders.accept(entry.value));
    }
  }

  @Override
  public void process(Record<String, Object> record) {
    Object value = record.value();
    if (value instanceof MetricBatch batch) {
      forward(
          index.match(
              batch.tenant(),
              batch.feeder(),
              batch.dimensions(),
              batch.timestamp(),
              batch.values()),
          record.timestamp());
    } else if (value instanceof PostedMetrics posted) {
      posted.metrics().forEach(metric -> forward(match(posted, metric), record.timestamp()));
    } else if (value instanceof TaskMark mark) {
      mark(mark, record.timestamp());
    } else if (value instanceof ClockMark mark) {
      mark(posted(mark.clock()), record.timestamp());
    } else if (record.key() != null) {
      define(record.key(), (AlarmDefinition) value);
    }
  }

  private List<Matched> match(PostedMetrics posted, PostedMetric metric) {
    return index.match(
        posted.tenant(),
        Feeder.POSTED,
        metric.dimensions(),
        metric.timestamp(),
        Values.of(metric.name(), metric.value()));
  }

  /** Nobody marks posted points: they are complete when they have had the alarm delay to arrive. */
  private TaskMark posted(long clock) {
    return new TaskMark(Feeder.POSTED, 0, 1, clock - alarmDelayMs, clock);
  }

  private void forward(List<Matched> matched, long timestamp) {
    for (Matched match : matched) {
      metrics.matched();
      context.forward(new Record<>(match.definitionId(), match, timestamp));
    }
  }

  private void mark(TaskMark mark, long timestamp) {
    marks.put(mark.feeder() + "/" + mark.task(), feeders.accept(mark));
    feeders
        .due(mark.feeder())
        .ifPresent(due -> context.forward(new Record<>(due.feeder().name(), due, timestamp)));
  }

  /** A tombstone out of another topic would remove an unknown key, which changes nothing. */
  private void define(String key, @Nullable AlarmDefinition definition) {
    if (definition == null) {
      AlarmDefinition before = definitions.delete(key);
      if (before != null) {
        index.remove(before.id());
      }
    } else if (index.put(definition)) {
      definitions.put(key, definition);
    } else {
      LOG.warn(
          "Alarm definition {} of tenant {}: version {} cannot be read and is left out",
          definition.id(),
          definition.tenant(),
          definition.version());
    }
  }
}
