package io.miharu.store.influxdb;

import io.miharu.store.Target;
import java.time.Duration;
import java.util.Map;

/**
 * How to reach an InfluxDB and what to keep there.
 *
 * @param url such as {@code http://127.0.0.1:8086}
 * @param user for basic authentication; empty for none
 * @param password of that user
 * @param database made when it is missing
 * @param retentions how long each target keeps its points, zero for ever; a target that is not
 *     named keeps {@link Target#defaultRetention()}
 * @param connectTimeout how long to wait for a connection
 * @param readTimeout how long to wait for an answer
 * @param maxSeenSeries how many (series, hour) the sink remembers to have announced, about 200
 *     bytes each
 */
public record InfluxSettings(
    String url,
    String user,
    String password,
    String database,
    Map<Target, Duration> retentions,
    Duration connectTimeout,
    Duration readTimeout,
    int maxSeenSeries) {
  private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(5);
  private static final Duration READ_TIMEOUT = Duration.ofSeconds(30);

  /** Enough for the two open hours of 100,000 series in two tiers. */
  private static final int MAX_SEEN_SERIES = 400_000;

  public InfluxSettings {
    retentions = Map.copyOf(retentions);
  }

  /** Without authentication, and with the defaults for the rest. */
  public static InfluxSettings of(String url, String database) {
    return new InfluxSettings(
        url, "", "", database, Map.of(), CONNECT_TIMEOUT, READ_TIMEOUT, MAX_SEEN_SERIES);
  }

  public InfluxSettings withLogin(String newUser, String newPassword) {
    return new InfluxSettings(
        url,
        newUser,
        newPassword,
        database,
        retentions,
        connectTimeout,
        readTimeout,
        maxSeenSeries);
  }

  public InfluxSettings withRetentions(Map<Target, Duration> newRetentions) {
    return new InfluxSettings(
        url, user, password, database, newRetentions, connectTimeout, readTimeout, maxSeenSeries);
  }

  public InfluxSettings withTimeouts(Duration connect, Duration read) {
    return new InfluxSettings(
        url, user, password, database, retentions, connect, read, maxSeenSeries);
  }

  /** Without the password. */
  @Override
  public String toString() {
    return url + " database " + database + (user.isEmpty() ? "" : " as " + user);
  }
}
