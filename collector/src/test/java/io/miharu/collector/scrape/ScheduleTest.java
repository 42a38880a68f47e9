package io.miharu.collector.scrape;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;

class ScheduleTest {
  @Property
  void nextPlaceIsWithinOneInterval(
      @ForAll String key,
      @ForAll @IntRange(min = 1, max = 3_600_000) int intervalMs,
      @ForAll @LongRange(min = 0, max = 4_000_000_000_000L) long nowMs) {
    Schedule schedule = Schedule.of(key, intervalMs);
    long next = schedule.after(nowMs);
    assertThat(next).isGreaterThan(nowMs).isLessThanOrEqualTo(nowMs + intervalMs);
    assertThat(schedule.after(next)).isEqualTo(next + intervalMs);
  }

  @Test
  void spreadsTargetsOverTheInterval() {
    Set<Long> seconds = new HashSet<>();
    for (int i = 0; i < 100; i++) {
      seconds.add(
          Schedule.of("n" + i + " http://n" + i + ":8080/metrics", 15_000).phaseMs() / 1000);
    }
    assertThat(seconds).hasSize(15);
  }
}
