package io.miharu.alarm.evaluation;

import static io.miharu.model.AlarmState.ALARM;
import static io.miharu.model.AlarmState.OK;
import static io.miharu.model.AlarmState.UNDETERMINED;
import static org.assertj.core.api.Assertions.assertThat;

import io.miharu.model.Dimensions;
import io.miharu.model.Feeder;
import io.miharu.model.Matched;
import io.miharu.model.MetricId;
import io.miharu.model.StateTransition;
import io.miharu.model.Values;
import org.junit.jupiter.api.Test;

/** How alarms come into existence: monasca-api §9 and monasca-pipeline §1.4. */
class AlarmCreationTest {

  @Test
  void nothingIsCreatedBeforeDataCome() {
    assertThat(Scenario.of("m > 1").passUntil(600).changes).isEmpty();
  }

  @Test
  void withoutMatchByAllSeriesShareOneAlarm() {
    Scenario scenario = Scenario.of("max(m{env=prod}) > 5");
    scenario.sample(1, "m", 1, "env", "prod", "h", "a");
    scenario.sample(2, "m", 1, "env", "prod", "h", "b");
    scenario.sample(3, "m", 9, "env", "test", "h", "c");

    assertThat(scenario.state()).isEqualTo(UNDETERMINED);
    assertThat(scenario.series().get(Dimensions.empty()))
        .containsExactly(
            new MetricId("m", Dimensions.of("env", "prod", "h", "a")),
            new MetricId("m", Dimensions.of("env", "prod", "h", "b")));
  }

  @Test
  void withMatchByEachCombinationHasItsAlarm() {
    Scenario scenario = Scenario.of("max(m) > 5", "h", "d");
    scenario.sample(1, "m", 9, "h", "a", "d", "sda").sample(1, "m", 1, "h", "a", "d", "sdb");
    scenario.sample(1, "m", 1, "h", "b", "d", "sda").sample(2, "m", 1, "h", "a", "d", "sda");

    assertThat(scenario.series()).hasSize(3);
    assertThat(scenario.alarms().values())
        .filteredOn(alarm -> alarm.state() == ALARM)
        .extracting(alarm -> alarm.matchValues())
        .containsExactly(Dimensions.of("h", "a", "d", "sda"));
  }

  @Test
  void waitsUntilEverySubExpressionHasASeriesAndKeepsWhatCameBefore() {
    Scenario scenario = Scenario.of("max(a) > 5 and max(b) > 5", "h");
    scenario.sample(1, "a", 9, "h", "x");
    assertThat(scenario.changes).isEmpty();

    scenario.sample(2, "b", 9, "h", "y");
    assertThat(scenario.changes).as("another alarm's").isEmpty();

    scenario.sample(3, "b", 9, "h", "x");
    assertThat(scenario.state()).as("the first measurement counts").isEqualTo(ALARM);
    assertThat(scenario.history()).containsExactly("3 UNDETERMINED → ALARM");
    assertThat(scenario.series().get(Dimensions.of("h", "x"))).hasSize(2);
    assertThat(scenario.changes)
        .filteredOn(Change.AlarmChanged.class::isInstance)
        .as("shown once, in the state that was decided")
        .hasSize(1);
  }

  @Test
  void creationInItsInitialStateIsNoTransition() {
    assertThat(Scenario.of("avg(m) > 5").sample(1, "m", 9).transitions()).isEmpty();
    Scenario deterministic = Scenario.of("max(m, deterministic) > 5").sample(1, "m", 1);
    assertThat(deterministic.state()).isEqualTo(OK);
    assertThat(deterministic.transitions()).isEmpty();
  }

  @Test
  void oneSeriesMayFitSeveralSubExpressions() {
    Scenario scenario = Scenario.of("max(m) > 5 and min(m{h=a}) < 2").sample(1, "m", 1, "h", "a");
    assertThat(scenario.alarm().subAlarms())
        .extracting("state")
        .containsExactly(UNDETERMINED, ALARM);
    assertThat(scenario.series().get(Dimensions.empty())).hasSize(1);
  }

