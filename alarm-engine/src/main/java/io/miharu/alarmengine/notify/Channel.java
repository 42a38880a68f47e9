package io.miharu.alarmengine.notify;

import io.miharu.model.Notification;
import io.miharu.model.NotificationMethod;
import java.util.concurrent.CompletableFuture;

/**
 * One way to tell people or tools, such as a webhook. A channel makes single attempts and judges
 * them; when and how often is decided by its caller. Implementations are thread-safe.
 *
 * <p>To add one: a package beside {@code webhook} with the channel and its test, and a line in
 * {@code AlarmEngine}.
 */
public interface Channel extends AutoCloseable {
  /** Which methods it serves: their {@link NotificationMethod#type()}, upper case. */
  String type();

  /**
   * Begins one attempt and returns at once.
   *
   * @param method as it is now
   * @param notification what to tell; its id must reach the receiver unchanged at every attempt
   * @param nowMs ms since the epoch
   * @return completes with the outcome within a bounded time, never exceptionally
   */
  CompletableFuture<Outcome> send(NotificationMethod method, Notification notification, long nowMs);

  /** Ends the attempts under way; each completes with {@link Outcome.RetryLater}. */
  @Override
  void close();
}
