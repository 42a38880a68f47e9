package io.miharu.alarmengine.notify;

import java.time.Duration;

/**
 * How often and when to try again: exponential backoff with "equal jitter" (half of the delay is
 * fixed, half random), so that a receiver that comes back is not met by everybody at once.
 *
 * @param maxAttempts including the first; at least 1
 * @param firstDelay before the second attempt, before jitter
 * @param maxDelay the delay doubles with each attempt up to this one
 */
record RetryPolicy(int maxAttempts, Duration firstDelay, Duration maxDelay) {
  /** A receiver that asks for more than this is asked again all the same. */
  static final Duration MAX_RETRY_AFTER = Duration.ofHours(1);

  RetryPolicy {
    if (maxAttempts < 1) {
      throw new IllegalArgumentException("attempts: expected at least 1, found " + maxAttempts);
    }
    if (firstDelay.isNegative() || maxDelay.compareTo(firstDelay) < 0) {
      throw new IllegalArgumentException(
          "retry delays: expected 0 <= first <= longest, found " + firstDelay + ", " + maxDelay);
    }
  }

  /** Whether this many attempts leave room for another one. */
  boolean allowsAnotherAfter(int attempts) {
    return attempts < maxAttempts;
  }

  /**
   * The pause after an attempt that failed.
   *
   * @param attempts made so far, at least 1
   * @param random in [0, 1)
   * @return ms
   */
  long delayMs(int attempts, double random) {
    int doublings = Math.min(attempts - 1, 30);
    double full = Math.min((double) firstDelay.toMillis() * (1L << doublings), maxDelay.toMillis());
    return (long) (full / 2 + full / 2 * random);
  }

  /** The receiver's wish, bounded, in ms. */
  static long boundedMs(Duration retryAfter) {
    return Math.max(
        0, (retryAfter.compareTo(MAX_RETRY_AFTER) > 0 ? MAX_RETRY_AFTER : retryAfter).toMillis());
  }
}
