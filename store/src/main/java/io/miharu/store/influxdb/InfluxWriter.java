package io.miharu.store.influxdb;

import io.miharu.store.Lines;
import io.miharu.store.StoreException;
import io.miharu.store.StoreWriter;
import io.miharu.store.Target;
import io.miharu.store.UnavailableReason;
import io.miharu.store.WriteOutcome;
import java.io.IOException;
import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Writes line protocol to the retention policy of each target. Thread-safe. */
final class InfluxWriter implements StoreWriter {
  /** What InfluxDB says when points were too old, and nothing else was wrong. */
  private static final Pattern BEYOND_RETENTION =
      Pattern.compile("partial write: points beyond retention policy dropped=(\\d+)");

  private final InfluxConnection connection;
  private final Retentions retentions;

  InfluxWriter(InfluxConnection connection, Retentions retentions) {
    this.connection = connection;
    this.retentions = retentions;
  }

  @Override
  public void prepare() {
    String database = InfluxQl.identifier(connection.database());
    connection.execute("CREATE DATABASE " + database);
    for (Target target : Target.values()) {
      String policy = InfluxQl.identifier(Layout.retentionPolicy(target));
      Duration retention = retentions.of(target);
      String length = retention.isZero() ? "INF" : retention.toSeconds() + "s";
      String definition = policy + " ON " + database + " DURATION " + length + " REPLICATION 1";
      try {
        connection.execute("CREATE RETENTION POLICY " + definition);
      } catch (StoreException e) {
        if (e.reason() != UnavailableReason.OTHER_SERVER_ERROR) {
          throw e;
        }
        // There already with another length: what is configured now counts.
        connection.execute("ALTER RETENTION POLICY " + definition);
      }
    }
  }

  @Override
  public WriteOutcome write(Target target, Lines lines, int from, int to) {
    try {
      connection.write(target, lines.text(from, to));
      return new WriteOutcome.Accepted(0);
    } catch (Refusal e) {
      UnavailableReason reason = e.reason();
      if (reason != null) {
        return new WriteOutcome.Unavailable(reason, e.text());
      }
      Matcher beyond = BEYOND_RETENTION.matcher(e.getMessage());
      return beyond.matches()
          ? new WriteOutcome.Accepted(Integer.parseInt(beyond.group(1)))
          : new WriteOutcome.Rejected(e.text());
    } catch (IOException e) {
      return new WriteOutcome.Unavailable(UnavailableReason.CONNECTION, String.valueOf(e));
    }
  }
}
