package io.miharu.logforwarder;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** What the log-forwarder reads and how it sends. */
@ConfigMapping(prefix = "miharu.log-forwarder")
public interface LogForwarderConfig {
  /** Where a file begins that no checkpoint knows when the process starts. */
  enum StartAt {
    BEGINNING,
    END
  }

  /** The node's name, as Kubernetes knows it; key of all records. */
  String node();

  /** Absolute globs of files in use; rotated ones beside them are found by themselves. */
  @WithDefault("/var/log/pods/*/*/*.log,/var/lib/docker/containers/*/*-json.log")
  List<String> paths();

  /** Absolute globs of files to leave alone. */
  Optional<List<String>> exclude();

  /** Directories with everything below to leave alone: where Miharu itself writes. */
  Optional<List<Path>> ownDirectories();

  /** The pod that this process runs in: its own lines are not read. */
  Optional<String> ownPod();

  /** Where positions are kept over restarts; lost, all files are read again. */
  Path checkpoint();

  /** For namespaces without a tenant of their own. */
  @WithDefault("default")
  String defaultTenant();

  /** Whether lines written before the very first start are sent. */
  @WithDefault("beginning")
  StartAt startAt();

  /** Bytes of text beyond which an event is cut. */
  @WithDefault("262144")
  int maxLineBytes();

  /** Bytes in memory without the brokers having them, at which reading stops. */
  @WithDefault("8388608")
  long inFlightBytes();

  /** Bytes of a record; more than the brokers' {@code message.max.bytes} means sending twice. */
  @WithDefault("900000")
  int maxRecordBytes();
}
