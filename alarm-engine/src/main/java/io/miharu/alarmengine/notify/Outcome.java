package io.miharu.alarmengine.notify;

import java.time.Duration;
import java.util.Optional;

/** How it ended to tell a receiver once, and whether another attempt can help. */
public sealed interface Outcome {
  /** What the receiver or the network said; for people, free of secrets such as the address. */
  String answer();

  /**
   * The receiver said yes.
   *
   * @param answer what it said
   */
  record Delivered(String answer) implements Outcome {}

  /**
   * It did not work now and may work later.
   *
   * @param answer why
   * @param retryAfter how long the receiver asks to be left alone, if it said so
   */
  record RetryLater(String answer, Optional<Duration> retryAfter) implements Outcome {
    public RetryLater(String answer) {
      this(answer, Optional.empty());
    }
  }

  /**
   * It will not work, however often it is tried.
   *
   * @param answer why
   */
  record GivenUp(String answer) implements Outcome {}

  /**
   * Nobody was asked, since there is no one to ask: the method was deleted, or no channel serves
   * its type. Counts as no attempt.
   *
   * @param answer why
   */
  record Undeliverable(String answer) implements Outcome {}
}
