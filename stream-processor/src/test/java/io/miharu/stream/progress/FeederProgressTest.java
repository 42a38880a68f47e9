package io.miharu.stream.progress;

import static org.assertj.core.api.Assertions.assertThat;

import io.miharu.model.Feeder;
import io.miharu.model.TaskMark;
import org.junit.jupiter.api.Test;

class FeederProgressTest {
  private final FeederProgress progress = new FeederProgress();

  @Test
  void hasNoneUntilEachTaskHasMarked() {
    progress.mark(new TaskMark(Feeder.RATES, 0, 2, 100, 1));
    assertThat(progress.completeThrough(Feeder.RATES)).isEmpty();

    progress.mark(new TaskMark(Feeder.RATES, 1, 2, 80, 2));
    assertThat(progress.completeThrough(Feeder.RATES)).hasValue(80);
    assertThat(progress.clock(Feeder.RATES)).hasValue(1);
  }

  @Test
  void keepsFeedersApart() {
    progress.mark(new TaskMark(Feeder.RATES, 0, 1, 100, 1));
    progress.mark(new TaskMark(Feeder.LOGMETRICS, 0, 1, 50, 1));

    assertThat(progress.completeThrough(Feeder.RATES)).hasValue(100);
    assertThat(progress.completeThrough(Feeder.LOGMETRICS)).hasValue(50);
    assertThat(progress.completeThrough(Feeder.ROLLUPS)).isEmpty();
  }

  @Test
  void beginsAnewWhenTheNumberOfTasksChanges() {
    progress.mark(new TaskMark(Feeder.RATES, 0, 1, 100, 1));
    progress.mark(new TaskMark(Feeder.RATES, 0, 2, 110, 2));

    assertThat(progress.completeThrough(Feeder.RATES)).isEmpty();
  }
}
