package io.miharu.alarm.evaluation;

import static io.miharu.model.AlarmState.ALARM;
import static io.miharu.model.AlarmState.OK;
import static io.miharu.model.AlarmState.UNDETERMINED;
import static org.assertj.core.api.Assertions.assertThat;

import io.miharu.model.AlarmState;
import io.miharu.model.Dimensions;
import io.miharu.model.Feeder;
import io.miharu.model.Matched;
import io.miharu.model.StateTransition;
import io.miharu.model.SubAlarm;
import io.miharu.model.TaskMark;
import io.miharu.model.Values;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Monasca's rules for windows: monasca-api §9 and monasca-pipeline §1.5. */
class EarlyAndJudgedTest {

  /** What one sample of 10 or 1, which break or do not, decides at once about threshold 5. */
  @ParameterizedTest(name = "{0} of {1}: {2}")
  @CsvSource({
    "max(m) > 5, 10, ALARM",
    "max(m) > 5, 1, UNDETERMINED",
    "max(m) >= 5, 5, ALARM",
    "max(m) < 5, 1, UNDETERMINED",
    "max(m) < 5, 10, OK",
    "max(m) <= 5, 10, OK",
    "min(m) < 5, 1, ALARM",
    "min(m) < 5, 10, UNDETERMINED",
    "min(m) <= 5, 5, ALARM",
    "min(m) > 5, 10, UNDETERMINED",
    "min(m) > 5, 1, OK",
    "min(m) >= 5, 1, OK",
    "count(m) > 0, 10, ALARM",
    "count(m) >= 2, 10, UNDETERMINED",
    "count(m) < 5, 10, UNDETERMINED",
    "count(m) < 1, 10, OK",
    "avg(m) > 5, 10, UNDETERMINED",
    "avg(m) < 5, 10, UNDETERMINED",
    "sum(m) > 5, 10, UNDETERMINED",
    "sum(m) < 5, 10, UNDETERMINED",
    "last(m) > 5, 10, ALARM",
    "last(m) > 5, 1, OK",
    "last(m) < 5, 1, ALARM",
    "last(m) < 5, 10, OK"
  })
  void decidesEarly(String expression, double value, AlarmState expected) {
    Scenario scenario = Scenario.of(expression).sample(10, "m", value);

    assertThat(scenario.state()).isEqualTo(expected);
    if (expected == UNDETERMINED) {
      assertThat(scenario.transitions()).as("creation is no transition").isEmpty();
    } else {
      assertThat(scenario.history()).containsExactly("10 UNDETERMINED → " + expected);
    }
  }

  @ParameterizedTest(name = "{0}: {1}")
  @CsvSource({
    "avg(m) > 5, ALARM",
    "avg(m) > 5.5, OK",
    "sum(m) >= 11, ALARM",
    "sum(m) > 11, OK",
    "min(m) > 0, ALARM",
    "max(m) < 5, OK",
    "max(m) > 10, OK",
    "count(m) > 1, ALARM",
    "count(m) > 2, OK"
  })
  void judgesTheWindowOnceProgressHasPassedItsEnd(String expression, AlarmState expected) {
    Scenario scenario =
        Scenario.of(expression).sample(10, "m", 10).sample(20, "m", 1).passUntil(64);
    AlarmState before = scenario.state();
    scenario.mark(65);

    assertThat(scenario.state()).isEqualTo(expected);
    if (before == UNDETERMINED) {
      assertThat(scenario.history()).containsExactly("60 UNDETERMINED → " + expected);
      assertThat(scenario.transitions().get(0).decidedAt()).isEqualTo(Scenario.ms(65));
    }
  }

  @Test
  void aFirstValueBelowMaxStaysUndeterminedForTheRestOfTheMinute() {
    Scenario scenario = Scenario.of("max(x) > 14").sample(1, "x", 1).passUntil(64);
    assertThat(scenario.state()).isEqualTo(UNDETERMINED);

    scenario.passUntil(66);
    assertThat(scenario.history()).containsExactly("60 UNDETERMINED → OK");
  }

  @Test
  void alarmsEarlyOnlyAfterTimesConsecutiveBreakingWindows() {
    Scenario scenario = Scenario.of("max(m) > 5 times 3");
    scenario.sample(10, "m", 9).passUntil(70).sample(70, "m", 9).passUntil(130);
    assertThat(scenario.transitions()).isEmpty();

    scenario.sample(131, "m", 9);
    assertThat(scenario.history()).containsExactly("131 UNDETERMINED → ALARM");
    assertThat(scenario.alarm().subAlarms().get(0).currentValues()).containsExactly(9.0, 9.0, 9.0);
  }

