package io.miharu.alarm.evaluation;

import static org.assertj.core.api.Assertions.assertThat;

import io.miharu.model.AlarmInput;
import io.miharu.model.Dimensions;
import io.miharu.model.Feeder;
import io.miharu.model.Matched;
import io.miharu.model.StateTransition;
import io.miharu.model.Values;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

/** What holds for any log of inputs. */
class ReplayTest {
  private static final String[] JUDGED = {
    "avg(m) > 5",
    "sum(m, 120) >= 20 times 2",
    "avg(m, deterministic) > 5 and sum(n) < 30",
    "avg(m) <= 4 times 3 or avg(n, 120) > 6",
    "sum(m{h=a}) > 12.5 or avg(n) < 2"
  };
  private static final String[] ANY = {
    "max(m) > 7 times 2",
    "count(m, deterministic) >= 3",
    "last(m) > 5 and min(n) > 2",
    "min(m) < 2 or max(n) < 5",
    "count(m) < 4 and avg(n) > 5 or last(n) > 8"
  };

  @Property(tries = 200)
  void aReplayGivesTheSameChangesBitForBit(@ForAll Random random) {
    Scenario first = play(new Scenario(), random);
    Scenario again = new Scenario();
    first.inputs.forEach(again::feed);
    assertThat(again.changes).isEqualTo(first.changes);
  }

  @Property(tries = 200)
  void aRestartBeforeEveryInputChangesNothing(@ForAll Random random) {
    Scenario undisturbed = play(new Scenario(), random);
    Scenario restarting = new Scenario(new JsonAlarmStore(), true);
    undisturbed.inputs.forEach(restarting::feed);
    for (int i = 0; i < undisturbed.changes.size(); i++) {
      assertThat(restarting.changes.get(i)).isEqualTo(undisturbed.changes.get(i));
    }
    assertThat(restarting.changes).hasSameSizeAs(undisturbed.changes);
  }

  /** The first sample of each alarm keeps its place, since the alarm's id follows from it. */
  @Property(tries = 300)
  void theOrderOfArrivalBetweenTwoMarksDoesNotChangeTransitions(@ForAll Random random) {
    Scenario inOrder = new Scenario().define(JUDGED[random.nextInt(JUDGED.length)], "h");
    for (String h : List.of("a", "b")) {
      inOrder.samples(Feeder.RATES, 0, Values.of("m", 1, "n", 1), "h", h);
    }
    int begin = inOrder.inputs.size();
    samplesAndMarks(inOrder, random);

    Scenario shuffled = new Scenario();
    inOrder.inputs.subList(0, begin).forEach(shuffled::feed);
    shuffledBetweenMarks(inOrder.inputs.subList(begin, inOrder.inputs.size()), random)
        .forEach(shuffled::feed);

    assertThat(byAlarm(shuffled)).isEqualTo(byAlarm(inOrder));
  }

  /** Also functions that decide early end up in the same states, if not at the same sample. */
  @Property(tries = 300)
  void theOrderOfArrivalDoesNotChangeWhatIsKnownInTheEnd(@ForAll Random random) {
    Scenario inOrder = new Scenario().define(ANY[random.nextInt(ANY.length)], "h");
    samplesAndMarks(inOrder, random);
    inOrder.passUntil(900);

    Scenario shuffled = new Scenario();
    shuffledBetweenMarks(inOrder.inputs, random).forEach(shuffled::feed);

    assertThat(states(shuffled)).isEqualTo(states(inOrder));
  }

  private static Scenario play(Scenario scenario, Random random) {
    String[] expressions = random.nextBoolean() ? JUDGED : ANY;
    String expression = expressions[random.nextInt(expressions.length)];
    scenario.define(
        expression, random.nextBoolean() ? new String[] {"h"} : new String[] {"h", "d"});
    samplesAndMarks(scenario, random);
    scenario.define(expression.replace("5", "4"), "h");
    samplesAndMarks(scenario, random);
    if (random.nextInt(4) == 0) {
      scenario.delete().define(expression);
      samplesAndMarks(scenario, random);
    }
    return scenario;
  }

  private static void samplesAndMarks(Scenario scenario, Random random) {
    double start = scenario.lastMark();
    for (double at = start; at < start + 420; at += 1 + random.nextInt(40)) {
      for (int i = random.nextInt(4); i > 0; i--) {
        // Two samples at one moment would make 'last' depend on their order.
        double when =
            at - random.nextInt(70) + random.nextInt(20) + scenario.inputs.size() % 1000 / 1000.0;
        String[] dimensions =
            switch (random.nextInt(3)) {
              case 0 -> new String[] {"h", "a"};
              case 1 -> new String[] {"h", "b"};
              default -> new String[] {"h", "a", "d", "x" + random.nextInt(2)};
            };
        scenario.samples(
            Feeder.RATES,
            when,
            Values.of(random.nextBoolean() ? "m" : "n", number(random)),
            dimensions);
      }
      scenario.mark(at);
    }
  }

  private static double number(Random random) {
    return random.nextInt(100) / 10.0;
  }

  private static List<AlarmInput> shuffledBetweenMarks(List<AlarmInput> inputs, Random random) {
    List<AlarmInput> shuffled = new ArrayList<>();
    List<AlarmInput> matched = new ArrayList<>();
    for (AlarmInput input : inputs) {
      if (input instanceof Matched) {
        matched.add(input);
      } else {
        Collections.shuffle(matched, random);
        shuffled.addAll(matched);
        matched.clear();
        shuffled.add(input);
      }
    }
    shuffled.addAll(matched);
    return shuffled;
  }

  /** Without the series, whose order of joining may differ in a transition before all joined. */
  private static List<List<Object>> byAlarm(Scenario scenario) {
    return scenario.transitions().stream()
        .sorted(
            java.util.Comparator.comparing(StateTransition::alarmId)
                .thenComparing(StateTransition::timestamp))
        .map(
            t ->
                List.<Object>of(
                    t.id(),
                    t.oldState(),
                    t.newState(),
                    t.timestamp(),
                    t.decidedAt(),
                    t.reason(),
                    t.subAlarms()))
        .toList();
  }

  private static java.util.Map<Dimensions, Object> states(Scenario scenario) {
    java.util.Map<Dimensions, Object> states = new java.util.TreeMap<>();
    scenario.alarms().values().forEach(alarm -> states.put(alarm.matchValues(), alarm.state()));
    return states;
  }
}
