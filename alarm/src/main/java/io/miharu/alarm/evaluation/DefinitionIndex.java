package io.miharu.alarm.evaluation;

import io.miharu.alarm.language.AlarmExpression;
import io.miharu.alarm.language.InvalidExpressionException;
import io.miharu.alarm.language.SubExpression;
import io.miharu.model.AlarmDefinition;
import io.miharu.model.Dimensions;
import io.miharu.model.Feeder;
import io.miharu.model.Matched;
import io.miharu.model.Values;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Which definitions a measurement concerns. A metric that no definition of its tenant names costs
 * one hash look-up. Not thread-safe.
 */
public final class DefinitionIndex {
  private final Map<String, Map<String, MetricWatchers>> byTenantAndName = new HashMap<>();
  private final Map<String, List<Watcher>> byDefinition = new HashMap<>();

  public DefinitionIndex() {}

  /** An index of the given definitions; those that cannot be read are left out. */
  public static DefinitionIndex of(Collection<AlarmDefinition> definitions) {
    DefinitionIndex index = new DefinitionIndex();
    definitions.forEach(index::put);
    return index;
  }

  /**
   * Adds the definition, or replaces the one with its id.
   *
   * @return false if its expression cannot be read: an earlier version of it then stays
   */
  public boolean put(AlarmDefinition definition) {
    Set<Watcher> watchers = new LinkedHashSet<>();
    try {
      for (SubExpression sub : AlarmExpression.parse(definition.expression()).subExpressions()) {
        watchers.add(
            new Watcher(
                definition.id(),
                definition.tenant(),
                sub.metricName(),
                sub.dimensions(),
                definition.matchBy()));
      }
    } catch (InvalidExpressionException e) {
      return false;
    }
    remove(definition.id());
    byDefinition.put(definition.id(), List.copyOf(watchers));
    for (Watcher watcher : watchers) {
      byTenantAndName
          .computeIfAbsent(watcher.tenant(), tenant -> new HashMap<>())
          .computeIfAbsent(watcher.metricName(), name -> new MetricWatchers())
          .add(watcher);
    }
    return true;
  }

  /** Removes the definition; does nothing if it is unknown. */
  public void remove(String definitionId) {
    for (Watcher watcher : byDefinition.getOrDefault(definitionId, List.of())) {
      byTenantAndName.computeIfPresent(
          watcher.tenant(),
          (tenant, names) -> {
            names.computeIfPresent(
                watcher.metricName(), (name, watchers) -> watchers.without(watcher));
            return names.isEmpty() ? null : names;
          });
    }
    byDefinition.remove(definitionId);
  }

  /**
   * What concerns each definition, ordered by definition id; empty if nothing does.
   *
   * @param tenant the Monasca project id
   * @param feeder the step of the pipeline that the values came from
   * @param dimensions of every metric in {@code values}
   * @param timestamp event time in ms since the epoch
   * @param values by metric name
   */
  public List<Matched> match(
      String tenant, Feeder feeder, Dimensions dimensions, long timestamp, Values values) {
    Map<String, MetricWatchers> byName = byTenantAndName.get(tenant);
    if (byName == null) {
      return List.of();
    }
    Map<String, Values.Builder> matches = null;
    for (int i = 0; i < values.size(); i++) {
      MetricWatchers watchers = byName.get(values.name(i));
      if (watchers != null) {
        matches = matches == null ? new TreeMap<>() : matches;
        for (String definitionId : watchers.definitionsFor(dimensions)) {
          matches
              .computeIfAbsent(definitionId, id -> Values.builder())
              .put(values.name(i), values.number(i));
        }
      }
    }
    return matches == null ? List.of() : matched(matches, feeder, dimensions, timestamp);
  }

  private static List<Matched> matched(
      Map<String, Values.Builder> matches, Feeder feeder, Dimensions dimensions, long timestamp) {
    List<Matched> matched = new ArrayList<>(matches.size());
    matches.forEach(
        (definitionId, values) ->
            matched.add(new Matched(definitionId, feeder, dimensions, timestamp, values.build())));
    return matched;
  }

  /** One sub-expression's interest in a metric. */
  private record Watcher(
      String definitionId,
      String tenant,
      String metricName,
      Dimensions dimensions,
      List<String> matchBy) {

    boolean fits(Dimensions series) {
      return series.containsAll(dimensions)
          && (matchBy.isEmpty() || matchBy.stream().anyMatch(series::containsKey));
    }
  }

  /**
   * Who watches a metric's name: those that ask for no dimension, and the others under one of their
   * pairs, so that ten thousand definitions on one name but on different hosts cost one look-up.
   */
  private static final class MetricWatchers {
    private final List<Watcher> ofAny = new ArrayList<>(1);
    private final Map<String, Map<String, List<Watcher>>> byPair = new HashMap<>(2);

    void add(Watcher watcher) {
      String key = leastCommonKey(watcher.dimensions());
      if (key == null) {
        ofAny.add(watcher);
        return;
      }
      byPair
          .computeIfAbsent(key, k -> new HashMap<>())
          .computeIfAbsent(String.valueOf(watcher.dimensions().get(key)), v -> new ArrayList<>(1))
          .add(watcher);
    }

    /** The key under whose value the fewest are listed; null without dimensions. */
    private @Nullable String leastCommonKey(Dimensions dimensions) {
      String least = null;
      int fewest = Integer.MAX_VALUE;
      for (int i = 0; i < dimensions.size(); i++) {
        int listed =
            byPair
                .getOrDefault(dimensions.key(i), Map.of())
                .getOrDefault(dimensions.value(i), List.of())
                .size();
        if (listed < fewest) {
          fewest = listed;
          least = dimensions.key(i);
        }
      }
      return least;
    }

    /** Null if nobody is left. */
    @Nullable MetricWatchers without(Watcher watcher) {
      ofAny.remove(watcher);
      watcher
          .dimensions()
          .forEach(
              (key, value) ->
                  byPair.computeIfPresent(key, (k, byValue) -> without(byValue, value, watcher)));
      return ofAny.isEmpty() && byPair.isEmpty() ? null : this;
    }

    private static @Nullable Map<String, List<Watcher>> without(
        Map<String, List<Watcher>> byValue, String value, Watcher watcher) {
      byValue.computeIfPresent(
          value, (v, listed) -> listed.remove(watcher) && listed.isEmpty() ? null : listed);
      return byValue.isEmpty() ? null : byValue;
    }

    Set<String> definitionsFor(Dimensions series) {
      Set<String> definitions = new LinkedHashSet<>();
      collect(ofAny, series, definitions);
      byPair.forEach(
          (key, byValue) -> {
            String value = series.get(key);
            if (value != null) {
              collect(byValue.getOrDefault(value, List.of()), series, definitions);
            }
          });
      return definitions;
    }

    private static void collect(
        List<Watcher> watchers, Dimensions series, Set<String> definitions) {
      for (Watcher watcher : watchers) {
        if (watcher.fits(series)) {
          definitions.add(watcher.definitionId());
        }
      }
    }
  }
}