  @Test
  void aWindowWithoutDataBreaksTheRun() {
    Scenario scenario = Scenario.of("max(m) > 5 times 3");
    scenario.sample(10, "m", 9).sample(70, "m", 9).passUntil(190).sample(190, "m", 9);
    assertThat(scenario.transitions()).isEmpty();
  }

  @Test
  void aLateSampleMayCompleteTheRunWhileItsWindowIsNotJudged() {
    Scenario scenario = Scenario.of("max(m) > 5 times 2");
    scenario.passUntil(62).sample(61, "m", 9).sample(59, "m", 9);
    assertThat(scenario.state()).isEqualTo(ALARM);
  }

  @Test
  void oneWindowThatDoesNotBreakIsEnoughForOkEvenBesideEmptyOnes() {
    Scenario scenario = Scenario.of("avg(m) > 5 times 3").sample(10, "m", 1).passUntil(66);
    assertThat(scenario.history()).containsExactly("60 UNDETERMINED → OK");
  }

  @Test
  void allTimesWindowsMustBreakForAlarm() {
    Scenario scenario = Scenario.of("avg(m) > 5 times 2");
    scenario.sample(10, "m", 9).passUntil(66);
    assertThat(scenario.transitions()).as("a gap before the first sample").isEmpty();

    scenario.sample(80, "m", 9).passUntil(126);
    assertThat(scenario.history()).containsExactly("120 UNDETERMINED → ALARM");

    scenario.sample(130, "m", 1).passUntil(186);
    assertThat(scenario.history()).last().isEqualTo("180 ALARM → OK");
  }

  @Test
  void windowsAreAlignedToTheEpochWhateverThePeriod() {
    Scenario scenario = Scenario.of("avg(m, 300) > 5").sample(140, "m", 9).passUntil(304);
    assertThat(scenario.transitions()).isEmpty();
    scenario.mark(305);
    assertThat(scenario.history()).containsExactly("300 UNDETERMINED → ALARM");
  }

  @Test
  void averagesOverAllSamplesOfAllSeries() {
    Scenario scenario = Scenario.of("avg(m) > 6.9");
    scenario.sample(1, "m", 9, "h", "a").sample(2, "m", 9, "h", "a").sample(3, "m", 3, "h", "b");
    scenario.passUntil(66);
    assertThat(scenario.alarm().subAlarms().get(0).currentValues()).containsExactly(7.0);
    assertThat(scenario.state()).isEqualTo(ALARM);
  }

  @Test
  void aSampleForAJudgedWindowChangesNothing() {
    Scenario scenario = Scenario.of("max(m) > 5").sample(10, "m", 1).passUntil(66);
    scenario.sample(50, "m", 9).passUntil(110);
    assertThat(scenario.history()).containsExactly("60 UNDETERMINED → OK");
  }

  @Test
  void aSampleMoreThanTwoWindowsAheadOfTheClockChangesNothing() {
    Scenario scenario = Scenario.of("max(m) > 5").sample(1, "m", 1).passUntil(30);
    scenario.sample(180, "m", 9);
    assertThat(scenario.state()).isEqualTo(UNDETERMINED);
    scenario.sample(179, "m", 9);
    assertThat(scenario.state()).isEqualTo(ALARM);
  }

  @Test
  void oneFastClockDoesNotPushTheOthersOutOfTheirWindow() {
    Scenario scenario = Scenario.of("avg(m) > 5").passUntil(10);
    scenario.sample(110, "m", 1, "h", "fast").sample(10, "m", 9, "h", "a").passUntil(66);
    assertThat(scenario.history()).containsExactly("60 UNDETERMINED → ALARM");
  }

  @Test
  void anOlderWindowDoesNotOverruleWhatANewerOneDecidedEarly() {
    Scenario scenario = Scenario.of("max(m) > 5").passUntil(62);
    scenario.sample(55, "m", 1).sample(61, "m", 9).passUntil(66);
    assertThat(scenario.state()).isEqualTo(ALARM);
    assertThat(scenario.transitions()).hasSize(1);
  }

  @Test
  void lastTakesTheNewestSampleOfAllSeriesAndIgnoresPeriodAndTimes() {
    Scenario scenario = Scenario.of("last(m, 300) > 5 times 3").sample(10, "m", 1, "h", "a");
    assertThat(scenario.state()).isEqualTo(OK);
    scenario.sample(30, "m", 9, "h", "b").sample(20, "m", 1, "h", "a");
    assertThat(scenario.history()).containsExactly("10 UNDETERMINED → OK", "30 OK → ALARM");
    scenario.sample(40, "m", 1, "h", "a");
    assertThat(scenario.history())
        .containsExactly("10 UNDETERMINED → OK", "30 OK → ALARM", "40 ALARM → OK");
  }

