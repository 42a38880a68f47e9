package io.miharu.store.influxdb;

import static org.assertj.core.api.Assertions.assertThat;

import io.miharu.store.Target;
import io.miharu.store.TimeRange;
import io.miharu.store.influxdb.Section.Reading;
import java.util.List;
import org.junit.jupiter.api.Test;

class TierPlanTest {
  private static final long HOUR = 3_600_000;
  private static final long DAY = 24 * HOUR;
  private static final long RAW_FROM = 1000 * DAY;
  private static final long MINUTE_FROM = 900 * DAY;
  private static final long SETTLED = 1007 * DAY;
  private static final String NAME = "container.mem.rss_bytes";

  private final TierPlan plan = new TierPlan(RAW_FROM, MINUTE_FROM, SETTLED);

  @Test
  void readsASampledMetricFromPointsAndWhatIsOlderFromTheTiers() {
    assertThat(plan.measurements(NAME, TimeRange.ALL, true))
        .containsExactly(
            section(Target.POSTED, Reading.POINTS, TimeRange.EARLIEST_MS, TimeRange.LATEST_MS),
            section(Target.RAW, Reading.POINTS, RAW_FROM, TimeRange.LATEST_MS),
            section(Target.HOUR, Reading.TOTALS, TimeRange.EARLIEST_MS, MINUTE_FROM),
            section(Target.MINUTE, Reading.TOTALS, MINUTE_FROM, RAW_FROM));
  }

  @Test
  void usesMinutesForLongRangesAndPointsForTheirRaggedEnds() {
    TimeRange range = new TimeRange(RAW_FROM + 20_000, SETTLED + 90_000);
    assertThat(plan.statistics(NAME, range, 300_000, true, true))
        .containsExactly(
            section(Target.POSTED, Reading.POINTS, range.fromMs(), range.untilMs()),
            section(Target.MINUTE, Reading.SAMPLES, RAW_FROM + 60_000, SETTLED),
            section(Target.RAW, Reading.POINTS, RAW_FROM + 20_000, RAW_FROM + 60_000),
            section(Target.RAW, Reading.POINTS, SETTLED, SETTLED + 90_000));
  }

  @Test
  void usesPointsForShortRangesForOddPeriodsAndForWhatIsNotRolledUp() {
    TimeRange day = new TimeRange(RAW_FROM, RAW_FROM + DAY);
    TimeRange week = new TimeRange(RAW_FROM, SETTLED);
    List<Section> all =
        List.of(
                plan.statistics(NAME, day, 300_000, true, true),
                plan.statistics(NAME, week, 90_000, true, true),
                plan.statistics(NAME, week, 300_000, true, false))
            .stream()
            .flatMap(List::stream)
            .toList();
    assertThat(all).extracting(Section::reading).containsOnly(Reading.POINTS);
  }

  @Test
  void coversTheRangeOnceButForMinutesThatAreCutWhereOnlyMinutesAreLeft() {
    for (long from = MINUTE_FROM; from < SETTLED; from += 3 * DAY + 12_345) {
      TimeRange range = new TimeRange(from, from + 5 * DAY + 54_321);
      long covered =
          plan.statistics(NAME, range, 60_000, true, true).stream()
              .filter(section -> section.target() != Target.POSTED)
              .mapToLong(section -> section.range().untilMs() - section.range().fromMs())
              .sum();
      assertThat(covered).isBetween(range.untilMs() - from - 120_000, range.untilMs() - from);
    }
  }

  private static Section section(Target target, Reading reading, long fromMs, long untilMs) {
    return new Section(
        target, Layout.column(target, NAME), reading, new TimeRange(fromMs, untilMs));
  }
}
