package io.miharu.alarm.evaluation;

import io.miharu.model.Alarm;
import io.miharu.model.AlarmDefinition;
import io.miharu.model.AlarmInput;
import io.miharu.model.AlarmSeverity;
import io.miharu.model.AlarmState;
import io.miharu.model.DefinitionChanged;
import io.miharu.model.Dimensions;
import io.miharu.model.Feeder;
import io.miharu.model.Matched;
import io.miharu.model.MetricId;
import io.miharu.model.StateTransition;
import io.miharu.model.TaskMark;
import io.miharu.model.Values;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Plays definitions, samples and the passing of time to an evaluator. Times are seconds after
 * {@link #T0}, a full hour. Unless told otherwise data come from {@link Feeder#RATES}, whose one
 * task is complete up to 5 s before its clock.
 */
final class Scenario {
  static final long T0 = 1_767_225_600_000L;
  static final long LAG_MS = 5_000;

  final AlarmStore store;
  final List<AlarmInput> inputs = new ArrayList<>();
  final List<Change> changes = new ArrayList<>();
  private final DefinitionIndex index = new DefinitionIndex();
  private final boolean restarting;
  private Evaluator evaluator;
  private long version;
  private long clock = Long.MIN_VALUE;

  Scenario() {
    this(new InMemoryAlarmStore(), false);
  }

  /**
   * @param restarting whether a new evaluator takes over before every input
   */
  Scenario(AlarmStore store, boolean restarting) {
    this.store = store;
    this.restarting = restarting;
    evaluator = new Evaluator(store);
  }

  static Scenario of(String expression, String... matchBy) {
    return new Scenario().define(expression, matchBy);
  }

  Scenario define(String expression, String... matchBy) {
    return define(definition("def", ++version, expression, matchBy));
  }

  Scenario define(AlarmDefinition definition) {
    index.put(definition);
    return feed(new DefinitionChanged(definition.id(), definition));
  }

  Scenario delete() {
    return feed(new DefinitionChanged("def", null));
  }

  static AlarmDefinition definition(String id, long version, String expression, String... matchBy) {
    return new AlarmDefinition(
        id,
        "tenant",
        "name of " + id,
        "description",
        expression,
        List.of(matchBy),
        AlarmSeverity.HIGH,
        true,
        List.of("method"),
        List.of(),
        List.of(),
        version,
        T0,
        T0 + version);
  }

  /** A sample, as a router finds out whom it concerns. */
  Scenario sample(double at, String name, double value, String... dimensions) {
    return sampleFrom(Feeder.RATES, at, name, value, dimensions);
  }

  Scenario sampleFrom(Feeder feeder, double at, String name, double value, String... dimensions) {
    return samples(feeder, at, Values.of(name, value), dimensions);
  }

  Scenario samples(Feeder feeder, double at, Values values, String... dimensions) {
    for (Matched matched :
        index.match("tenant", feeder, Dimensions.of(dimensions), ms(at), values)) {
      feed(matched);
    }
    return this;
  }

  /** One mark at which everything up to 5 s before is complete. */
  Scenario mark(double at) {
    clock = ms(at);
    return feed(new TaskMark(Feeder.RATES, 0, 1, ms(at) - LAG_MS, ms(at)));
  }

  /** Marks each second, from the one after the last mark. */
  Scenario passUntil(double at) {
    double from = clock == Long.MIN_VALUE ? 0 : (clock - T0) / 1000.0 + 1;
    for (double second = from; second <= at; second++) {
      mark(second);
    }
    return this;
  }

  /** When the last mark was, in seconds; 0 before the first. */
  double lastMark() {
    return clock == Long.MIN_VALUE ? 0 : (clock - T0) / 1000.0;
  }

  Scenario feed(AlarmInput input) {
    if (restarting) {
      evaluator = new Evaluator(store);
      evaluator.restore();
    }
    inputs.add(input);
    changes.addAll(evaluator.accept(input));
    return this;
  }

  static long ms(double at) {
    return T0 + Math.round(at * 1000);
  }

  /** The visible alarms by id, as a reader of the changes sees them. */
  Map<String, Alarm> alarms() {
    Map<String, Alarm> alarms = new LinkedHashMap<>();
    for (Change change : changes) {
      if (change instanceof Change.AlarmChanged changed) {
        alarms.put(changed.alarm().id(), changed.alarm());
      } else if (change instanceof Change.AlarmRemoved removed) {
        alarms.remove(removed.alarmId());
      }
    }
    return alarms;
  }

  /** The only alarm. */
  Alarm alarm() {
    if (alarms().size() != 1) {
      throw new AssertionError("not one alarm: " + alarms());
    }
    return alarms().values().iterator().next();
  }

  AlarmState state() {
    return alarm().state();
  }

  /** Series by the match values of their alarms. */
  Map<Dimensions, Set<MetricId>> series() {
    Map<String, Alarm> alarms = alarms();
    Map<Dimensions, Set<MetricId>> series = new TreeMap<>();
    for (Change change : changes) {
      if (change instanceof Change.SeriesAdded added) {
        Alarm alarm = alarms.get(added.series().alarmId());
        if (alarm != null) {
          series
              .computeIfAbsent(alarm.matchValues(), key -> new TreeSet<>())
              .add(added.series().metric());
        }
      }
    }
    return series;
  }

  List<StateTransition> transitions() {
    List<StateTransition> transitions = new ArrayList<>();
    for (Change change : changes) {
      if (change instanceof Change.Transitioned transitioned) {
        transitions.add(transitioned.transition());
      }
    }
    return transitions;
  }

  /** Transitions as people write them: {@code 60 UNDETERMINED → ALARM}. */
  List<String> history() {
    return transitions().stream()
        .map(
            t ->
                "%s %s → %s"
                    .formatted(
                        String.valueOf((t.timestamp() - T0) / 1000.0).replaceFirst("\\.0$", ""),
                        t.oldState(),
                        t.newState()))
        .toList();
  }
}
