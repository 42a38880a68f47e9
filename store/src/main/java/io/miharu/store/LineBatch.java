package io.miharu.store;

import java.util.EnumMap;
import java.util.Map;

/** Lines for several targets that are written together. Not thread-safe. */
public final class LineBatch {
  private final Map<Target, Lines> byTarget = new EnumMap<>(Target.class);
  private int origin;

  /** The lines for a target, to add to or to write. */
  public Lines lines(Target target) {
    Lines lines = byTarget.computeIfAbsent(target, unused -> new Lines());
    lines.setOrigin(origin);
    return lines;
  }

  /** Lines added from now on come from the caller's record with this number. */
  public void setOrigin(int newOrigin) {
    origin = newOrigin;
  }

  /** The lines of each target that has any; do not add to them while they are written. */
  public Map<Target, Lines> byTarget() {
    return byTarget;
  }

  /** The number of lines over all targets. */
  public int count() {
    int count = 0;
    for (Lines lines : byTarget.values()) {
      count += lines.count();
    }
    return count;
  }

  /** Their size in bytes over all targets. */
  public long bytes() {
    long bytes = 0;
    for (Lines lines : byTarget.values()) {
      bytes += lines.bytes();
    }
    return bytes;
  }

  public void clear() {
    byTarget.values().forEach(Lines::clear);
    origin = 0;
  }
}
