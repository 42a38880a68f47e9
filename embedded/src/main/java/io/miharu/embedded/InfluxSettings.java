package io.miharu.embedded;

import java.nio.file.Path;

/** The private influxd's configuration file. */
final class InfluxSettings {
  private InfluxSettings() {}

  /**
   * Index {@code inmem}: it takes a quarter more points a second than {@code tsi1} for a third less
   * of influxd's processor time; what it costs, memory for every series and their reading at the
   * start, is small at the size of one machine. Both limits on series concern this index only and
   * are lifted, since short-lived pods would reach them and points would be refused.
   *
   * @param port of HTTP; 0 for any free one. The port of backup and restore is always any free one
   */
  static String toml(Path directory, int port, boolean authentication) {
    return """
        reporting-disabled = true
        bind-address = "127.0.0.1:0"

        [meta]
          dir = %s
        [data]
          dir = %s
          wal-dir = %s
          index-version = "inmem"
          query-log-enabled = false
          max-series-per-database = 0
          max-values-per-tag = 0
        [http]
          bind-address = "127.0.0.1:%d"
          auth-enabled = %b
          log-enabled = false
          flux-enabled = false
        [monitor]
          store-enabled = false
        [continuous_queries]
          enabled = false
        [subscriber]
          enabled = false
        [logging]
          level = "info"
          suppress-logo = true
        """
        .formatted(
            quoted(directory.resolve("meta")),
            quoted(directory.resolve("data")),
            quoted(directory.resolve("wal")),
            port,
            authentication);
  }

  private static String quoted(Path path) {
    return '"' + path.toString().replace("\\", "\\\\").replace("\"", "\\\"") + '"';
  }
}
