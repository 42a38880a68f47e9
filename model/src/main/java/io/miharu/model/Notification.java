package io.miharu.model;

import org.jspecify.annotations.Nullable;

/**
 * One delivery of one transition to one notification method: what {@code miharu.notifications}
 * holds. The latest record of an id decides.
 *
 * @param id derived from transition and method; stays the same over retries and restarts
 * @param tenant the Monasca project id
 * @param methodId the notification method, looked up at each attempt
 * @param status how far it is
 * @param attempts made so far
 * @param nextAttemptAt not before, in ms since the epoch
 * @param answer what the receiver or the network said last; null before the first attempt
 * @param updatedAt ms since the epoch
 * @param transition what is told
 */
public record Notification(
    String id,
    String tenant,
    String methodId,
    Status status,
    int attempts,
    long nextAttemptAt,
    @Nullable String answer,
    long updatedAt,
    StateTransition transition) {

  /** How far a delivery is. */
  public enum Status {
    /** To be sent, for the first time or again. */
    PENDING,
    /** The receiver said yes. */
    DELIVERED,
    /** Given up; {@link Notification#answer()} says why. */
    FAILED
  }
}
