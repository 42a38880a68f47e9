package io.miharu.logforwarder.tail;

import io.miharu.logforwarder.parse.Event;
import io.miharu.logforwarder.parse.LogStream;
import io.miharu.logforwarder.parse.StoreTimes;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * How far a file is read, and how far it is safe: the events that the broker may not have yet, in
 * the order of their starts. Not thread-safe.
 */
final class Position {
  private final StoreTimes storeTimes;
  private final Deque<Event> unsettled = new ArrayDeque<>();
  private final long[] settledEnds = new long[LogStream.values().length];
  private long readTo;
  private long lastStoreTime;
  private long lastSettledMs = Long.MIN_VALUE;

  /**
   * @param storeTimes of the container
   * @param storeTime as of {@code readTo}
   * @param readTo offset to begin at
   * @param stdoutFrom records of stdout before it are settled
   * @param stderrFrom records of stderr before it are settled
   */
  Position(StoreTimes storeTimes, long storeTime, long readTo, long stdoutFrom, long stderrFrom) {
    this.storeTimes = storeTimes;
    this.lastStoreTime = storeTime;
    this.readTo = readTo;
    settledEnds[LogStream.STDOUT.ordinal()] = stdoutFrom;
    settledEnds[LogStream.STDERR.ordinal()] = stderrFrom;
  }

  /**
   * Reading begins or goes on: not before, since the store times of a container's older files come
   * first.
   */
  void begin() {
    storeTimes.atLeast(lastStoreTime);
  }

  void opened(Event event) {
    unsettled.add(event);
    lastStoreTime = event.storeTime();
  }

  /** Offset up to which the file was parsed. */
  long readTo() {
    return readTo;
  }

  void advance(long bytes) {
    readTo += bytes;
  }

  /** Whether the broker has every event that was begun. */
  boolean settled() {
    retire();
    return unsettled.isEmpty();
  }

  /** Offset below which the broker has every event: where a restart reads on. */
  long safe() {
    retire();
    Event oldest = unsettled.peek();
    return oldest == null ? readTo : oldest.start();
  }

  /** The store time as of {@link #safe()}: events from there on get the same ones again. */
  long safeStoreTime() {
    retire();
    Event oldest = unsettled.peek();
    return oldest == null ? lastStoreTime : oldest.storeTime() - 1;
  }

  /** Records of the stream that start before this offset belong to events the broker has. */
  long settledEnd(LogStream stream) {
    retire();
    return settledEnds[stream.ordinal()];
  }

  /** Time of the last event that the broker has, in ms; {@link Long#MIN_VALUE} for none. */
  long lastSettledMs() {
    retire();
    return lastSettledMs;
  }

  private void retire() {
    for (Event oldest = unsettled.peek();
        oldest != null && oldest.settled();
        oldest = unsettled.peek()) {
      unsettled.remove();
      int stream = oldest.stream().ordinal();
      settledEnds[stream] = Math.max(settledEnds[stream], oldest.end());
      lastSettledMs = Math.floorDiv(oldest.time(), 1_000_000L);
    }
  }
}
