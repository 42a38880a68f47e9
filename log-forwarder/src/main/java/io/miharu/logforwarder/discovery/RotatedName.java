package io.miharu.logforwarder.discovery;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A log file's name, taken apart: {@code 3.log.20261122-222509} (kubelet), {@code x-json.log.2}
 * (Docker), {@code app.log-20261122} (logrotate). Sorts from the oldest to the newest.
 *
 * @param base the name that the file had while it was written
 * @param suffix what rotation added, without separator; empty for the file in use
 */
public record RotatedName(String base, String suffix) implements Comparable<RotatedName> {
  private static final Pattern ROTATED =
      Pattern.compile("(.+?)(?:\\.(\\d{8}-\\d{6}|\\d{1,4})|-(\\d{8}(?:-?\\d+)?))");
  private static final Pattern RESTART = Pattern.compile("(\\d{1,9})\\.log");

  /** Takes a name apart; anything else is a file in use. */
  public static RotatedName of(String name) {
    Matcher rotated = ROTATED.matcher(name);
    if (!rotated.matches()) {
      return new RotatedName(name, "");
    }
    String suffix = rotated.group(2) != null ? rotated.group(2) : rotated.group(3);
    return new RotatedName(rotated.group(1), suffix);
  }

  public boolean rotated() {
    return !suffix.isEmpty();
  }

  @Override
  public int compareTo(RotatedName other) {
    int byRestart = Long.compare(restart(), other.restart());
    if (byRestart != 0) {
      return byRestart;
    }
    if (rotated() != other.rotated()) {
      return rotated() ? -1 : 1;
    }
    // Numbers grow with age, dates with youth.
    if (isNumber() && other.isNumber()) {
      return Integer.compare(Integer.parseInt(other.suffix), Integer.parseInt(suffix));
    }
    int bySuffix = suffix.compareTo(other.suffix);
    return bySuffix != 0 ? bySuffix : base.compareTo(other.base);
  }

  private boolean isNumber() {
    return rotated() && suffix.length() <= 4;
  }

  /** Of a kubelet's {@code <restart>.log}; 0 for all others. */
  private long restart() {
    Matcher matcher = RESTART.matcher(base);
    return matcher.matches() ? Long.parseLong(matcher.group(1)) : 0;
  }
}
