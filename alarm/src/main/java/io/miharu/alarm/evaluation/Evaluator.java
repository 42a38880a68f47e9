package io.miharu.alarm.evaluation;

import io.miharu.alarm.language.AlarmExpression;
import io.miharu.alarm.language.InvalidExpressionException;
import io.miharu.model.AlarmDefinition;
import io.miharu.model.AlarmInput;
import io.miharu.model.DefinitionChanged;
import io.miharu.model.Matched;
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
  private final AlarmStore store;
  private final Progress progress;
  private final DueIndex due = new DueIndex();
  private final Alarms alarms;
  private final Matching matching;
  private final Judging judging;
  private final Map<String, Watch> watches = new HashMap<>();

  /** Does not read the store: call {@link #restore} before the first input. */
  public Evaluator(AlarmStore store) {
    this.store = store;
    AlarmIds ids = new AlarmIds();
    progress = new Progress(store);
    alarms = new Alarms(store, progress, due, ids);
    matching = new Matching(store, progress, alarms, ids);
    judging = new Judging(progress, alarms);
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
      store.forEachAlarm(
          definition.id(), memory -> alarms.schedule(watch, alarms.list(watch, memory), memory));
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
      Watch watch = watches.get(matched.definitionId());
      if (watch != null) {
        matching.match(watch, matched, changes);
      }
    } else if (input instanceof TaskMark mark) {
      progress.mark(mark);
      for (AlarmRef alarm : due.take(progress)) {
        Watch watch = watches.get(alarm.definitionId);
        if (watch != null) {
          judging.decideDue(watch, alarm, changes);
        }
      }
    } else if (input instanceof DefinitionChanged changed) {
      define(changed, changes);
    }
    return changes;
  }

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
      AlarmMemory old = alarms.load(alarm);
      alarm.remove();
      AlarmMemory now = old.withSubAlarms(redefinition.apply(old.subAlarms(), progress));
      AlarmRef listed = alarms.list(after, now);
      if (now.visible()) {
        now = alarms.settle(after, now, after.definition.updatedAt(), changes);
        if (!before.texts.equals(after.texts) && now.updatedAt() < after.definition.updatedAt()) {
          now = now.updatedAt(after.definition.updatedAt());
        }
      }
      alarms.finish(after, listed, old, now, now.updatedAt(), changes);
    }
    before.partialSeries().forEach(after::joined);
  }

  private void removeAlarms(Watch watch, List<Change> changes) {
    for (AlarmRef alarm : watch.alarms()) {
      if (alarms.load(alarm).visible()) {
        changes.add(
            new Change.AlarmRemoved(alarm.alarmId, store.series(alarm.alarmId, Integer.MAX_VALUE)));
      }
      alarm.remove();
      store.removeAlarm(alarm.definitionId, alarm.alarmId);
    }
  }
}
