package io.miharu.store.influxdb;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectWriter;
import io.miharu.model.Dimensions;
import io.miharu.model.Json;
import io.miharu.model.LogBatch;
import io.miharu.model.LogLine;
import io.miharu.model.MetricBatch;
import io.miharu.model.PostedMetric;
import io.miharu.model.PostedMetrics;
import io.miharu.model.Rollup;
import io.miharu.model.RollupBatch;
import io.miharu.model.StateTransition;
import io.miharu.model.Tier;
import io.miharu.model.catalogue.Column;
import io.miharu.store.LineBatch;
import io.miharu.store.Lines;
import io.miharu.store.RecordEncoder;
import io.miharu.store.Target;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Records as line protocol, in the places that {@link Layout} gives them. Not thread-safe. */
final class InfluxEncoder implements RecordEncoder {
  private static final long NS_PER_MS = 1_000_000;
  private static final ObjectWriter TRANSITION = Json.writer(StateTransition.class);

  private final Retentions retentions;
  private final SeenSeries seen;
  private final LineEncoder line = new LineEncoder();

  /** Of the batch under way: where each value goes, and which have been written. */
  private final List<Column> columns = new ArrayList<>();

  private final List<String> fields = new ArrayList<>();

  InfluxEncoder(Retentions retentions, int maxSeenSeries) {
    this.retentions = retentions;
    this.seen = new SeenSeries(maxSeenSeries);
  }

  @Override
  public int encode(MetricBatch batch, long nowMs, LineBatch out) {
    if (batch.window() || batch.values().isEmpty()) {
      return 0;
    }
    columns.clear();
    for (int i = 0; i < batch.values().size(); i++) {
      columns.add(Layout.column(Target.RAW, batch.values().name(i)));
    }
    int points = 0;
    boolean expired = retentions.isExpired(Target.RAW, batch.timestamp(), nowMs);
    Lines lines = out.lines(Target.RAW);
    for (int first = nextMeasurement(0); first >= 0; first = nextMeasurement(first + 1)) {
      points++;
      if (!expired) {
        String measurement = columns.get(first).measurement();
        begin(lines, measurement, batch.tenant(), batch.dimensions());
        fields.clear();
        for (int i = first; i < columns.size(); i++) {
          Column column = columns.get(i);
          if (column.measurement().equals(measurement)) {
            line.field(column.field(), batch.values().number(i));
            fields.add(column.field());
          }
        }
        line.time(batch.timestamp());
        announce(
            Target.RAW, batch.tenant(), measurement, batch.dimensions(), batch.timestamp(), lines);
      }
    }
    return expired ? points : 0;
  }

  @Override
  public int encode(RollupBatch batch, long nowMs, LineBatch out) {
    if (batch.metrics().isEmpty()) {
      return 0;
    }
    Target target = Target.of(batch.tier());
    columns.clear();
    batch.metrics().forEach(rollup -> columns.add(Layout.column(target, rollup.name())));
    int points = 0;
    boolean expired = retentions.isExpired(target, batch.windowStart(), nowMs);
    Lines lines = out.lines(target);
    for (int first = nextMeasurement(0); first >= 0; first = nextMeasurement(first + 1)) {
      points++;
      if (!expired) {
        rollupPoint(batch, columns.get(first).measurement(), first, target, lines);
      }
    }
    return expired ? points : 0;
  }

  private void rollupPoint(
      RollupBatch batch, String measurement, int first, Target target, Lines lines) {
    begin(lines, measurement, batch.tenant(), batch.dimensions());
    fields.clear();
    for (int i = first; i < columns.size(); i++) {
      Column column = columns.get(i);
      if (column.measurement().equals(measurement)) {
        Rollup rollup = batch.metrics().get(i);
        line.field(column.field(), rollup.total())
            .field(column.field(), Layout.SUM, rollup.sum())
            .field(column.field(), Layout.COUNT, rollup.count())
            .field(column.field(), Layout.MIN, rollup.min())
            .field(column.field(), Layout.MAX, rollup.max());
        fields.add(column.field());
      }
    }
    line.time(batch.windowStart() * NS_PER_MS + batch.delta());
    announce(target, batch.tenant(), measurement, batch.dimensions(), batch.windowStart(), lines);
  }

