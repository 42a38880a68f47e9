package io.miharu.alarm.evaluation;

import io.miharu.alarm.language.AggregateFunction;
import io.miharu.alarm.language.SubExpression;
import io.miharu.model.AlarmState;
import io.miharu.model.Feeder;
import java.util.ArrayList;
import java.util.List;

/**
 * The rules by which one sub-expression of one alarm is decided. Pure functions: memory in, memory
 * out. Windows are aligned to the epoch; {@code periods} of them in a row form a view.
 */
final class SubAlarmRules {
  /** Due never. */
  static final long NEVER_DUE = Long.MAX_VALUE;

  /** How many windows ahead of the clock's own a sample may lie, as in Monasca. */
  static final int WINDOWS_AHEAD = 2;

  /**
   * Windows kept beyond the view, before any clock tells which samples lie in the future: bounds
   * what a client can pile up by posting wild timestamps in the first second of an engine's life.
   */
  static final int MAX_WAITING_WINDOWS = 1_000;

  /** How many windows' values are kept as evidence, the newest ones. */
  static final int MAX_VALUES = 100;

  private SubAlarmRules() {}

  /**
   * Before the first sample.
   *
   * @param passed event time in ms before which nothing more comes
   */
  static SubAlarmMemory initial(SubExpression sub, AlarmState state, long passed, long observedMs) {
    return new SubAlarmMemory(
        state,
        List.of(),
        false,
        List.of(),
        List.of(),
        null,
        judgedEnd(sub, SubAlarmMemory.NEVER, passed),
        SubAlarmMemory.NEVER,
        observedMs);
  }

  /** With a series that came from the feeder. */
  static SubAlarmMemory heardFrom(SubAlarmMemory memory, Feeder feeder) {
    if (memory.feeders().contains(feeder)) {
      return memory;
    }
    List<Feeder> feeders = new ArrayList<>(memory.feeders());
    feeders.add(feeder);
    return memory.withFeeders(feeders.stream().sorted().toList());
  }

  /**
   * With one sample, and with what it decides at once. A sample whose window was judged, or that
   * lies more than {@link #WINDOWS_AHEAD} windows ahead of the clock, changes nothing.
   *
   * @param timestamp event time in ms
   * @param passed event time in ms before which nothing more comes
   * @param clock in ms
   * @param observedMs observed time of the sub-expression's feeders
   */
  static SubAlarmMemory sampled(
      SubExpression sub,
      SubAlarmMemory memory,
      long timestamp,
      double value,
      long passed,
      long clock,
      long observedMs) {
    if (sub.function() == AggregateFunction.LAST) {
      return newest(sub, memory, timestamp, value);
    }
    long start = Windows.windowStart(sub, timestamp);
    long judged = judgedEnd(sub, memory.judgedThrough(), passed);
    boolean late = start < judged;
    boolean ahead =
        clock != Progress.UNKNOWN
            && start > Windows.windowStart(sub, clock) + WINDOWS_AHEAD * sub.periodMs();
    if (late || ahead) {
      return memory;
    }
    List<Window> windows =
        Windows.with(Windows.inView(sub, memory.windows(), judged), start, value);
    if (windows.size() > (long) sub.periods() + MAX_WAITING_WINDOWS) {
      windows.remove(0);
    }
    return decidedEarly(sub, memory.withWindows(windows, judged, observedMs), start);
  }

  /** The decision that a window which may still grow allows already, if it allows one. */
  private static SubAlarmMemory decidedEarly(SubExpression sub, SubAlarmMemory memory, long start) {
    List<Window> windows = memory.windows();
    int at = Windows.indexOf(windows, start);
    boolean holds = holds(sub, windows.get(at));
    if (!holds && sub.function().staysFalse(sub.operator())) {
      return memory.decided(AlarmState.OK, values(sub, windows.subList(at, at + 1)), start);
    }
    if (!holds || !sub.function().staysTrue(sub.operator())) {
      return memory;
    }
    int from = at;
    while (from > 0 && follows(sub, windows.get(from - 1), windows.get(from))) {
      from--;
    }
    int to = at;
    while (to + 1 < windows.size() && follows(sub, windows.get(to), windows.get(to + 1))) {
      to++;
    }
    int length = to - from + 1;
    if (length < sub.periods()) {
      return memory;
    }
    List<Window> run = windows.subList(to + 1 - sub.periods(), to + 1);
    return memory.decided(AlarmState.ALARM, values(sub, run), windows.get(to).start());
  }

  /** Whether both windows break the threshold and lie side by side. */
  private static boolean follows(SubExpression sub, Window earlier, Window later) {
    return earlier.start() + sub.periodMs() == later.start()
        && holds(sub, earlier)
        && holds(sub, later);
  }

  /**
   * When the next view may be judged: the event time in ms that must have passed. {@link
   * #NEVER_DUE} if no judgement could change anything. Views are passed over that bring no new
   * window, and whose gaps say nothing: a window that leaves the view never changes the state.
   */
  static long nextJudgement(SubExpression sub, SubAlarmMemory memory) {
    if (sub.function() == AggregateFunction.LAST) {
      return NEVER_DUE;
    }
    long next = NEVER_DUE;
    for (Window window : memory.windows()) {
      if (window.start() >= memory.judgedThrough()) {
        next = window.start() + sub.periodMs();
        break;
      }
    }
    boolean silenceIsOk = sub.deterministic() && memory.state() != AlarmState.OK;
    if (silenceIsOk && memory.judgedThrough() != SubAlarmMemory.NEVER) {
      long decides = Math.max(memory.judgedThrough(), memory.decidedWindow());
      next = Math.min(next, decides + sub.periodMs());
    }
    return next;
  }

