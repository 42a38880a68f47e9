package io.miharu.stream.progress;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ObservedTimeTest {
  private final ObservedTime time = ObservedTime.beginning();

  @Test
  void sumsUpTheStepsOfTheClock() {
    time.advance(10_000);
    time.advance(11_000);
    time.advance(12_500);

    assertThat(time.observedMs()).isEqualTo(2_500);
  }

  @Test
  void capsAStepSoThatSleepIsNotTime() {
    time.advance(10_000);
    time.advance(10_000 + 3_600_000);

    assertThat(time.observedMs()).isEqualTo(2_000);
    assertThat(time.clockMs()).isEqualTo(3_610_000);
  }

  @Test
  void countsTwoClocksThatDifferOnce() {
    for (long second = 1; second <= 10; second++) {
      time.advance(second * 1_000 + 400);
      time.advance(second * 1_000);
    }

    assertThat(time.observedMs()).isEqualTo(9_000);
  }

  @Test
  void goesOnFromAClockThatWasSetBack() {
    time.advance(3_600_000);
    time.advance(1_000);
    time.advance(2_000);

    assertThat(time.observedMs()).isEqualTo(1_000);
    assertThat(time.clockMs()).isEqualTo(2_000);
  }
}
