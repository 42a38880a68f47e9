package io.miharu.alarm.evaluation;

import static io.miharu.model.AlarmState.ALARM;
import static io.miharu.model.AlarmState.OK;
import static org.assertj.core.api.Assertions.assertThat;

import io.miharu.model.DefinitionChanged;
import io.miharu.model.Dimensions;
import io.miharu.model.MetricId;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What becomes of alarms when their definition changes. */
class RedefinitionTest {

  @Test
  void anotherThresholdKeepsWhatWasCollected() {
    Scenario scenario = Scenario.of("avg(m) > 5").sample(10, "m", 7);
    scenario.define("avg(m) >= 8").passUntil(66);
    assertThat(scenario.history()).containsExactly("60 UNDETERMINED → OK");
    assertThat(scenario.transitions().get(0).definitionVersion()).isEqualTo(2);
  }

  @Test
  void anotherFunctionOrWindowBeginsAfresh() {
    for (String changed : List.of("sum(m) > 5", "avg(m, 120) > 5", "avg(m) > 5 times 2")) {
      Scenario scenario = Scenario.of("avg(m) > 5").sample(10, "m", 7);
      scenario.define(changed).passUntil(100);
      assertThat(scenario.transitions()).as(changed).isEmpty();
    }
  }

  @Test
  void dataOfASubExpressionStayWithItWhereverItMoves() {
    Scenario scenario = Scenario.of("avg(a) > 5 and avg(b) > 5");
    scenario.sample(10, "a", 7).sample(10, "b", 1);
    scenario.define("avg(b) > 5 or avg(a) > 5").passUntil(66);
    assertThat(scenario.history()).containsExactly("60 UNDETERMINED → ALARM");
  }

  @Test
  void lastIsComparedWithItsNewThresholdAtOnce() {
    Scenario scenario = Scenario.of("last(m) > 5").sample(10, "m", 7);
    scenario.define("last(m) > 8");
    assertThat(scenario.state()).isEqualTo(OK);
    assertThat(scenario.alarm().subAlarms().get(0).expression()).isEqualTo("last(m) > 8.0");
  }

  @Test
  void anotherStructureCombinesAtOnce() {
    Scenario scenario = Scenario.of("last(a) > 5 and last(b) > 5");
    scenario.sample(1, "a", 9).sample(2, "b", 1);
    scenario.define("last(a) > 5 or last(b) > 5");
    assertThat(scenario.state()).isEqualTo(ALARM);
  }

  @Test
  void aChangeOfNothingButTheNameLeavesAlarmsAlone() {
    Scenario scenario = Scenario.of("last(m) > 5").sample(1, "m", 9);
    int before = scenario.changes.size();
    assertThat(scenario.define("last( m )>5").changes).hasSize(before);
    assertThat(scenario.sample(2, "m", 1).transitions().get(1).definitionVersion()).isEqualTo(2);
  }

  @Test
  void theSameOrAnEarlierVersionChangesNothing() {
    Scenario scenario = Scenario.of("last(m) > 5").define("last(m) > 6").sample(1, "m", 9);
    int before = scenario.changes.size();
    scenario.feed(new DefinitionChanged("def", Scenario.definition("def", 2, "last(m) > 10")));
    scenario.feed(new DefinitionChanged("def", Scenario.definition("def", 1, "last(m) > 10")));
    assertThat(scenario.changes).hasSize(before);
    assertThat(scenario.sample(2, "m", 9).state()).isEqualTo(ALARM);
  }

  @Test
  void deletingTheDefinitionRemovesItsAlarmsAndAllThatWasKept() {
    Scenario scenario = Scenario.of("m > 5", "h");
    scenario.sample(1, "m", 1, "h", "a").sample(1, "m", 1, "h", "b");
    List<String> ids = List.copyOf(scenario.alarms().keySet());
    scenario.delete();

    assertThat(scenario.alarms()).isEmpty();
    assertThat(scenario.changes)
        .contains(
            new Change.AlarmRemoved(
                ids.get(0), List.of(new MetricId("m", Dimensions.of("h", "a")))));
    assertThat(scenario.store.series(ids.get(0), 10)).isEmpty();
    assertThat(scenario.store.alarm("def", ids.get(0))).isNull();
    int after = scenario.changes.size();
    scenario.sample(2, "m", 9, "h", "a").delete();
    assertThat(scenario.changes).hasSize(after);
  }

  @Test
  void otherMetricsOrMatchByBeginAfresh() {
    Scenario metrics = Scenario.of("last(m) > 5").sample(1, "m", 9).define("last(n) > 5");
    assertThat(metrics.alarms()).isEmpty();
    Scenario keys =
        Scenario.of("last(m) > 5").sample(1, "m", 9, "h", "a").define("last(m) > 5", "h");
    assertThat(keys.alarms()).isEmpty();
    assertThat(keys.sample(2, "m", 9, "h", "a").alarms()).hasSize(1);
  }

  @Test
  void anUnreadableDefinitionIsMarkedAndStopsNothing() {
    Scenario scenario = Scenario.of("last(m) > 5").define("last(m) == 5").sample(1, "m", 9);
    assertThat(scenario.changes.get(0))
        .isInstanceOfSatisfying(
            Change.DefinitionRefused.class,
            refused -> {
              assertThat(refused.version()).isEqualTo(2);
              assertThat(refused.problem()).contains("column 9");
            });
    assertThat(scenario.state()).as("the earlier version stays in force").isEqualTo(ALARM);
  }

  @Test
  void aDeterministicFlagAddedLaterMeansSilenceIsOk() {
    Scenario scenario = Scenario.of("max(m) > 5").passUntil(10).sample(10, "m", 9).passUntil(600);
    scenario.define("max(m, deterministic) > 5").passUntil(700);
    assertThat(scenario.state()).isEqualTo(OK);
  }
}
