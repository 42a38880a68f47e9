package io.miharu.logforwarder.tail;

/**
 * How much is read, held and waited for.
 *
 * @param maxLineBytes text beyond it is cut
 * @param quantumBytes read from one container before the next one has its turn
 * @param inFlightBytes that may be in memory without the broker having them; then reading stops
 * @param lingerMs how long a rotated or deleted file is kept open at its end: its writer may not
 *     have noticed yet
 */
public record TailLimits(int maxLineBytes, int quantumBytes, long inFlightBytes, long lingerMs) {
  /** As the design sets them. */
  public static TailLimits standard() {
    return new TailLimits(256 * 1024, 64 * 1024, 8 * 1024 * 1024, 5_000);
  }

  /** The longest record that is looked at as a whole: escapes and framing make lines longer. */
  int maxRecordBytes() {
    return 2 * maxLineBytes + 4 * 1024;
  }
}
