package io.miharu.alarmengine.topology;

import static org.assertj.core.api.Assertions.assertThat;

import io.miharu.model.Feeder;
import io.miharu.model.TaskMark;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class FeederMarksTest {
  private final FeederMarks marks = new FeederMarks(2, 3);

  private Optional<TaskMark> after(Feeder feeder, int task, int tasks, long through, long clock) {
    marks.accept(new TaskMark(feeder, task, tasks, through, clock));
    return marks.due(feeder);
  }

  private static Optional<TaskMark> mark(Feeder feeder, long through, long clock) {
    return Optional.of(new TaskMark(feeder, 2, 3, through, clock));
  }

  @Test
  void knowsNoProgressBeforeEachTaskHasMarked() {
    assertThat(after(Feeder.RATES, 0, 2, 10_000, 11_000)).isEmpty();
    assertThat(after(Feeder.LOGMETRICS, 1, 2, 10_000, 11_000)).isEmpty();
    assertThat(after(Feeder.RATES, 1, 2, 9_000, 12_000))
        .isEqualTo(mark(Feeder.RATES, 9_000, 11_000));
  }

  @Test
  void passesOnTheMinimumOverTheTasks() {
    after(Feeder.RATES, 0, 2, 10_000, 11_000);
    after(Feeder.RATES, 1, 2, 10_000, 11_000);

    assertThat(after(Feeder.RATES, 0, 2, 50_000, 51_000)).isEmpty();
    assertThat(after(Feeder.RATES, 1, 2, 40_000, 52_000))
        .isEqualTo(mark(Feeder.RATES, 40_000, 51_000));
  }

  @Test
  void passesOnOnceForEachSecondOfTheClock() {
    assertThat(after(Feeder.POSTED, 0, 1, 1_000, 31_000)).isPresent();
    assertThat(after(Feeder.POSTED, 0, 1, 1_500, 31_500)).isEmpty();
    assertThat(after(Feeder.POSTED, 0, 1, 1_999, 31_999)).isEmpty();
    assertThat(after(Feeder.POSTED, 0, 1, 2_000, 32_000)).isPresent();
  }

  @Test
  void passesOnAtOnceWhenAMinuteIsComplete() {
    after(Feeder.ROLLUPS, 0, 1, 59_000, 90_000);
    assertThat(after(Feeder.ROLLUPS, 0, 1, 59_999, 90_001)).isEmpty();
    assertThat(after(Feeder.ROLLUPS, 0, 1, 60_000, 90_002))
        .isEqualTo(mark(Feeder.ROLLUPS, 60_000, 90_002));
  }

  @Test
  void neverGoesBackAndRemembersItInWhatItReturns() {
    after(Feeder.POSTED, 0, 1, 70_000, 100_000);

    assertThat(marks.accept(new TaskMark(Feeder.POSTED, 0, 1, 40_000, 70_000)))
        .isEqualTo(new TaskMark(Feeder.POSTED, 0, 1, 70_000, 100_000));
    assertThat(marks.due(Feeder.POSTED)).isEmpty();
    assertThat(after(Feeder.POSTED, 0, 1, 65_000, 101_000))
        .isEqualTo(mark(Feeder.POSTED, 70_000, 101_000));
  }

  @Test
  void waitsForTasksThatAreNew() {
    after(Feeder.RATES, 0, 1, 10_000, 11_000);

    assertThat(after(Feeder.RATES, 0, 2, 20_000, 21_000)).isEmpty();
    assertThat(after(Feeder.RATES, 1, 2, 20_000, 21_000)).isPresent();
  }
}
