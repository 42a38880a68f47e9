package io.miharu.standalone.up;

import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What the user asked {@code up} for.
 *
 * @param data the data directory
 * @param cache where downloaded programs are kept
 * @param reset whether to empty the data directory first
 * @param yes whether to do so without asking
 * @param config a YAML file with further settings
 * @param named the sources that were named; may be empty
 * @param kubeletTokenFile holds the token to show to the kubelet
 * @param kubeletCaFile certificates that may have signed the kubelet's
 * @param kubeletSkipVerify whether to accept any certificate of the kubelet
 * @param kafka brokers that run already; empty to start one
 * @param influxdb an InfluxDB that runs already; empty to start one
 * @param ports where to listen
 */
public record UpOptions(
    Path data,
    Path cache,
    boolean reset,
    boolean yes,
    Optional<Path> config,
    Sources named,
    Optional<Path> kubeletTokenFile,
    Optional<Path> kubeletCaFile,
    boolean kubeletSkipVerify,
    Optional<String> kafka,
    Optional<URI> influxdb,
    Ports ports) {

  /** Ports on 127.0.0.1; 0 takes any free one. */
  public record Ports(int api, int health, int webhook, int kafka, int influxdb) {}

  /** The ports that will really be bound, given the servers that run already. */
  List<PortClaim> portClaims(boolean demo) {
    var claims = new ArrayList<PortClaim>();
    claims.add(new PortClaim("the API", "--api-port", ports.api()));
    claims.add(new PortClaim("health and metrics", "--health-port", ports.health()));
    if (demo) {
      claims.add(new PortClaim("the demo's webhook receiver", "--webhook-port", ports.webhook()));
    }
    if (kafka.isEmpty()) {
      claims.add(new PortClaim("Kafka", "--kafka-port", ports.kafka()));
    }
    if (influxdb.isEmpty()) {
      claims.add(new PortClaim("InfluxDB", "--influxdb-port", ports.influxdb()));
    }
    return claims;
  }
}
