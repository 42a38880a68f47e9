package io.miharu.logforwarder.send;

/**
 * How much is gathered before it is sent.
 *
 * @param batchBytes of text in one record
 * @param batchMs how long a line waits for others
 * @param retryMs how long to wait after a failure
 * @param ledgerMs between two ledger entries of a file
 */
public record SendLimits(int batchBytes, long batchMs, long retryMs, long ledgerMs) {
  /** As the design sets them. */
  public static SendLimits standard() {
    return new SendLimits(64 * 1024, 100, 1_000, 1_000);
  }
}
