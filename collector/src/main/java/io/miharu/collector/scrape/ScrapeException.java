package io.miharu.collector.scrape;

import org.jspecify.annotations.Nullable;

/** A scrape failed. The message is for the operator: what happened and the remedy. */
public final class ScrapeException extends Exception {
  private final Reason reason;

  public ScrapeException(Reason reason, String message) {
    this(reason, message, null);
  }

  public ScrapeException(Reason reason, String message, @Nullable Throwable cause) {
    super(message, cause);
    this.reason = reason;
  }

  public Reason reason() {
    return reason;
  }
}
