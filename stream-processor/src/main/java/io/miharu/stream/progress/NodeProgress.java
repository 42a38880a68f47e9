package io.miharu.stream.progress;

import io.miharu.model.NodeMark;
import io.miharu.stream.state.StateReader;
import io.miharu.stream.state.StateWriter;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * The event time up to which the nodes of one task are complete: the minimum over the sources that
 * are live, never going back. A source is live when a mark of it <em>arrived</em> within the grace
 * of observed time, however old the event time in it is: so a node that catches up after an outage
 * is waited for, and a silent one is not. Mutable, not thread-safe.
 */
public final class NodeProgress {
  /** Progress before anything is known. */
  public static final long NONE = Long.MIN_VALUE;

  /** How long a silent node is still expected, by the clock marks. */
  static final long FORGET_MS = Duration.ofHours(24).toMillis();

  private static final int VERSION = 1;

  private record Source(String node, String source) implements Comparable<Source> {
    @Override
    public int compareTo(Source other) {
      int byNode = node.compareTo(other.node);
      return byNode != 0 ? byNode : source.compareTo(other.source);
    }
  }

  private final long graceMs;
  private final TreeMap<Source, SourceMark> marks = new TreeMap<>();
  private ObservedTime time = ObservedTime.beginning();
  private long completeThrough = NONE;

  /**
   * @param grace how long a silent node is waited for, in observed time
   */
  public NodeProgress(Duration grace) {
    this.graceMs = grace.toMillis();
  }

  /** Takes a node's mark in and gives back what to save for its source. */
  public SourceMark mark(NodeMark mark) {
    Source source = new Source(mark.node(), mark.source());
    SourceMark before = marks.get(source);
    long through =
        before == null
            ? mark.completeThrough()
            : Math.max(before.completeThrough(), mark.completeThrough());
    SourceMark now =
        new SourceMark(mark.source(), mark.node(), through, time.observedMs(), time.clockMs());
    marks.put(source, now);
    return now;
  }

  /**
   * Takes a clock mark in and moves progress.
   *
   * @return whether time went on: a repeated clock, or one that is behind, changes nothing
   */
  public boolean clock(long clockMs) {
    boolean first = !time.started();
    long before = time.clockMs();
    time.advance(clockMs);
    if (time.clockMs() == before) {
      return false;
    }
    if (first) {
      marks.replaceAll((source, mark) -> mark.arrivedAt(clockMs));
    }
    completeThrough = Math.max(completeThrough, current());
    return true;
  }

  private long current() {
    long lowest = Long.MAX_VALUE;
    for (SourceMark mark : marks.values()) {
      if (isLive(mark)) {
        lowest = Math.min(lowest, mark.completeThrough());
      }
    }
    if (lowest != Long.MAX_VALUE) {
      return lowest;
    }
    // Nobody is expected: nothing can be missing, and an empty partition must not hold others back.
    // Only at the very beginning are nodes given the grace to show up.
    boolean nobodyExpected = marks.isEmpty() && time.observedMs() > graceMs;
    return nobodyExpected ? time.clockMs() : time.clockMs() - graceMs;
  }

  private boolean isLive(SourceMark mark) {
    return time.observedMs() - mark.arrivedObservedMs() <= graceMs;
  }

  /** Event time in ms since the epoch, inclusive; {@link #NONE} before the first clock mark. */
  public long completeThrough() {
    return completeThrough;
  }

  /** Event time up to which all live sources of the node are complete; all, if none is live. */
  public long completeThrough(String node) {
    long live = Long.MAX_VALUE;
    long any = Long.MAX_VALUE;
    for (SourceMark mark : marks.tailMap(new Source(node, ""), true).values()) {
      if (!mark.node().equals(node)) {
        break;
      }
      any = Math.min(any, mark.completeThrough());
      live = isLive(mark) ? Math.min(live, mark.completeThrough()) : live;
    }
    return live == Long.MAX_VALUE ? any : live;
  }

  /** The latest clock mark, in ms since the epoch; only after the first. */
  public long clockMs() {
    return time.clockMs();
  }

  /** Every expected source, sorted by node. */
  public List<SourceStatus> sources() {
    return marks.values().stream()
        .map(
            mark ->
                new SourceStatus(mark.node(), mark.source(), mark.completeThrough(), isLive(mark)))
        .toList();
  }

  /** The nodes that are expected, but of which no source is live. */
  public Set<String> silent() {
    Set<String> silent = expected();
    marks.values().stream().filter(this::isLive).map(SourceMark::node).forEach(silent::remove);
    return silent;
  }

  /** The nodes of which a mark arrived within the last 24 h, as a new sorted set. */
  public Set<String> expected() {
    Set<String> nodes = new TreeSet<>();
    marks.keySet().forEach(source -> nodes.add(source.node()));
    return nodes;
  }

  /** Drops the sources that have been silent for 24 h by the clock marks, and gives them back. */
  public List<SourceMark> forget() {
    List<SourceMark> gone = new ArrayList<>();
    for (SourceMark mark : marks.values()) {
      if (!isLive(mark) && time.clockMs() - mark.arrivedClockMs() > FORGET_MS) {
        gone.add(mark);
      }
    }
    gone.forEach(mark -> marks.remove(new Source(mark.node(), mark.source())));
    return gone;
  }

  /** What to save after each clock mark; the sources are saved each by itself. */
  public byte[] toBytes() {
    return StateWriter.version(VERSION)
        .writeLong(time.clockMs())
        .writeLong(time.observedMs())
        .writeLong(completeThrough)
        .toBytes();
  }

  /** Takes up where {@link #toBytes} left off. */
  public void restore(byte[] saved) {
    StateReader reader = StateReader.of(saved, VERSION);
    time = ObservedTime.restored(reader.readLong(), reader.readLong());
    completeThrough = reader.readLong();
  }

  /** Takes the saved marks of the sources up again, after {@link #restore}. */
  public void restoreSources(Collection<SourceMark> saved) {
    for (SourceMark mark : saved) {
      boolean beforeTime = time.started() && mark.arrivedClockMs() == NONE;
      marks.put(
          new Source(mark.node(), mark.source()),
          beforeTime ? mark.arrivedAt(time.clockMs()) : mark);
    }
  }
}
