package io.miharu.logforwarder.discovery;

/** Finds the log files that exist now, rotated ones included. */
public interface Discovery {
  /** Looks anew. */
  Scan scan();
}
