package io.miharu.stream.sink;

import io.miharu.runtime.health.Check;
import io.miharu.store.Lines;
import io.miharu.store.StoreException;
import io.miharu.store.StoreWriter;
import io.miharu.store.Target;
import io.miharu.store.UnavailableReason;
import io.miharu.store.WriteOutcome;
import io.miharu.store.WriteOutcome.Unavailable;
import java.time.Clock;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The store as all writers see it: prepared before the first write and again when its database is
 * gone, with one state that they share. Thread-safe.
 */
final class StoreGate {
  private static final Logger LOG = LoggerFactory.getLogger(StoreGate.class);

  private final StoreWriter writer;
  private final Clock clock;
  private boolean prepared;
  private @Nullable Unavailable problem;
  private @Nullable Instant since;
  private volatile int generation;

  StoreGate(StoreWriter writer, Clock clock) {
    this.writer = writer;
    this.clock = clock;
  }

  /** Rises when the store has lost what it had: every series has to be announced again. */
  int generation() {
    return generation;
  }

  /** Whether the last attempt of any writer failed because of the store. */
  synchronized boolean isAway() {
    return problem != null;
  }

  /** Makes sure that database and retention policies are there. */
  WriteOutcome prepare() {
    return noted(prepareIfNeeded());
  }

  WriteOutcome write(Target target, Lines lines, int from, int to) {
    WriteOutcome ready = prepareIfNeeded();
    if (ready instanceof Unavailable) {
      return noted(ready);
    }
    WriteOutcome outcome = attempt(target, lines, from, to);
    if (outcome instanceof Unavailable away
        && away.reason() == UnavailableReason.DATABASE_MISSING) {
      forgetPreparation();
    }
    return noted(outcome);
  }

  synchronized Check health() {
    return problem == null
        ? Check.ok("store", "takes writes")
        : Check.notReady(
            "store",
            "no write since %s, trying again: %s. %s"
                .formatted(since, problem.detail(), remedy(problem.reason())));
  }

  private WriteOutcome attempt(Target target, Lines lines, int from, int to) {
    try {
      return writer.write(target, lines, from, to);
    } catch (RuntimeException e) {
      // A defect must hold the lines back like any other failure, never lose them.
      LOG.error("Writing {} lines to {} failed", to - from, target, e);
      return new Unavailable(UnavailableReason.OTHER_SERVER_ERROR, e.toString());
    }
  }

  private synchronized WriteOutcome prepareIfNeeded() {
    if (prepared) {
      return new WriteOutcome.Accepted(0);
    }
    try {
      writer.prepare();
    } catch (StoreException e) {
      if (e.reason() != UnavailableReason.LOGIN) {
        return new Unavailable(e.reason(), String.valueOf(e.getMessage()));
      }
      // The user may be allowed to write into a database that somebody else has made.
    }
    prepared = true;
    return new WriteOutcome.Accepted(0);
  }

  private synchronized void forgetPreparation() {
    if (prepared) {
      prepared = false;
      generation++;
    }
  }

  /** Logs a change of state once, however many writers meet it. */
  private synchronized WriteOutcome noted(WriteOutcome outcome) {
    if (Thread.currentThread().isInterrupted()) {
      // The writer is being stopped, which says nothing about the store.
      return outcome;
    }
    if (outcome instanceof Unavailable away) {
      if (problem == null || problem.reason() != away.reason()) {
        since = problem == null ? clock.instant() : since;
        LOG.warn(
            "The store does not take writes ({}): {}. {} Nothing is lost meanwhile: records stay in"
                + " Kafka",
            away.reason(),
            away.detail(),
            remedy(away.reason()));
      }
      problem = away;
    } else if (problem != null) {
      LOG.info("The store takes writes again, after {}", since);
      problem = null;
      since = null;
    }
    return outcome;
  }

  private static String remedy(UnavailableReason reason) {
    return switch (reason) {
      case CONNECTION -> "Start the store, or correct miharu.influxdb.url.";
      case LOGIN -> "Correct miharu.influxdb.user and password, or give the user write rights.";
      case DISK_FULL -> "Free space on the store's disk, or shorten retentions.";
      case SERIES_LIMIT ->
          "Raise max-series-per-database and max-values-per-tag in the store's configuration.";
      case DATABASE_MISSING -> "Create the database, or give the user the right to do so.";
      case OTHER_SERVER_ERROR -> "See the store's own log.";
    };
  }
}
