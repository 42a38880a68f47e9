package io.miharu.alarm.definition;

import io.miharu.alarm.language.AlarmExpression;
import io.miharu.alarm.language.InvalidExpressionException;
import io.miharu.alarm.language.SubExpression;
import io.miharu.model.AlarmDefinition;
import io.miharu.model.AlarmSeverity;
import io.miharu.model.MetricId;
import io.miharu.model.MetricRules;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Whether a definition may be made, or changed, as Monasca's API decides it. What needs to know
 * other definitions or notification methods (unique names, existing actions) is the api's to check.
 */
public final class DefinitionRules {
  /** Longest name and description, in characters. */
  public static final int MAX_LENGTH = 255;

  /** Longest id of an action, in characters. */
  public static final int MAX_ACTION_ID_LENGTH = 50;

  private DefinitionRules() {}

  /** All that is wrong with a new definition; empty if nothing is. */
  public static List<Problem> check(DefinitionDraft draft) {
    List<Problem> problems = new ArrayList<>();
    checkExpression(draft.expression(), problems);
    if (draft.name() == null || draft.name().isEmpty()) {
      problems.add(invalid("name", "name is missing or empty"));
    } else {
      checkLength("name", draft.name(), MAX_LENGTH, problems);
    }
    if (draft.description() == null) {
      problems.add(invalid("description", "description is missing"));
    } else {
      checkLength("description", draft.description(), MAX_LENGTH, problems);
    }
    if (severity(draft.severity()).isEmpty()) {
      problems.add(
          invalid(
              "severity",
              "severity is '%s', not LOW, MEDIUM, HIGH or CRITICAL".formatted(draft.severity())));
    }
    for (String key : draft.matchBy()) {
      MetricRules.dimensionKeyFault(key)
          .ifPresent(fault -> problems.add(invalid("match_by", fault)));
    }
    checkActions("alarm_actions", draft.alarmActions(), problems);
    checkActions("ok_actions", draft.okActions(), problems);
    checkActions("undetermined_actions", draft.undeterminedActions(), problems);
    return List.copyOf(problems);
  }

  /**
   * All that is wrong with putting the draft in the stored definition's place: what would be wrong
   * with a new one; other match_by keys, also in another order; and sub-expressions on other
   * metrics. Function, comparison, period, periods, the deterministic flag and the structure may
   * change.
   */
  public static List<Problem> checkUpdate(AlarmDefinition stored, DefinitionDraft draft) {
    List<Problem> problems = new ArrayList<>(check(draft));
    boolean readable =
        problems.stream().noneMatch(p -> p.kind() == Problem.Kind.INVALID_EXPRESSION);
    if (readable && draft.expression() != null) {
      List<MetricId> before = metrics(stored.expression());
      List<MetricId> after = metrics(draft.expression());
      if (!before.equals(after)) {
        problems.add(
            new Problem(
                "expression",
                Problem.Kind.FORBIDDEN_UPDATE,
                "the sub-expressions must stay on the same metrics %s, found %s"
                    .formatted(describe(before), describe(after))));
      }
    }
    if (!stored.matchBy().equals(draft.matchBy())) {
      problems.add(
          new Problem(
              "match_by",
              Problem.Kind.FORBIDDEN_UPDATE,
              "match_by must stay %s, found %s".formatted(stored.matchBy(), draft.matchBy())));
    }
    return List.copyOf(problems);
  }

  /** The severity with the name, in any case. */
  public static Optional<AlarmSeverity> severity(@Nullable String name) {
    for (AlarmSeverity severity : AlarmSeverity.values()) {
      if (severity.name().equalsIgnoreCase(name)) {
        return Optional.of(severity);
      }
    }
    return Optional.empty();
  }

  private static void checkExpression(@Nullable String expression, List<Problem> problems) {
    if (expression == null) {
      problems.add(
          new Problem("expression", Problem.Kind.INVALID_EXPRESSION, "expression is missing"));
      return;
    }
    try {
      AlarmExpression.parse(expression);
    } catch (InvalidExpressionException e) {
      problems.add(new Problem("expression", Problem.Kind.INVALID_EXPRESSION, e.getMessage()));
    }
  }

  private static void checkActions(String field, List<String> actions, List<Problem> problems) {
    for (String action : actions) {
      checkLength(field, action, MAX_ACTION_ID_LENGTH, problems);
    }
    if (new HashSet<>(actions).size() < actions.size()) {
      problems.add(invalid(field, field + " names an action twice: " + actions));
    }
  }

  private static void checkLength(String field, String text, int most, List<Problem> problems) {
    int length = text.codePointCount(0, text.length());
    if (length > most) {
      problems.add(
          invalid(
              field,
              "%s has %d characters, at most %d are allowed".formatted(field, length, most)));
    }
  }

  /** What the sub-expressions watch, sorted, with repeats. */
  private static List<MetricId> metrics(String expression) {
    try {
      return AlarmExpression.parse(expression).subExpressions().stream()
          .map((SubExpression sub) -> new MetricId(sub.metricName(), sub.dimensions()))
          .sorted()
          .toList();
    } catch (InvalidExpressionException e) {
      return List.of(); // Stored by an older version: whatever comes is another metric.
    }
  }

  private static String describe(List<MetricId> metrics) {
    return metrics.stream().map(m -> m.name() + m.dimensions()).toList().toString();
  }

  private static Problem invalid(String field, String message) {
    return new Problem(field, Problem.Kind.INVALID_VALUE, message);
  }
}
