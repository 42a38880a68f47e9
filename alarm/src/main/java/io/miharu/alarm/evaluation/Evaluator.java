package io.miharu.alarm.evaluation;

import io.miharu.alarm.language.AlarmExpression;
import io.miharu.alarm.language.InvalidExpressionException;
import io.miharu.alarm.language.SubExpression;
import io.miharu.model.AlarmDefinition;
import io.miharu.model.AlarmInput;
import io.miharu.model.AlarmSeries;
import io.miharu.model.AlarmState;
import io.miharu.model.DefinitionChanged;
import io.miharu.model.Dimensions;
import io.miharu.model.Feeder;
import io.miharu.model.Matched;
import io.miharu.model.MetricId;
import io.miharu.model.StateTransition;
import io.miharu.model.TaskMark;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Turns one ordered log of inputs into changes of alarms. Deterministic: the same log over an empty
 * store gives the same changes, with the same ids, bit for bit. Not thread-safe: one evaluator, one
 * store, one log.
 *
 * <p>It assumes that each input takes effect exactly once, as Kafka's transactions grant it, and
 * keeps no memory of single samples: a sample that is fed twice is counted twice. If processing an
 * input fails, discard the evaluator together with what the store was changed to since the last
 * commit, and begin with a new one and {@link #restore}.
 */
public final class Evaluator {
  /** Event times beyond year 144,000 are no times, and would overflow sums. */
  private static final long MAX_TIMESTAMP = 1L << 52;

  private final AlarmStore store;
  private final Progress progress;
  private final DueIndex due = new DueIndex();
  private final AlarmIds ids = new AlarmIds();
  private final Records records = new Records(ids);
  private final Map<String, Watch> watches = new HashMap<>();

  /** Does not read the store: call {@link #restore} before the first input. */
  public Evaluator(AlarmStore store) {
    this.store = store;
    progress = new Progress(store);
  }

  /**
   * Rebuilds from the store what is kept in memory alone: the parsed definitions, which alarms
   * there are, and when each is due next. Reads every record but those of series, and these only
   * for definitions with two match_by keys or more.
   *
   * @return the stored definitions that cannot be read any more; their alarms rest
   */
  public List<Change> restore() {
    List<Change> refused = new ArrayList<>();
    progress.restore();
    List<AlarmDefinition> definitions = new ArrayList<>();
    store.forEachDefinition(definitions::add);
    for (AlarmDefinition definition : definitions) {
      Watch watch = watch(definition, refused);
      if (watch == null) {
        continue;
      }
      watches.put(definition.id(), watch);
      store.forEachAlarm(definition.id(), memory -> schedule(watch, list(watch, memory), memory));
      if (definition.matchBy().size() > 1) {
        for (AlarmRef alarm : watch.alarms()) {
          store.series(alarm.alarmId, Integer.MAX_VALUE).forEach(watch::joined);
        }
      }
    }
    return refused;
  }

  /**
   * Takes the next input. Never throws because of what an input says: an unknown definition, an
   * unreadable expression or a metric that fits nothing is passed over.
   *
   * @return what it brought about, in the order in which it is to be written
   */
  public List<Change> accept(AlarmInput input) {
    List<Change> changes = new ArrayList<>();
    if (input instanceof Matched matched) {
      match(matched, changes);
    } else if (input instanceof TaskMark mark) {
      progress.mark(mark);
      due.take(progress).forEach(alarm -> decideDue(alarm, changes));
    } else if (input instanceof DefinitionChanged changed) {
      define(changed, changes);
    }
    return changes;
  }

  // Measurements.

  private void match(Matched matched, List<Change> changes) {
    Watch watch = watches.get(matched.definitionId());
    if (watch == null || Math.abs(matched.timestamp()) > MAX_TIMESTAMP) {
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
    List<AlarmRef> alarms = watch.fitting(part);
    if (alarms.isEmpty()) {
      alarms = List.of(candidate(watch, part, matched));
    }
    for (AlarmRef alarm : alarms) {
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
    AlarmMemory before = load(alarm);
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
      AlarmState initial = watch.expression.combine(now.subStates().iterator());
      now = now.created(initial, matched.timestamp());
    } else if (before.visible()) {
      now = settle(watch, now, matched.timestamp(), changes);
    }
    now = finish(watch, alarm, before, now, matched.timestamp(), changes);
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
    AlarmRef alarm = list(watch, memory);
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

  // Progress.

  private void decideDue(AlarmRef alarm, List<Change> changes) {
    Watch watch = watches.get(alarm.definitionId);
    if (watch == null) {
      return;
    }
    AlarmMemory before = load(alarm);
    AlarmMemory now = before;
    long end = nextJudgement(watch, now);
    while (end != SubAlarmRules.NEVER_DUE) {
      now = settle(watch, judge(watch, now, end), end, changes);
      end = nextJudgement(watch, now);
    }
    now = silence(watch, now, changes);
    finish(watch, alarm, before, now, progress.latestClock(), changes);
  }

  /** The earliest judgement that the feeders have come far enough for. */
  private long nextJudgement(Watch watch, AlarmMemory memory) {
    long next = SubAlarmRules.NEVER_DUE;
    for (int i = 0; i < memory.subAlarms().size(); i++) {
      SubAlarmMemory subAlarm = memory.subAlarms().get(i);
      long end = SubAlarmRules.nextJudgement(watch.subExpressions.get(i), subAlarm);
      if (end < next && end <= progress.passed(subAlarm.feeders())) {
        next = end;
      }
    }
    return next;
  }

  /** Judges every sub-expression of which a view ends there, so that they decide together. */
  private AlarmMemory judge(Watch watch, AlarmMemory memory, long end) {
    List<SubAlarmMemory> subAlarms = new ArrayList<>(memory.subAlarms());
    for (int i = 0; i < subAlarms.size(); i++) {
      SubExpression sub = watch.subExpressions.get(i);
      SubAlarmMemory subAlarm = subAlarms.get(i);
      if (SubAlarmRules.nextJudgement(sub, subAlarm) == end
          && end <= progress.passed(subAlarm.feeders())) {
        subAlarms.set(i, SubAlarmRules.judged(sub, subAlarm, end));
      }
    }
    return memory.withSubAlarms(subAlarms);
  }

  private AlarmMemory silence(Watch watch, AlarmMemory memory, List<Change> changes) {
    List<SubAlarmMemory> subAlarms = new ArrayList<>(memory.subAlarms());
    long clock = Progress.UNKNOWN;
    for (int i = 0; i < subAlarms.size(); i++) {
      SubAlarmMemory subAlarm = subAlarms.get(i);
      long silenceDue = SubAlarmRules.silenceDue(watch.subExpressions.get(i), subAlarm);
      if (silenceDue <= progress.observedMs(subAlarm.feeders())
          && !SubAlarmRules.awaitsJudgement(subAlarm)) {
        subAlarms.set(i, SubAlarmRules.silent(subAlarm));
        clock = Math.max(clock, progress.clock(subAlarm.feeders()));
      }
    }
    return clock == Progress.UNKNOWN
        ? memory
        : settle(watch, memory.withSubAlarms(subAlarms), clock, changes);
  }

  // Definitions.

  private void define(DefinitionChanged changed, List<Change> changes) {
    AlarmDefinition definition = changed.definition();
    Watch before = watches.get(changed.definitionId());
    if (definition == null) {
      if (before != null) {
        removeAlarms(before, changes);
        watches.remove(changed.definitionId());
        store.removeDefinition(changed.definitionId());
      }
      return;
    }
    if (before != null && definition.version() <= before.definition.version()) {
      return;
    }
    Watch after = watch(definition, changes);
    if (after == null) {
      return;
    }
    watches.put(definition.id(), after);
    store.putDefinition(definition);
    if (before != null) {
      Redefinition redefinition = Redefinition.of(before, after);
      if (redefinition == null) {
        removeAlarms(before, changes);
      } else {
        redefine(before, after, redefinition, changes);
      }
    }
  }

  private static @Nullable Watch watch(AlarmDefinition definition, List<Change> changes) {
    try {
      return new Watch(definition, AlarmExpression.parse(definition.expression()));
    } catch (InvalidExpressionException e) {
      changes.add(
          new Change.DefinitionRefused(definition.id(), definition.version(), e.getMessage()));
      return null;
    }
  }

  private void redefine(
      Watch before, Watch after, Redefinition redefinition, List<Change> changes) {
    for (AlarmRef alarm : before.alarms()) {
      AlarmMemory old = load(alarm);
      alarm.remove();
      AlarmMemory now = old.withSubAlarms(redefinition.apply(old.subAlarms(), progress));
      AlarmRef listed = list(after, now);
      if (now.visible()) {
        now = settle(after, now, after.definition.updatedAt(), changes);
        if (!before.texts.equals(after.texts) && now.updatedAt() < after.definition.updatedAt()) {
          now = now.updatedAt(after.definition.updatedAt());
        }
      }
      finish(after, listed, old, now, now.updatedAt(), changes);
    }
    before.partialSeries().forEach(after::joined);
  }

  private void removeAlarms(Watch watch, List<Change> changes) {
    for (AlarmRef alarm : watch.alarms()) {
      if (load(alarm).visible()) {
        changes.add(
            new Change.AlarmRemoved(alarm.alarmId, store.series(alarm.alarmId, Integer.MAX_VALUE)));
      }
      alarm.remove();
      store.removeAlarm(alarm.definitionId, alarm.alarmId);
    }
  }

  // What all of them share.

  /** Draws the alarm's state from its sub-expressions', and tells if it changed. */
  private AlarmMemory settle(
      Watch watch, AlarmMemory memory, long timestamp, List<Change> changes) {
    AlarmState state = watch.expression.combine(memory.subStates().iterator());
    if (!memory.visible() || state == memory.state()) {
      return memory;
    }
    Long previous = memory.transitionedAt();
    long changedAt = previous == null ? timestamp : Math.max(timestamp, previous + 1);
    AlarmMemory after = memory.changedTo(state, changedAt);
    long clock = progress.latestClock();
    StateTransition transition =
        records.transition(
            watch,
            memory.state(),
            after,
            clock == Progress.UNKNOWN ? changedAt : clock,
            store.series(memory.id(), StateTransition.MAX_METRICS));
    changes.add(new Change.Transitioned(transition, watch.definition));
    return after;
  }

  /** Stores the memory, lists when it is due next, and tells if others see a difference. */
  private AlarmMemory finish(
      Watch watch,
      AlarmRef alarm,
      AlarmMemory before,
      AlarmMemory after,
      long timestamp,
      List<Change> changes) {
    AlarmMemory now = after;
    boolean shows =
        now.visible()
            && (!before.visible()
                || now.stateUpdatedAt() != before.stateUpdatedAt()
                || now.updatedAt() != before.updatedAt()
                || !now.matchValues().equals(before.matchValues())
                || !now.subStates().equals(before.subStates()));
    if (shows) {
      now = now.updatedAt(Math.max(timestamp, now.updatedAt()));
      changes.add(new Change.AlarmChanged(records.alarm(watch, now)));
    }
    store.putAlarm(now);
    schedule(watch, alarm, now);
    return now;
  }

  private AlarmRef list(Watch watch, AlarmMemory memory) {
    AlarmRef alarm =
        new AlarmRef(
            memory.definitionId(), memory.id(), memory.matchValues(), watch.subExpressions.size());
    watch.add(alarm);
    return alarm;
  }

  private void schedule(Watch watch, AlarmRef alarm, AlarmMemory memory) {
    for (int i = 0; i < memory.subAlarms().size(); i++) {
      SubExpression sub = watch.subExpressions.get(i);
      SubAlarmMemory subAlarm = memory.subAlarms().get(i);
      due.judgement(subAlarm.feeders(), alarm, i, SubAlarmRules.nextJudgement(sub, subAlarm));
      long silence = SubAlarmRules.silenceDue(sub, subAlarm);
      if (silence > progress.observedMs(subAlarm.feeders())) {
        due.silence(subAlarm.feeders(), alarm, i, silence);
      }
    }
  }

  private AlarmMemory load(AlarmRef alarm) {
    @Nullable AlarmMemory memory = store.alarm(alarm.definitionId, alarm.alarmId);
    if (memory == null) {
      throw new IllegalStateException(
          "the store lost alarm %s of definition %s".formatted(alarm.alarmId, alarm.definitionId));
    }
    return memory;
  }
}
