package io.miharu.alarm.evaluation;

import io.miharu.model.AlarmState;
import io.miharu.model.Feeder;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the evaluator remembers of one sub-expression in one alarm.
 *
 * @param state as decided last
 * @param values what it was decided on, oldest window first
 * @param hasSeries whether a series of the alarm fits it
 * @param feeders where its series came from, in the order of the enum, without repeats
 * @param windows those not empty that were not judged, or are still in view, oldest first
 * @param last the newest sample, for {@code last} only
 * @param judgedThrough end of the last window judged, in ms; {@link #NEVER} before the first
 * @param decidedWindow start of the newest window of the view that decided the state, in ms; {@link
 *     #NEVER} before the first decision
 * @param heardAtMs observed time of its feeders at the last sample that counted
 */
public record SubAlarmMemory(
    AlarmState state,
    List<Double> values,
    boolean hasSeries,
    List<Feeder> feeders,
    List<Window> windows,
    @Nullable LastSample last,
    long judgedThrough,
    long decidedWindow,
    long heardAtMs) {
  /** Before anything was judged or decided. */
  public static final long NEVER = Long.MIN_VALUE;

  public SubAlarmMemory {
    values = List.copyOf(values);
    feeders = List.copyOf(feeders);
    windows = List.copyOf(windows);
  }

  /** With what decided it, unless a newer window did already. */
  SubAlarmMemory decided(AlarmState newState, List<Double> newValues, long window) {
    return window < decidedWindow
        ? this
        : new SubAlarmMemory(
            newState,
            newValues,
            hasSeries,
            feeders,
            windows,
            last,
            judgedThrough,
            window,
            heardAtMs);
  }

  SubAlarmMemory withWindows(List<Window> newWindows, long judged, long heard) {
    return new SubAlarmMemory(
        state, values, hasSeries, feeders, newWindows, last, judged, decidedWindow, heard);
  }

  SubAlarmMemory withFeeders(List<Feeder> newFeeders) {
    return new SubAlarmMemory(
        state,
        values,
        hasSeries,
        newFeeders,
        windows,
        last,
        judgedThrough,
        decidedWindow,
        heardAtMs);
  }

  SubAlarmMemory withSeries(boolean any) {
    return new SubAlarmMemory(
        state, values, any, feeders, windows, last, judgedThrough, decidedWindow, heardAtMs);
  }

  /**
   * The newest sample over all series.
   *
   * @param timestamp event time in ms since the epoch
   * @param value as measured
   */
  public record LastSample(long timestamp, double value) {}
}
