package io.miharu.logforwarder.parse;

import org.jspecify.annotations.Nullable;

/**
 * What is open on one stream of a file: a line in parts, and an event that lines may still join.
 */
final class StreamState {
  /** Begun when the first part of a line came; null when no line is open. */
  @Nullable Event partial;

  final ByteText partialText = new ByteText();

  /** An event whose lines so far are joined; null when none waits for more. */
  @Nullable Event held;

  final ByteText heldText = new ByteText();

  /** State of the {@link Multiline} rule for {@link #held}. */
  int heldState;

  /** When the last record of the stream was parsed, in ms. */
  long touchedMs;

  /** Records that start before this offset were settled before a restart. */
  long skipUntil;
}
