package io.miharu.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.miharu.model.AlarmSeverity;
import io.miharu.model.AlarmState;
import io.miharu.model.Dimensions;
import io.miharu.model.LogBatch;
import io.miharu.model.LogLevel;
import io.miharu.model.LogLine;
import io.miharu.model.MetricId;
import io.miharu.model.StateTransition;
import io.miharu.model.SubAlarm;
import io.miharu.model.Tier;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** What every implementation does with log lines and transitions of alarms. */
public abstract class HistoryContract {
  private final String tenant = UUID.randomUUID().toString();
  private final long base = Tier.HOUR.windowStart(nowMs()) - 3_600_000;

  protected abstract LogStore logs();

  protected abstract TransitionStore transitions();

  protected abstract StoreWriter writer();

  protected abstract RecordEncoder newEncoder();

  protected abstract long nowMs();

  @Test
  void keepsLogLinesToTheNanosecondAndInOrder() {
    Dimensions web = Dimensions.of("pod_name", "web", "level", "a dimension, not the line's");
    Dimensions db = Dimensions.of("pod_name", "db");
    long first = base * 1_000_000 + 1;
    store(
        new LogBatch(
            tenant,
            web,
            "n1",
            "f1",
            List.of(line(first, "one", 0), line(first + 1, "two\n\tat x \\ \"q\"", 10))));
    store(new LogBatch(tenant, db, "n1", "f2", List.of(line(first, "three", 0))));
    TimeRange range = TimeRange.since(base);

    assertThat(logs().lines(tenant, DimensionFilter.of(web), range, 10))
        .containsExactly(
            new StoredLine(web, first, "stdout", LogLevel.WARN, "one"),
            new StoredLine(web, first + 1, "stdout", LogLevel.WARN, "two\n\tat x \\ \"q\""));
    assertThat(logs().count(tenant, DimensionFilter.ANY, range)).isEqualTo(3);
    assertThat(logs().count(tenant, DimensionFilter.of(db), range)).isEqualTo(1);
    assertThat(logs().count("nobody", DimensionFilter.ANY, range)).isZero();
    assertThat(logs().lines(tenant, DimensionFilter.ANY, range, 2)).hasSize(2);
  }

  @Test
  void overwritesALineThatIsSentAgainAndPassesOverShedOnes() {
    Dimensions web = Dimensions.of("pod_name", "web");
    long time = base * 1_000_000;
    LogLine shed = new LogLine("stdout", 20, 30, LogLevel.INFO, time + 5, time + 5, null);
    LogBatch batch = new LogBatch(tenant, web, "n1", "f1", List.of(line(time, "one", 0), shed));
    store(batch);
    store(batch);

    assertThat(logs().count(tenant, DimensionFilter.ANY, TimeRange.ALL)).isEqualTo(1);
  }

  @Test
  void keepsEveryTransitionAsItWas() {
    StateTransition one = transition("alarm-1", base);
    StateTransition other = transition("alarm-2", base);
    StateTransition later = transition("alarm-1", base + 1);
    List.of(later, other, one).forEach(this::store);

    assertThat(transitions().transitions(tenant, null, TimeRange.ALL, 0, 10))
        .containsExactly(one, other, later);
    assertThat(transitions().transitions(tenant, "alarm-1", TimeRange.ALL, 0, 10))
        .containsExactly(one, later);
    assertThat(transitions().transitions(tenant, null, TimeRange.since(base), 1, 1))
        .containsExactly(other);
    assertThat(transitions().transitions(tenant, null, new TimeRange(base, base + 1), 0, 10))
        .containsExactly(one, other);
    assertThat(transitions().transitions("nobody", null, TimeRange.ALL, 0, 10)).isEmpty();
  }

  private static LogLine line(long storeTime, String text, long start) {
    return new LogLine("stdout", start, start + 10, LogLevel.WARN, storeTime - 1, storeTime, text);
  }

  private StateTransition transition(String alarmId, long timestamp) {
    SubAlarm subAlarm =
        new SubAlarm(
            "avg(m{}) > 1",
            "AVG",
            "m",
            Dimensions.empty(),
            "GT",
            1,
            60,
            1,
            false,
            AlarmState.ALARM,
            List.of(1.5, 2.0));
    return new StateTransition(
        UUID.randomUUID().toString(),
        tenant,
        alarmId,
        "definition",
        3,
        "CPU \"high\"",
        "",
        AlarmSeverity.HIGH,
        AlarmState.OK,
        AlarmState.ALARM,
        timestamp,
        timestamp + 7,
        "because\nof this",
        List.of(new MetricId("m", Dimensions.of("k", "v, \\"))),
        1,
        List.of(subAlarm));
  }

  private void store(LogBatch batch) {
    LineBatch out = new LineBatch();
    assertThat(newEncoder().encode(batch, nowMs(), out)).isZero();
    write(out);
  }

  private void store(StateTransition transition) {
    LineBatch out = new LineBatch();
    assertThat(newEncoder().encode(transition, nowMs(), out)).isZero();
    write(out);
  }

  private void write(LineBatch out) {
    List<WriteOutcome> outcomes = new ArrayList<>();
    out.byTarget()
        .forEach((target, lines) -> outcomes.add(writer().write(target, lines, 0, lines.count())));
    assertThat(outcomes).containsOnly(new WriteOutcome.Accepted(0));
  }
}
