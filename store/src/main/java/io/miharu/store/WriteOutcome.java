package io.miharu.store;

/** What became of lines given to the store. */
public sealed interface WriteOutcome {
  /**
   * All of them are kept, but for those that were older than their target's retention.
   *
   * @param expired how many were too old, 0 or more
   */
  record Accepted(int expired) implements WriteOutcome {}

  /**
   * At least one line is bad and will be refused again; the others may have been kept or not, and
   * may be written again.
   *
   * @param cause as the store puts it
   */
  record Rejected(String cause) implements WriteOutcome {}

  /**
   * Nothing is known to be kept; the same lines are good for a later attempt.
   *
   * @param reason what is wrong with the store
   * @param detail as the store puts it
   */
  record Unavailable(UnavailableReason reason, String detail) implements WriteOutcome {}
}