  /**
   * Judges the view that ends there: any window that does not break the threshold means OK; all of
   * them full and breaking, ALARM; else there are gaps, which mean OK if the sub-expression is
   * deterministic and nothing if it is not. A decision on a newer window stays.
   *
   * @param end event time in ms; as {@link #nextJudgement} says
   */
  static SubAlarmMemory judged(SubExpression sub, SubAlarmMemory memory, long end) {
    long newest = end - sub.periodMs();
    List<Window> view = new ArrayList<>();
    boolean allHold = true;
    for (Window window : Windows.inView(sub, memory.windows(), newest)) {
      if (window.start() < end) {
        view.add(window);
        allHold &= holds(sub, window);
      }
    }
    SubAlarmMemory judged =
        memory.withWindows(Windows.inView(sub, memory.windows(), end), end, memory.heardAtMs());
    if (!allHold) {
      return judged.decided(AlarmState.OK, values(sub, view), newest);
    }
    if (view.size() == sub.periods()) {
      return judged.decided(AlarmState.ALARM, values(sub, view), newest);
    }
    return sub.deterministic() ? judged.decided(AlarmState.OK, values(sub, view), newest) : judged;
  }

  /**
   * The observed time of its feeders, in ms, at which silence makes it UNDETERMINED unless another
   * sample comes before: 2 × period × periods. {@link #NEVER_DUE} if silence cannot.
   */
  static long silenceDue(SubExpression sub, SubAlarmMemory memory) {
    if (sub.function() == AggregateFunction.LAST
        || sub.deterministic()
        || memory.state() == AlarmState.UNDETERMINED) {
      return NEVER_DUE;
    }
    double silence = 2.0 * sub.periodMs() * sub.periods(); // May exceed a long.
    return silence > NEVER_DUE / 2 ? NEVER_DUE : memory.heardAtMs() + (long) silence;
  }

  /** Whether data still wait for their judgement: then it is not silent, only behind. */
  static boolean awaitsJudgement(SubAlarmMemory memory) {
    List<Window> windows = memory.windows();
    return !windows.isEmpty() && windows.get(windows.size() - 1).start() >= memory.judgedThrough();
  }

  /** After too long a silence. */
  static SubAlarmMemory silent(SubAlarmMemory memory) {
    return new SubAlarmMemory(
        AlarmState.UNDETERMINED,
        List.of(),
        memory.hasSeries(),
        memory.feeders(),
        List.of(),
        memory.last(),
        memory.judgedThrough(),
        memory.decidedWindow(),
        memory.heardAtMs());
  }

  /**
   * After the definition's sub-expression changed. The state stays until data decide, except that
   * {@code last} is compared at once.
   *
   * @param flush whether what was collected says nothing about the new sub-expression
   */
  static SubAlarmMemory redefined(
      SubExpression sub, SubAlarmMemory memory, boolean flush, long passed, long observedMs) {
    SubAlarmMemory.LastSample last = memory.last();
    if (flush) {
      return initial(sub, memory.state(), passed, observedMs)
          .withFeeders(memory.feeders())
          .withSeries(memory.hasSeries());
    }
    if (last != null && sub.function() == AggregateFunction.LAST) {
      return newest(sub, memory, last.timestamp(), last.value());
    }
    long judged =
        memory.windows().isEmpty()
            ? judgedEnd(sub, memory.judgedThrough(), passed)
            : memory.judgedThrough();
    return new SubAlarmMemory(
        memory.state(),
        memory.values(),
        memory.hasSeries(),
        memory.feeders(),
        memory.windows(),
        last,
        judged,
        SubAlarmMemory.NEVER,
        memory.heardAtMs());
  }

  /** The newest sample over all series decides, whenever it comes; of two as new, the later. */
  private static SubAlarmMemory newest(
      SubExpression sub, SubAlarmMemory memory, long timestamp, double value) {
    SubAlarmMemory.LastSample last = memory.last();
    if (last != null && timestamp < last.timestamp()) {
      return memory;
    }
    boolean holds = sub.operator().holds(value, sub.threshold());
    return new SubAlarmMemory(
        holds ? AlarmState.ALARM : AlarmState.OK,
        List.of(value),
        memory.hasSeries(),
        memory.feeders(),
        List.of(),
        new SubAlarmMemory.LastSample(timestamp, value),
        memory.judgedThrough(),
        memory.decidedWindow(),
        memory.heardAtMs());
  }

  private static boolean holds(SubExpression sub, Window window) {
    return sub.operator().holds(value(sub, window), sub.threshold());
  }

  private static double value(SubExpression sub, Window window) {
    return sub.function().value(window.count(), window.total(), window.min(), window.max());
  }

  private static List<Double> values(SubExpression sub, List<Window> windows) {
    return windows.subList(Math.max(0, windows.size() - MAX_VALUES), windows.size()).stream()
        .map(window -> value(sub, window))
        .toList();
  }

  /** The end of the last window of which nothing more comes. */
  private static long judgedEnd(SubExpression sub, long judgedThrough, long passed) {
    return passed == Progress.UNKNOWN
        ? judgedThrough
        : Math.max(judgedThrough, Windows.windowStart(sub, passed));
  }
}
