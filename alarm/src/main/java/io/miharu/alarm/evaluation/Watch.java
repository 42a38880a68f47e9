package io.miharu.alarm.evaluation;

import io.miharu.alarm.language.AlarmExpression;
import io.miharu.alarm.language.SubExpression;
import io.miharu.model.AlarmDefinition;
import io.miharu.model.Dimensions;
import io.miharu.model.MetricId;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** A definition that is evaluated: parsed, with its alarms by what they match. */
final class Watch {
  final AlarmDefinition definition;
  final AlarmExpression expression;
  final List<SubExpression> subExpressions;

  /** The sub-expressions' canonical forms. */
  final List<String> texts;

  /** By id, so that their order does not depend on when this evaluator began. */
  private final TreeSet<AlarmRef> alarms = new TreeSet<>();

  private final Map<Dimensions, TreeSet<AlarmRef>> byMatchValues = new HashMap<>();

  /** Answers for incomplete match values, which would need a scan; emptied when alarms change. */
  private final Map<Dimensions, List<AlarmRef>> byPart = new HashMap<>();

  /** Series without some match_by keys: only these can belong to several alarms. */
  private final TreeSet<MetricId> partial = new TreeSet<>();

  private final int matchKeys;
  private int incompleteAlarms;

  Watch(AlarmDefinition definition, AlarmExpression expression) {
    this.definition = definition;
    this.expression = expression;
    subExpressions = expression.subExpressions();
    matchKeys = Set.copyOf(definition.matchBy()).size();
    texts = subExpressions.stream().map(SubExpression::toString).toList();
  }

  /** Those of a series' dimensions that tell which alarm it belongs to. */
  Dimensions part(Dimensions series) {
    return definition.matchBy().isEmpty() ? Dimensions.empty() : series.only(definition.matchBy());
  }

  /** Whether such a series belongs to any alarm; one without any match_by key does not. */
  boolean mayJoin(Dimensions part) {
    return !part.isEmpty() || definition.matchBy().isEmpty();
  }

  boolean anyFits(String name, Dimensions series) {
    for (SubExpression sub : subExpressions) {
      if (sub.fits(name, series)) {
        return true;
      }
    }
    return false;
  }

  List<AlarmRef> alarms() {
    return List.copyOf(alarms);
  }

  /** The alarms and candidates whose known match values the part does not contradict. */
  List<AlarmRef> fitting(Dimensions part) {
    if (isComplete(part) && incompleteAlarms == 0) {
      TreeSet<AlarmRef> same = byMatchValues.get(part);
      return same == null ? List.of() : List.copyOf(same);
    }
    return byPart.computeIfAbsent(
        part, key -> alarms.stream().filter(alarm -> agree(alarm.matchValues(), key)).toList());
  }

  void add(AlarmRef alarm) {
    alarms.add(alarm);
    byMatchValues.computeIfAbsent(alarm.matchValues(), key -> new TreeSet<>()).add(alarm);
    incompleteAlarms += isComplete(alarm.matchValues()) ? 0 : 1;
    byPart.clear();
  }

  /** Gives an alarm the match values that it did not know before. */
  void grow(AlarmRef alarm, Dimensions matchValues) {
    byMatchValues.computeIfPresent(
        alarm.matchValues(),
        (key, same) -> {
          same.remove(alarm);
          return same.isEmpty() ? null : same;
        });
    incompleteAlarms -= isComplete(alarm.matchValues()) ? 0 : 1;
    alarms.remove(alarm);
    alarm.matchValues(matchValues);
    add(alarm);
  }

  /** Remembers a series if it lacks match_by keys. */
  void joined(MetricId series) {
    if (!isComplete(part(series.dimensions()))) {
      partial.add(series);
    }
  }

  List<MetricId> partialSeries() {
    return List.copyOf(partial);
  }

  /** The known series without some match_by keys that such an alarm would watch too. */
  List<MetricId> partialFitting(Dimensions matchValues) {
    return partial.stream()
        .filter(series -> agree(matchValues, part(series.dimensions())))
        .toList();
  }

  boolean isComplete(Dimensions part) {
    return part.size() >= matchKeys;
  }

  static boolean agree(Dimensions known, Dimensions part) {
    for (int i = 0; i < part.size(); i++) {
      String value = known.get(part.key(i));
      if (value != null && !value.equals(part.value(i))) {
        return false;
      }
    }
    return true;
  }
}