  @Test
  void lastNeverBecomesUndeterminedAndTakesSamplesOfAnyAge() {
    Scenario scenario = Scenario.of("last(m) > 5").sample(10, "m", 9).passUntil(3600);
    assertThat(scenario.state()).isEqualTo(ALARM);
    scenario.sample(11, "m", 1);
    assertThat(scenario.state()).isEqualTo(OK);
    scenario.sample(1e6, "m", 9);
    assertThat(scenario.state()).isEqualTo(ALARM);
  }

  @Test
  void silenceMakesItUndeterminedAfterTwoPeriodsTimesTimes() {
    Scenario scenario = Scenario.of("max(m) > 5 times 2");
    scenario.passUntil(50).sample(50, "m", 9).passUntil(70).sample(70, "m", 9);
    assertThat(scenario.state()).isEqualTo(ALARM);

    scenario.passUntil(70 + 239);
    assertThat(scenario.state()).isEqualTo(ALARM);
    scenario.mark(70 + 240);
    assertThat(scenario.history()).last().isEqualTo("310 ALARM → UNDETERMINED");
    assertThat(scenario.transitions().get(1).reason()).isEqualTo("No data: max(m) > 5.0 times 2");

    scenario.sample(311, "m", 1).passUntil(370);
    assertThat(scenario.state()).isEqualTo(OK);
  }

  @Test
  void eachSamplePutsSilenceOff() {
    Scenario scenario = Scenario.of("max(m) > 5").passUntil(0);
    for (int at = 0; at < 1000; at += 100) {
      scenario.sample(at, "m", 9).passUntil(at + 99);
    }
    assertThat(scenario.state()).isEqualTo(ALARM);
  }

  @Test
  void deterministicGoesOkWithTheFirstWindowWithoutData() {
    Scenario scenario = Scenario.of("count(log.error, deterministic) >= 1");
    scenario.passUntil(10).sample(10, "log.error", 1);
    assertThat(scenario.state()).isEqualTo(ALARM);
    scenario.passUntil(124);
    assertThat(scenario.state()).isEqualTo(ALARM);
    scenario.passUntil(600);
    assertThat(scenario.history()).containsExactly("10 OK → ALARM", "120 ALARM → OK");
    assertThat(scenario.transitions().get(1).reason())
        .isEqualTo("Threshold not exceeded: count(log.error, deterministic) >= 1.0 saw no data");
  }

  @Test
  void anHourAsleepIsNotSilence() {
    Scenario scenario = Scenario.of("max(m) > 5").passUntil(30).sample(30, "m", 9);
    scenario.mark(3630).sample(3631, "m", 9);
    scenario.passUntil(3640);
    assertThat(scenario.history()).containsExactly("30 UNDETERMINED → ALARM");
  }

  @Test
  void waitsOnlyForTheFeedersThatItsSeriesCameFrom() {
    Scenario scenario = Scenario.of("avg(m) > 5 and avg(n) > 5");
    scenario.feed(new TaskMark(Feeder.LOGMETRICS, 0, 1, Scenario.ms(10), Scenario.ms(15)));
    scenario.sample(10, "m", 9).sample(10, "n", 1).passUntil(66);
    assertThat(scenario.state()).isEqualTo(OK);

    Scenario both = Scenario.of("avg(m) > 5");
    both.sample(10, "m", 9).sampleFrom(Feeder.LOGMETRICS, 10, "m", 9, "h", "b").passUntil(66);
    assertThat(both.transitions()).isEmpty();
    both.feed(new TaskMark(Feeder.LOGMETRICS, 0, 1, Scenario.ms(60), Scenario.ms(66)));
    assertThat(both.history()).containsExactly("60 UNDETERMINED → ALARM");
  }

  @Test
  void waitsForEveryTaskOfAFeeder() {
    Scenario scenario = Scenario.of("avg(m) > 5").sample(10, "m", 9);
    scenario.feed(new TaskMark(Feeder.RATES, 1, 2, Scenario.ms(120), Scenario.ms(120)));
    assertThat(scenario.transitions()).isEmpty();
    scenario.feed(new TaskMark(Feeder.RATES, 0, 2, Scenario.ms(59), Scenario.ms(65)));
    assertThat(scenario.transitions()).isEmpty();
    scenario.feed(new TaskMark(Feeder.RATES, 0, 2, Scenario.ms(59.999), Scenario.ms(66)));
    assertThat(scenario.history()).containsExactly("60 UNDETERMINED → ALARM");
    assertThat(scenario.transitions().get(0).decidedAt()).isEqualTo(Scenario.ms(120));
  }

  @Test
  void subExpressionsCombineByThreeValuedLogic() {
    Scenario or = Scenario.of("max(a) > 5 or avg(b) > 5").sample(1, "b", 1).sample(2, "a", 9);
    assertThat(or.state()).as("ALARM or UNDETERMINED").isEqualTo(ALARM);

    Scenario and = Scenario.of("max(a) < 5 and avg(b) > 5").sample(1, "b", 9).sample(2, "a", 9);
    assertThat(and.state()).as("OK and UNDETERMINED").isEqualTo(OK);
  }

