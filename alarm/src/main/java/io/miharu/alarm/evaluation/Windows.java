package io.miharu.alarm.evaluation;

import io.miharu.alarm.language.SubExpression;
import java.util.ArrayList;
import java.util.List;

/** Lists of windows, oldest first, without the empty ones. */
final class Windows {
  private Windows() {}

  /** Where the window begins that a time in ms falls into; correct before the epoch too. */
  static long windowStart(SubExpression sub, long timestamp) {
    return Math.floorDiv(timestamp, sub.periodMs()) * sub.periodMs();
  }

  /** A copy of those windows that belong to a view whose newest window begins at or after there. */
  static List<Window> inView(SubExpression sub, List<Window> windows, long newest) {
    List<Window> inView = new ArrayList<>(windows.size() + 1);
    for (Window window : windows) {
      // Written as a division, since period × periods may exceed a long.
      if (newest == SubAlarmMemory.NEVER
          || (newest - window.start()) / sub.periodMs() < sub.periods()) {
        inView.add(window);
      }
    }
    return inView;
  }

  /** Counts one sample more, in place. */
  static List<Window> with(List<Window> windows, long start, double value) {
    int at = windows.size();
    while (at > 0 && windows.get(at - 1).start() > start) {
      at--;
    }
    if (at > 0 && windows.get(at - 1).start() == start) {
      windows.set(at - 1, windows.get(at - 1).plus(value));
    } else {
      windows.add(at, Window.of(start, value));
    }
    return windows;
  }

  /** The position of the window, which must be there; sought from the newest. */
  static int indexOf(List<Window> windows, long start) {
    int at = windows.size() - 1;
    while (windows.get(at).start() != start) {
      at--;
    }
    return at;
  }
}
