package io.miharu.logforwarder.parse;

import io.miharu.model.LogLevel;

/**
 * Makes events from the records of one file: joins the parts of a line, then the lines of an event,
 * each stream by itself. Not thread-safe.
 */
final class EventAssembler {
  /** At the end of a text that was too long. */
  static final String CUT_MARK = " …[cut]";

  /** How long the rest of a line in parts is waited for, in ms; runtimes write it within one. */
  private static final long PARTIAL_WAIT_MS = 5_000;

  /** A line without an end is closed when its records span so many times the limit. */
  private static final int MAX_SPAN = 64;

  private final int maxLineBytes;
  private final Multiline multiline;
  private final StoreTimes storeTimes;
  private final EventSink sink;
  private final ParseStats stats;
  private final StreamState[] streams = {new StreamState(), new StreamState()};

  EventAssembler(
      int maxLineBytes,
      Multiline multiline,
      StoreTimes storeTimes,
      EventSink sink,
      ParseStats stats) {
    this.maxLineBytes = maxLineBytes;
    this.multiline = multiline;
    this.storeTimes = storeTimes;
    this.sink = sink;
    this.stats = stats;
  }

  /** Passes over records of a stream that start before an offset. */
  void skip(LogStream stream, long untilOffset) {
    streams[stream.ordinal()].skipUntil = untilOffset;
  }

  /** Takes a record that lies at {@code start} to {@code end} in the file. */
  void accept(Fragment fragment, long start, long end, long nowMs) {
    StreamState state = streams[fragment.stream.ordinal()];
    if (start < state.skipUntil) {
      return;
    }
    state.touchedMs = nowMs;
    Event partial = state.partial;
    if (partial == null && !fragment.partial) {
      line(state, fragment, start, end);
      return;
    }
    if (partial == null) {
      partial = open(fragment, start, end);
      state.partial = partial;
    }
    partial.extendTo(end);
    state.partialText.append(fragment.bytes, fragment.from, fragment.to, maxLineBytes);
    boolean endless = end - partial.start() > (long) MAX_SPAN * maxLineBytes;
    if (!fragment.partial || endless) {
      completePartial(state, partial);
    }
  }

  /** Completes what has waited for more lines long enough; for a file that is read to its end. */
  void completeIdle(long nowMs) {
    for (StreamState state : streams) {
      long idleMs = nowMs - state.touchedMs;
      if (state.partial != null) {
        if (idleMs >= PARTIAL_WAIT_MS) {
          completePartial(state, state.partial);
        }
      } else if (state.held != null && idleMs >= multiline.waitMs(state.heldState)) {
        completeHeld(state, state.held);
      }
    }
  }

  /** Completes everything: the file has ended. */
  void completeAll() {
    for (StreamState state : streams) {
      if (state.partial != null) {
        completePartial(state, state.partial);
      }
      if (state.held != null) {
        completeHeld(state, state.held);
      }
    }
  }

  private Event open(Fragment fragment, long start, long end) {
    Event event =
        new Event(fragment.stream, start, end, fragment.time, storeTimes.next(fragment.time));
    sink.opened(event);
    return event;
  }

  /** A line in one record: the fast way, without a copy unless more lines may join. */
  private void line(StreamState state, Fragment fragment, long start, long end) {
    int to = withoutReturn(fragment.bytes, fragment.from, fragment.to);
    if (state.held != null) {
      if (joins(state, state.held, fragment.bytes, fragment.from, to, end)) {
        return;
      }
      completeHeld(state, state.held);
    }
    Event event = open(fragment, start, end);
    begin(state, event, fragment.bytes, fragment.from, to, false);
  }

  private void completePartial(StreamState state, Event partial) {
    state.partial = null;
    ByteText text = state.partialText;
    int to = withoutReturn(text.bytes(), 0, text.length());
    if (state.held != null && joins(state, state.held, text.bytes(), 0, to, partial.end())) {
      partial.settle();
    } else {
      if (state.held != null) {
        completeHeld(state, state.held);
      }
      begin(state, partial, text.bytes(), 0, to, text.cut());
    }
    text.clear();
  }

  private boolean joins(StreamState state, Event held, byte[] bytes, int from, int to, long end) {
    int next = multiline.next(state.heldState, bytes, from, to);
    if (next == Multiline.BREAK) {
      return false;
    }
    state.heldState = next;
    state.heldText.append(LINE_FEED, 0, 1, maxLineBytes);
    state.heldText.append(bytes, from, to, maxLineBytes);
    held.extendTo(end);
    return true;
  }

  private void begin(StreamState state, Event event, byte[] bytes, int from, int to, boolean cut) {
    LogLevel level = LevelParser.parse(bytes, from, to);
    int after = multiline.first(bytes, from, to, level);
    if (after == Multiline.COMPLETE || cut || to - from > maxLineBytes) {
      complete(event, level, bytes, from, to, cut);
      return;
    }
    state.held = event;
    state.heldState = after;
    state.heldText.append(bytes, from, to, maxLineBytes);
  }

  private void completeHeld(StreamState state, Event held) {
    state.held = null;
    ByteText text = state.heldText;
    int to = text.length();
    while (to > 0 && text.bytes()[to - 1] == '\n') {
      to--;
    }
    LogLevel level = LevelParser.parse(text.bytes(), 0, to);
    if (level == LogLevel.UNKNOWN) {
      level = multiline.impliedLevel(state.heldState);
    }
    complete(held, level, text.bytes(), 0, to, text.cut());
    text.clear();
  }

  private void complete(Event event, LogLevel level, byte[] bytes, int from, int to, boolean cut) {
    boolean tooLong = cut || to - from > maxLineBytes;
    int end = tooLong ? characterEnd(bytes, from, Math.min(to, from + maxLineBytes)) : to;
    String text = Utf8.decode(bytes, from, end, stats.invalidUtf8);
    if (tooLong) {
      stats.cut.increment();
      text += CUT_MARK;
    }
    event.complete(level, text);
    stats.events.increment();
    sink.completed(event);
  }

  /** The last index up to {@code to} that does not cut a UTF-8 sequence in two. */
  private static int characterEnd(byte[] bytes, int from, int to) {
    int at = to;
    while (at > from && to - at < 4 && (bytes[at - 1] & 0xC0) == 0x80) {
      at--;
    }
    if (at == from || bytes[at - 1] >= 0) {
      return to;
    }
    int lead = bytes[at - 1] & 0xFF;
    int length = lead >= 0xF0 ? 4 : lead >= 0xE0 ? 3 : lead >= 0xC0 ? 2 : 1;
    return at - 1 + length > to ? at - 1 : to;
  }

  /** CRI-O keeps the CR of a CRLF, containerd does not: neither is part of the text. */
  private static int withoutReturn(byte[] bytes, int from, int to) {
    return to > from && bytes[to - 1] == '\r' ? to - 1 : to;
  }

  private static final byte[] LINE_FEED = {'\n'};
}
