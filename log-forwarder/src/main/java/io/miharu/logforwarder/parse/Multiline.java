package io.miharu.logforwarder.parse;

import io.miharu.model.LogLevel;

/**
 * Decides which lines of one stream are one event. Stateless: the state of a stream is a small
 * number that the caller keeps.
 */
interface Multiline {
  /** The event is complete with its line. */
  int COMPLETE = 0;

  /** The line is not part of the event before it. */
  int BREAK = -1;

  /** The state behind a line that begins an event: {@link #COMPLETE}, or above if more may come. */
  int first(byte[] bytes, int from, int to, LogLevel level);

  /** The state behind a line that may continue an event in the given state, or {@link #BREAK}. */
  int next(int state, byte[] bytes, int from, int to);

  /** The level of an event whose text does not say. */
  LogLevel impliedLevel(int state);

  /** How many ms to wait for a next line when the file has no more. */
  long waitMs(int state);
}