  @Override
  public int encode(PostedMetrics posted, long nowMs, LineBatch out) {
    int expired = 0;
    Lines lines = out.lines(Target.POSTED);
    for (PostedMetric metric : posted.metrics()) {
      if (retentions.isExpired(Target.POSTED, metric.timestamp(), nowMs)) {
        expired++;
        continue;
      }
      begin(lines, metric.name(), posted.tenant(), metric.dimensions());
      // The meta is always written: fields merge, and a point posted again replaces the whole.
      line.field(Layout.VALUE, metric.value())
          .field(Layout.VALUE_META, metric.valueMeta() == null ? "" : metric.valueMeta())
          .time(metric.timestamp());
      fields.clear();
      fields.add(Layout.VALUE);
      announce(
          Target.POSTED,
          posted.tenant(),
          metric.name(),
          metric.dimensions(),
          metric.timestamp(),
          lines);
    }
    return expired;
  }

  @Override
  public int encode(LogBatch batch, long nowMs, LineBatch out) {
    int expired = 0;
    Lines lines = out.lines(Target.LOGS);
    for (LogLine event : batch.lines()) {
      String text = event.text();
      if (text == null) {
        continue;
      }
      if (retentions.isExpired(Target.LOGS, event.storeTime() / NS_PER_MS, nowMs)) {
        expired++;
        continue;
      }
      line.point(lines, Layout.LOG_LINES)
          .tag(Layout.TENANT, batch.tenant())
          .tags(batch.dimensions(), Layout.logKeys())
          .field("text", text)
          .field("level", event.level().name())
          .field("stream", event.stream())
          .field("file", batch.file())
          .field("start", (double) event.start())
          .field("end", (double) event.end())
          .time(event.storeTime());
    }
    return expired;
  }

  @Override
  public int encode(StateTransition transition, long nowMs, LineBatch out) {
    if (retentions.isExpired(Target.TRANSITIONS, transition.timestamp(), nowMs)) {
      return 1;
    }
    // Tagged with the alarm, whose transitions never share a timestamp: none overwrites another.
    line.point(out.lines(Target.TRANSITIONS), Layout.TRANSITIONS)
        .tag(Layout.TENANT, transition.tenant())
        .tag(Layout.ALARM_ID, transition.alarmId())
        .field("transition", json(transition))
        .field("alarm_name", transition.alarmName())
        .field("severity", transition.severity().name())
        .field("old_state", transition.oldState().name())
        .field("new_state", transition.newState().name())
        .field("reason", transition.reason())
        .time(transition.timestamp());
    return 0;
  }

  @Override
  public void forgetSeries() {
    seen.clear();
  }

  private void begin(Lines lines, String measurement, String tenant, Dimensions dimensions) {
    line.point(lines, measurement).tag(Layout.TENANT, tenant).tags(dimensions, Layout.metricKeys());
  }

  /** The next column whose measurement did not occur before it, from the index on; or −1. */
  private int nextMeasurement(int from) {
    for (int i = from; i < columns.size(); i++) {
      String measurement = columns.get(i).measurement();
      int earlier = 0;
      while (earlier < i && !columns.get(earlier).measurement().equals(measurement)) {
        earlier++;
      }
      if (earlier == i) {
        return i;
      }
    }
    return -1;
  }

  /** Tells the directory, once an hour and series, of the {@link #fields} of the point. */
  private void announce(
      Target target,
      String tenant,
      String measurement,
      Dimensions dimensions,
      long timestampMs,
      Lines lines) {
    long hourMs = Tier.HOUR.windowStart(timestampMs);
    if (seen.add(new SeenSeries.Key(target, tenant, measurement, dimensions, hourMs), fields)) {
      line.point(lines, Layout.SERIES)
          .tag(Layout.TENANT, tenant)
          .tag(Layout.SERIES_OF, measurement)
          .tags(dimensions, Layout.directoryKeys());
      fields.forEach(field -> line.flag(Layout.NAME_PREFIX, field));
      line.time(Layout.precision(target).convert(hourMs, TimeUnit.MILLISECONDS));
    }
  }

  private static String json(StateTransition transition) {
    try {
      return TRANSITION.writeValueAsString(transition);
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException("transition " + transition.id() + " has no JSON form", e);
    }
  }
}
