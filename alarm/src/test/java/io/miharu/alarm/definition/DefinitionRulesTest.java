package io.miharu.alarm.definition;

import static io.miharu.alarm.definition.Problem.Kind.FORBIDDEN_UPDATE;
import static io.miharu.alarm.definition.Problem.Kind.INVALID_EXPRESSION;
import static io.miharu.alarm.definition.Problem.Kind.INVALID_VALUE;
import static org.assertj.core.api.Assertions.assertThat;

import io.miharu.model.AlarmDefinition;
import io.miharu.model.AlarmSeverity;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DefinitionRulesTest {
  private static final AlarmDefinition STORED =
      new AlarmDefinition(
          "id",
          "tenant",
          "Mail backlog",
          "",
          "max(queue.depth{queue=mail}, 120) > 500 times 2 and avg(cpu) > 90",
          List.of("hostname", "device"),
          AlarmSeverity.HIGH,
          true,
          List.of("m1"),
          List.of(),
          List.of(),
          1,
          0,
          0);

  @Test
  void acceptsWhatIsStored() {
    DefinitionDraft same = DefinitionDraft.of(STORED);
    assertThat(DefinitionRules.check(same)).isEmpty();
    assertThat(DefinitionRules.checkUpdate(STORED, same)).isEmpty();
  }

  @Test
  void namesEveryProblemWithItsField() {
    DefinitionDraft draft =
        new DefinitionDraft(
            "n".repeat(256),
            "d".repeat(256),
            "cpu == 1",
            "URGENT",
            List.of("_key", "a=b"),
            List.of("x".repeat(51)),
            List.of("m1", "m1"),
            List.of());
    assertThat(DefinitionRules.check(draft))
        .extracting(Problem::field, Problem::kind)
        .containsExactly(
            tuple("expression", INVALID_EXPRESSION),
            tuple("name", INVALID_VALUE),
            tuple("description", INVALID_VALUE),
            tuple("severity", INVALID_VALUE),
            tuple("match_by", INVALID_VALUE),
            tuple("match_by", INVALID_VALUE),
            tuple("alarm_actions", INVALID_VALUE),
            tuple("ok_actions", INVALID_VALUE));
  }

  @Test
  void reportsWhatIsMissing() {
    DefinitionDraft nothing =
        new DefinitionDraft(null, null, null, null, List.of(), List.of(), List.of(), List.of());
    assertThat(DefinitionRules.check(nothing))
        .extracting(Problem::field)
        .containsExactly("expression", "name", "description", "severity");
  }

  @Test
  void takesTheSeverityInAnyCase() {
    assertThat(DefinitionRules.severity("critical")).contains(AlarmSeverity.CRITICAL);
    assertThat(DefinitionRules.severity(null)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "min(queue.depth{queue=mail}, deterministic, 60) <= 1 or sum(cpu) > 3 times 7",
        "cpu > 1 and queue.depth{queue=mail} > 2"
      })
  void anUpdateMayChangeEverythingButTheMetrics(String expression) {
    assertThat(DefinitionRules.checkUpdate(STORED, withExpression(expression))).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "max(queue.depth{queue=mail}) > 500",
        "max(queue.depth) > 500 and avg(cpu) > 90",
        "max(queue.depth{queue=mail}) > 500 and avg(cpu{a=b}) > 90",
        "max(queue.depth{queue=mail}) > 500 and avg(CPU) > 90",
        "queue.depth{queue=mail} > 500 and queue.depth{queue=mail} > 500 and avg(cpu) > 90"
      })
  void anUpdateMustKeepTheMetrics(String expression) {
    assertThat(DefinitionRules.checkUpdate(STORED, withExpression(expression)))
        .extracting(Problem::field, Problem::kind)
        .containsExactly(tuple("expression", FORBIDDEN_UPDATE));
  }

  @Test
  void anUpdateMustKeepMatchByIncludingItsOrder() {
    DefinitionDraft same = DefinitionDraft.of(STORED);
    DefinitionDraft turned =
        new DefinitionDraft(
            same.name(),
            same.description(),
            same.expression(),
            same.severity(),
            List.of("device", "hostname"),
            same.alarmActions(),
            same.okActions(),
            same.undeterminedActions());
    assertThat(DefinitionRules.checkUpdate(STORED, turned))
        .extracting(Problem::field, Problem::kind)
        .containsExactly(tuple("match_by", FORBIDDEN_UPDATE));
  }

  @Test
  void anUnreadableExpressionIsReportedOnce() {
    assertThat(DefinitionRules.checkUpdate(STORED, withExpression("cpu >")))
        .extracting(Problem::kind)
        .containsExactly(INVALID_EXPRESSION);
  }

  private static DefinitionDraft withExpression(String expression) {
    DefinitionDraft same = DefinitionDraft.of(STORED);
    return new DefinitionDraft(
        same.name(),
        same.description(),
        expression,
        same.severity(),
        same.matchBy(),
        same.alarmActions(),
        same.okActions(),
        same.undeterminedActions());
  }

  private static org.assertj.core.groups.Tuple tuple(Object... values) {
    return org.assertj.core.groups.Tuple.tuple(values);
  }
}
