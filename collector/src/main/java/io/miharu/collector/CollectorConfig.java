package io.miharu.collector;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Settings of the collector. */
@ConfigMapping(prefix = "miharu.collector")
public interface CollectorConfig {
  /** This node's name: the dimension hostname. Default: the machine's host name. */
  Optional<String> node();

  /** Between two scrapes of a target. */
  @WithDefault("15s")
  Duration interval();

  /** For a whole scrape, from connecting to the last byte. */
  @WithDefault("10s")
  Duration timeout();

  /** Bytes that a target may send, unpacked. */
  @WithDefault("67108864")
  long bodyLimit();

  /** Batches that may wait in memory while Kafka is away; then the oldest scrapes are given up. */
  @WithDefault("20000")
  int pendingBatches();

  /** The Monasca project id of the node, and of namespaces that name none. */
  @WithDefault("default")
  String defaultTenant();

  /** Keys of pod labels that become dimensions. */
  @WithDefault("app")
  List<String> podLabels();

  /** A v1 PodList in JSON or YAML that tells about pods, instead of an API server. */
  Optional<Path> podsFile();

  /** Whether to watch pods and namespaces at the API server. */
  @WithDefault("false")
  boolean kubernetes();

  /** What to scrape. */
  List<Target> targets();

  /** Something to scrape. Each target has a node of its own. */
  interface Target {
    /** {@code http://host:8080}, or with a path if it is an unusual one. */
    URI url();

    /** {@code cadvisor} or {@code kubelet}. */
    @WithDefault("cadvisor")
    TargetKind kind();

    /** The name of the node that it speaks of. Default: this node. */
    Optional<String> node();

    /** Holds the token to show; read again for each scrape. */
    Optional<Path> bearerTokenFile();

    /** Certificates in PEM form that may have signed the target's. Default: the JDK's. */
    Optional<Path> caFile();

    /** Whether to accept any certificate. */
    @WithDefault("false")
    boolean insecureSkipVerify();
  }
}
