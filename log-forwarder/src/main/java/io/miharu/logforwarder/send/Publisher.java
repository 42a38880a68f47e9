package io.miharu.logforwarder.send;

import org.jspecify.annotations.Nullable;

/** Puts encoded records into the node's partition of the log topic. */
public interface Publisher {
  /** Told once for each record, from any thread: null for acknowledged, else why not. */
  interface Outcome {
    void of(@Nullable Exception failure);
  }

  /** Hands a record over; never throws, and waits at most a moment for the brokers' addresses. */
  void publish(byte[] value, Outcome outcome);
}
