package io.miharu.store.influxdb;

import io.miharu.model.Tier;
import io.miharu.store.Target;
import io.miharu.store.TimeRange;
import io.miharu.store.influxdb.Section.Reading;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * Which tier serves which part of a range. A metric that is sampled is read from raw points as long
 * as they are kept, before that from its roll-ups; one that only roll-ups have (a pod's, a
 * namespace's) is read as its totals.
 *
 * @param rawFromMs from when on raw points are complete, in ms since the epoch, a full hour
 * @param minuteFromMs the same for roll-ups over a minute
 * @param settledMs until when roll-ups can be expected to be there, late ones included
 */
record TierPlan(long rawFromMs, long minuteFromMs, long settledMs) {
  private static final long DAY_MS = Duration.ofDays(1).toMillis();
  private static final long HOUR_MS = Tier.HOUR.widthMs();

  static TierPlan of(Retentions retentions, long nowMs) {
    return new TierPlan(
        keptFrom(retentions.of(Target.RAW), nowMs),
        keptFrom(retentions.of(Target.MINUTE), nowMs),
        Tier.MINUTE.windowStart(nowMs - HOUR_MS));
  }

  /** The part of a sampled metric's range that raw points serve. */
  TimeRange raw(TimeRange range) {
    return range.intersect(TimeRange.since(rawFromMs));
  }

  /** The part that minutes serve. */
  TimeRange minutes(TimeRange range, boolean sampled) {
    return range.intersect(new TimeRange(minuteFromMs, sampled ? rawFromMs : TimeRange.LATEST_MS));
  }

  /** The part that hours serve. */
  TimeRange hours(TimeRange range) {
    return range.intersect(new TimeRange(TimeRange.EARLIEST_MS, Math.min(minuteFromMs, rawFromMs)));
  }

  /** Where the measurements of a name are. */
  List<Section> measurements(String name, TimeRange range, boolean sampled) {
    List<Section> sections = new ArrayList<>();
    add(sections, Target.POSTED, name, Reading.POINTS, range);
    if (sampled) {
      add(sections, Target.RAW, name, Reading.POINTS, raw(range));
    }
    addTotals(sections, name, range, sampled);
    return sections;
  }

  /**
   * Where the material for statistics of a name is. Over more than a day, minutes that lie wholly
   * inside serve instead of their raw points.
   *
   * @param sampled whether there are raw points of it at all
   * @param rolledUp whether there are minutes of it at all
   */
  List<Section> statistics(
      String name, TimeRange range, long periodMs, boolean sampled, boolean rolledUp) {
    List<Section> sections = new ArrayList<>();
    add(sections, Target.POSTED, name, Reading.POINTS, range);
    if (!sampled) {
      addTotals(sections, name, range, false);
      return sections;
    }
    boolean isLong = range.untilMs() - range.fromMs() > DAY_MS;
    boolean byMinutes = rolledUp && isLong && periodMs % Tier.MINUTE.widthMs() == 0;
    long minutesUntilMs = byMinutes ? Math.max(rawFromMs, settledMs) : rawFromMs;
    TimeRange minutes =
        range
            .intersect(new TimeRange(minuteFromMs, minutesUntilMs))
            .narrowTo(Tier.MINUTE.widthMs());
    add(sections, Target.HOUR, name, Reading.SAMPLES, hours(range).narrowTo(HOUR_MS));
    add(sections, Target.MINUTE, name, Reading.SAMPLES, minutes);
    TimeRange raw = raw(range);
    if (minutes.isEmpty()) {
      add(sections, Target.RAW, name, Reading.POINTS, raw);
    } else {
      TimeRange before = new TimeRange(TimeRange.EARLIEST_MS, minutes.fromMs());
      add(sections, Target.RAW, name, Reading.POINTS, raw.intersect(before));
      TimeRange after = TimeRange.since(minutes.untilMs());
      add(sections, Target.RAW, name, Reading.POINTS, raw.intersect(after));
    }
    return sections;
  }

  private void addTotals(List<Section> sections, String name, TimeRange range, boolean sampled) {
    add(
        sections,
        Target.HOUR,
        name,
        Reading.TOTALS,
        hours(range).windowsStartingInside(Tier.HOUR.widthMs()));
    add(
        sections,
        Target.MINUTE,
        name,
        Reading.TOTALS,
        minutes(range, sampled).windowsStartingInside(Tier.MINUTE.widthMs()));
  }

  private static void add(
      List<Section> sections, Target target, String name, Reading reading, TimeRange range) {
    if (!range.isEmpty()) {
      sections.add(new Section(target, Layout.column(target, name), reading, range));
    }
  }

  /** An hour later than retention begins, so that nothing is about to be deleted meanwhile. */
  private static long keptFrom(Duration retention, long nowMs) {
    return retention.isZero()
        ? TimeRange.EARLIEST_MS
        : Tier.HOUR.windowStart(nowMs - retention.toMillis()) + 2 * HOUR_MS;
  }
}