  @Test
  void valuesOfOneBatchDecideTogether() {
    Scenario scenario = Scenario.of("last(a) > 5 and last(b) > 5");
    scenario.samples(Feeder.RATES, 1, Values.of("a", 9, "b", 1));
    scenario.samples(Feeder.RATES, 2, Values.of("a", 1, "b", 9));
    assertThat(scenario.history()).containsExactly("1 UNDETERMINED → OK");
  }

  @Test
  void transitionsOfAnAlarmRiseStrictly() {
    Scenario scenario = Scenario.of("last(m) > 5").sample(10, "m", 9);
    scenario.sample(10, "m", 1).sample(10, "m", 9);
    assertThat(scenario.history())
        .containsExactly("10 UNDETERMINED → ALARM", "10.001 ALARM → OK", "10.002 OK → ALARM");
  }

  @Test
  void aTransitionCarriesItsEvidence() {
    Scenario scenario = Scenario.of("avg(cpu{h=a}, 120) > 90 times 2 or max(mem) > 5");
    for (int at = 10; at < 240; at += 60) {
      scenario.samples(Feeder.RATES, at, Values.of("cpu", 91.5 + at / 240, "mem", 1), "h", "a");
    }
    scenario.passUntil(246);

    StateTransition transition = scenario.transitions().get(scenario.transitions().size() - 1);
    assertThat(transition.newState()).isEqualTo(ALARM);
    assertThat(transition.reason())
        .isEqualTo("Threshold exceeded: avg(cpu{h=a}, 120) > 90.0 times 2 saw 91.5, 91.5");
    assertThat(transition.definitionVersion()).isEqualTo(1);
    assertThat(transition.metricCount()).isEqualTo(2);
    assertThat(transition.metrics()).extracting("name").containsExactly("cpu", "mem");
    assertThat(transition.subAlarms())
        .extracting(SubAlarm::state, SubAlarm::currentValues)
        .containsExactly(
            org.assertj.core.groups.Tuple.tuple(ALARM, List.of(91.5, 91.5)),
            org.assertj.core.groups.Tuple.tuple(OK, List.of(1.0)));
    assertThat(transition.subAlarms().get(0))
        .extracting(SubAlarm::function, SubAlarm::operator, SubAlarm::period, SubAlarm::periods)
        .containsExactly("AVG", "GT", 120, 2);
  }

  @Test
  void silenceIsCountedByTheSlowestTaskOfTheFeeder() {
    Scenario scenario = Scenario.of("max(m) > 5");
    for (int at = 0; at < 600; at++) {
      scenario.feed(new TaskMark(Feeder.RATES, 0, 2, Scenario.ms(at), Scenario.ms(at)));
      scenario.feed(
          new TaskMark(Feeder.RATES, 1, 2, Scenario.ms(0), Scenario.ms(Math.min(at, 50))));
      if (at == 50) {
        scenario.sample(50, "m", 9);
      }
    }
    assertThat(scenario.history()).containsExactly("50 UNDETERMINED → ALARM");
  }

  @Test
  void aFeederThatStandsStillIsBehindNotSilent() {
    Scenario scenario = Scenario.of("avg(m) > 5").passUntil(5).sample(1, "m", 9);
    for (int at = 6; at < 600; at++) {
      scenario.feed(new TaskMark(Feeder.RATES, 0, 1, Scenario.ms(0), Scenario.ms(at)));
    }
    assertThat(scenario.transitions()).isEmpty();
    scenario.feed(new TaskMark(Feeder.RATES, 0, 1, Scenario.ms(60), Scenario.ms(600)));
    assertThat(scenario.history())
        .containsExactly("60 UNDETERMINED → ALARM", "600 ALARM → UNDETERMINED");
  }

  @Test
  void wildTimestampsBeforeAnyClockAreHarmless() {
    Scenario scenario = Scenario.of("avg(m) > 5 times 2000000000");
    for (int power = 30; power < 63; power++) {
      for (long timestamp : new long[] {1L << power, -(1L << power)}) {
        scenario.feed(
            new Matched("def", Feeder.RATES, Dimensions.empty(), timestamp, Values.of("m", power)));
      }
    }
    scenario.sample(10, "m", 1).passUntil(66);
    assertThat(scenario.state()).isEqualTo(OK);
  }

  @Test
  void aReasonNamesTheFirstOfManySubExpressions() {
    String expression = "last(m) > 0" + " and last(m) > 0".repeat(29);
    Scenario scenario = Scenario.of(expression).sample(1, "m", 0).sample(2, "m", 1);
    assertThat(scenario.transitions().get(0).reason()).endsWith("; and 10 more");
  }
}
