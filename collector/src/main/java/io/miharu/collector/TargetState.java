package io.miharu.collector;

import io.miharu.collector.scrape.Reason;
import io.miharu.collector.scrape.ScrapeException;
import io.miharu.runtime.health.Check;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * How one target is doing: what its health check says, and one log line for each change.
 * Thread-safe.
 */
final class TargetState {
  private static final Logger LOG = LoggerFactory.getLogger(TargetState.class);
  private static final long NEVER = 0;

  private final String name;
  private @Nullable ScrapeException failure;
  private long failingSinceMs;
  private long lastSuccessMs = NEVER;
  private int subjects;
  private @Nullable String defect;

  /**
   * @param name the target's URL
   */
  TargetState(String name) {
    this.name = name;
  }

  /**
   * A scrape was read whole.
   *
   * @param atMs when it began, in ms since the epoch
   * @param subjects how many containers, pods and nodes it spoke of
   * @param defect what was wrong with parts of it, or null
   */
  synchronized void succeeded(long atMs, int subjects, @Nullable String defect) {
    if (failure != null) {
      LOG.info(
          "{} can be scraped again, after {}",
          name,
          Duration.ofMillis(Math.max(0, atMs - failingSinceMs)));
    }
    if (defect != null && this.defect == null) {
      LOG.warn("{}: {}", name, defect);
    } else if (defect == null && this.defect != null) {
      LOG.info("{}: all of it is understood again", name);
    }
    failure = null;
    lastSuccessMs = atMs;
    this.subjects = subjects;
    this.defect = defect;
  }

  /** A scrape failed. */
  synchronized void failed(long atMs, ScrapeException error) {
    if (failure == null) {
      failingSinceMs = atMs;
    }
    if (failure == null || failure.reason() != error.reason()) {
      LOG.warn("{} cannot be scraped: {}", name, error.getMessage());
    }
    failure = error;
  }

  synchronized Check check() {
    String check = "target " + name;
    if (failure != null) {
      return Check.degraded(
          check,
          "not scraped since "
              + Instant.ofEpochMilli(lastSuccessMs == NEVER ? failingSinceMs : lastSuccessMs)
              + ": "
              + failure.getMessage());
    }
    if (lastSuccessMs == NEVER) {
      return Check.ok(check, "about to be scraped for the first time");
    }
    return defect == null
        ? Check.ok(check, subjects + " subjects at " + Instant.ofEpochMilli(lastSuccessMs))
        : Check.degraded(check, defect);
  }

  /** Why the last scrape failed; null if it did not. */
  synchronized @Nullable Reason failure() {
    return failure == null ? null : failure.reason();
  }

  /** When the last scrape began that succeeded, in ms since the epoch; 0 if none did. */
  synchronized long lastSuccessMs() {
    return lastSuccessMs;
  }
}
