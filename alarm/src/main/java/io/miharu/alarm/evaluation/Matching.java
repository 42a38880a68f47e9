package io.miharu.alarm.evaluation;

import io.miharu.alarm.language.SubExpression;
import io.miharu.model.AlarmSeries;
import io.miharu.model.AlarmState;
import io.miharu.model.Dimensions;
import io.miharu.model.Feeder;
import io.miharu.model.Matched;
import io.miharu.model.MetricId;
import java.util.ArrayList;
import java.util.List;

/** Takes measurements: finds or begins the alarms that they belong to, and counts them there. */
final class Matching {
  /** Event times beyond year 144,000 are no times, and would overflow sums. */
  private static final long MAX_TIMESTAMP = 1L << 52;

  private final AlarmStore store;
  private final Progress progress;
  private final Alarms alarms;
  private final AlarmIds ids;

  Matching(AlarmStore store, Progress progress, Alarms alarms, AlarmIds ids) {
    this.store = store;
    this.progress = progress;
    this.alarms = alarms;
    this.ids = ids;
  }

  void match(Watch watch, Matched matched, List<Change> changes) {
    if (Math.abs(matched.timestamp()) > MAX_TIMESTAMP) {
      return;
    }
    List<Measurement> fitting = new ArrayList<>();
    for (int i = 0; i < matched.values().size(); i++) {
      String name = matched.values().name(i);
      if (watch.anyFits(name, matched.dimensions())) {
        MetricId series = new MetricId(name, matched.dimensions());
        fitting.add(new Measurement(series, matched.values().number(i)));
      }
    }
    Dimensions part = watch.part(matched.dimensions());
    if (fitting.isEmpty() || !watch.mayJoin(part)) {
      return;
    }
    List<AlarmRef> joined = watch.fitting(part);
    if (joined.isEmpty()) {
      joined = List.of(candidate(watch, part, matched));
    }
    for (AlarmRef alarm : joined) {
      apply(watch, alarm, part, matched, fitting, changes);
    }
  }

  private record Measurement(MetricId series, double value) {}

  private void apply(
      Watch watch,
      AlarmRef alarm,
      Dimensions part,
      Matched matched,
      List<Measurement> fitting,
      List<Change> changes) {
    AlarmMemory before = alarms.load(alarm);
    AlarmMemory now = before;
    List<MetricId> added = new ArrayList<>();
    for (Measurement measurement : fitting) {
      if (!store.hasSeries(alarm.alarmId, measurement.series())) {
        now = join(watch, alarm, now, measurement.series(), part);
        added.add(measurement.series());
      }
      now = sample(watch, now, measurement, matched);
    }
    boolean appears = !before.visible() && now.isWhole();
    if (appears) {
      now = now.created(now.state(), matched.timestamp());
    }
    // What the first measurements decide is a transition too, or else nobody would hear of it.
    now = alarms.settle(watch, now, matched.timestamp(), changes);
    now = alarms.finish(watch, alarm, before, now, matched.timestamp(), changes);
    if (now.visible()) {
      List<MetricId> told = appears ? store.series(now.id(), Integer.MAX_VALUE) : added;
      told.forEach(
          series -> changes.add(new Change.SeriesAdded(new AlarmSeries(alarm.alarmId, series))));
    }
  }

  /** A new candidate, with the known series that would also belong to it. */
  private AlarmRef candidate(Watch watch, Dimensions part, Matched matched) {
    AlarmState initial = watch.expression.deterministic() ? AlarmState.OK : AlarmState.UNDETERMINED;
    List<SubAlarmMemory> subAlarms = new ArrayList<>();
    for (SubExpression sub : watch.subExpressions) {
      List<Feeder> feeders = List.of(matched.feeder());
      subAlarms.add(
          SubAlarmRules.initial(
              sub, initial, progress.passed(feeders), progress.observedMs(feeders)));
    }
    AlarmMemory memory =
        new AlarmMemory(
            ids.alarm(watch.definition.id(), part, matched.timestamp()),
            watch.definition.id(),
            part,
            false,
            initial,
            null,
            null,
            0,
            0,
            null,
            0,
            0,
            subAlarms);
    AlarmRef alarm = alarms.list(watch, memory);
    for (MetricId series : watch.partialFitting(part)) {
      Dimensions seriesPart = watch.part(series.dimensions());
      if (Watch.agree(memory.matchValues(), seriesPart)) {
        memory = join(watch, alarm, memory, series, seriesPart);
      }
    }
    store.putAlarm(memory);
    return alarm;
  }

  private AlarmMemory join(
      Watch watch, AlarmRef alarm, AlarmMemory memory, MetricId series, Dimensions part) {
    store.addSeries(alarm.alarmId, series);
    watch.joined(series);
    Dimensions.Builder grown = memory.matchValues().toBuilder();
    part.forEach(grown::put);
    Dimensions matchValues = grown.build();
    if (!matchValues.equals(alarm.matchValues())) {
      watch.grow(alarm, matchValues);
    }
    List<SubAlarmMemory> subAlarms = new ArrayList<>(memory.subAlarms());
    for (int i = 0; i < subAlarms.size(); i++) {
      if (watch.subExpressions.get(i).fits(series.name(), series.dimensions())) {
        subAlarms.set(i, subAlarms.get(i).withSeries(true));
      }
    }
    return memory.withSubAlarms(subAlarms).withSeries(matchValues, memory.seriesCount() + 1);
  }

  private AlarmMemory sample(
      Watch watch, AlarmMemory memory, Measurement measurement, Matched matched) {
    List<SubAlarmMemory> subAlarms = new ArrayList<>(memory.subAlarms());
    for (int i = 0; i < subAlarms.size(); i++) {
      SubExpression sub = watch.subExpressions.get(i);
      if (sub.fits(measurement.series().name(), matched.dimensions())) {
        SubAlarmMemory heard = SubAlarmRules.heardFrom(subAlarms.get(i), matched.feeder());
        subAlarms.set(
            i,
            SubAlarmRules.sampled(
                sub,
                heard,
                matched.timestamp(),
                measurement.value(),
                progress.passed(heard.feeders()),
                progress.latestClock(),
                progress.observedMs(heard.feeders())));
      }
    }
    return memory.withSubAlarms(subAlarms);
  }
}