  @Test
  void beginsOkIfDeterministicElseUndetermined() {
    assertThat(Scenario.of("max(m, deterministic) > 5").sample(1, "m", 1).state()).isEqualTo(OK);
    assertThat(Scenario.of("max(m) > 5").sample(1, "m", 1).state()).isEqualTo(UNDETERMINED);
    assertThat(Scenario.of("max(m, deterministic) > 5 and max(m) > 5").sample(1, "m", 1).state())
        .as("not every sub-expression is deterministic")
        .isEqualTo(UNDETERMINED);
  }

  @Test
  void aSeriesThatLacksSomeMatchByKeysCreatesAnAlarm() {
    Scenario scenario = Scenario.of("max(m) > 5", "h", "d").sample(1, "m", 9, "h", "a");
    assertThat(scenario.alarm().matchValues()).isEqualTo(Dimensions.of("h", "a"));
  }

  @Test
  void aSeriesWithoutAnyMatchByKeyCreatesNothing() {
    Scenario scenario = Scenario.of("max(m) > 5", "h", "d").sample(1, "m", 9, "x", "a");
    assertThat(scenario.changes).isEmpty();
    scenario.feed(
        new Matched("def", Feeder.RATES, Dimensions.empty(), Scenario.ms(2), Values.of("m", 9)));
    assertThat(scenario.changes).as("the evaluator tests it itself").isEmpty();
  }

  @Test
  void aSeriesThatLacksKeysJoinsEveryAlarmItDoesNotContradict() {
    Scenario scenario = Scenario.of("max(disk) > 5 and max(cpu) > 5", "h", "d");
    scenario.sample(1, "disk", 9, "h", "a", "d", "sda").sample(1, "disk", 1, "h", "a", "d", "sdb");
    scenario.sample(1, "disk", 9, "h", "b", "d", "sda");
    scenario.sample(2, "cpu", 9, "h", "a");

    MetricId cpu = new MetricId("cpu", Dimensions.of("h", "a"));
    assertThat(scenario.series())
        .containsOnlyKeys(Dimensions.of("h", "a", "d", "sda"), Dimensions.of("h", "a", "d", "sdb"));
    assertThat(scenario.series().values()).allSatisfy(series -> assertThat(series).contains(cpu));

    scenario.sample(3, "disk", 9, "h", "a", "d", "sdb");
    assertThat(scenario.alarms().values()).extracting("state").containsExactly(ALARM, ALARM);
  }

  @Test
  void aNewAlarmPullsInTheKnownSeriesThatBelongToIt() {
    Scenario scenario = Scenario.of("max(disk) > 5 and max(cpu) > 5", "h", "d");
    scenario.sample(1, "cpu", 9, "h", "a");
    scenario.sample(2, "disk", 1, "h", "a", "d", "sda").sample(3, "disk", 1, "h", "a", "d", "sdb");

    assertThat(scenario.series())
        .containsOnlyKeys(Dimensions.of("h", "a", "d", "sda"), Dimensions.of("h", "a", "d", "sdb"));
    assertThat(scenario.series().values()).allSatisfy(series -> assertThat(series).hasSize(2));
  }

  @Test
  void tenThousandSeriesShareOneAlarmWithBoundedRecords() {
    Scenario scenario = Scenario.of("count(m) >= 10000");
    for (int i = 0; i < 10_000; i++) {
      scenario.sample(i / 1000.0, "m", 1, "h", "n" + i);
    }
    StateTransition transition = scenario.transitions().get(0);
    assertThat(transition.newState()).isEqualTo(ALARM);
    assertThat(transition.metrics()).hasSize(StateTransition.MAX_METRICS);
    assertThat(transition.metricCount()).isEqualTo(10_000);
    assertThat(scenario.store.alarm("def", transition.alarmId()).subAlarms().get(0).windows())
        .hasSize(1);
  }

  @Test
  void passesOverUnknownDefinitionsAndForeignMetrics() {
    Scenario scenario = Scenario.of("m{h=a} > 1");
    scenario.feed(
        new Matched("other", Feeder.RATES, Dimensions.empty(), Scenario.ms(1), Values.of("m", 1)));
    scenario.feed(
        new Matched(
            "def", Feeder.RATES, Dimensions.of("h", "b"), Scenario.ms(1), Values.of("m", 1)));
    scenario.feed(
        new Matched(
            "def", Feeder.RATES, Dimensions.of("h", "a"), Long.MAX_VALUE, Values.of("m", 1)));
    assertThat(scenario.changes).isEmpty();
  }
}
