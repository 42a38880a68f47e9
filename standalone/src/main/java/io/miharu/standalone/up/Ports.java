package io.miharu.standalone.up;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Checks every port before anything is started, so that a port in use leaves nothing half-done. */
final class Ports {
  private static final int HIGHEST = 65_535;

  private Ports() {}

  /** One sentence for each mistake, with its remedy; empty if all ports can be had. */
  static List<String> problems(List<PortClaim> claims) {
    var problems = new ArrayList<String>();
    Map<Integer, PortClaim> seen = new HashMap<>();
    for (var claim : claims) {
      if (claim.port() == 0) {
        continue;
      }
      if (claim.port() < 0 || claim.port() > HIGHEST) {
        problems.add("%s %d: not a port (0 to 65535)".formatted(claim.option(), claim.port()));
        continue;
      }
      var other = seen.putIfAbsent(claim.port(), claim);
      if (other != null) {
        problems.add(
            "Port %d is wanted for %s and for %s: change one with %s or %s"
                .formatted(
                    claim.port(), other.what(), claim.what(), other.option(), claim.option()));
      } else {
        whyNotFree(claim).ifPresent(problems::add);
      }
    }
    return problems;
  }

  private static Optional<String> whyNotFree(PortClaim claim) {
    try (var probe = new ServerSocket()) {
      // As the servers do: connections of an earlier run in TIME_WAIT do not block a port.
      probe.setReuseAddress(true);
      probe.bind(new InetSocketAddress(InetAddress.getByName("127.0.0.1"), claim.port()));
      return Optional.empty();
    } catch (IOException e) {
      return Optional.of(
          "Port %d, wanted for %s, cannot be had: %s. Stop what uses it, or choose another port with %s"
              .formatted(
                  claim.port(),
                  claim.what(),
                  PortHolder.of(claim.port())
                      .map(holder -> "it is used by " + holder)
                      .orElse(e.getMessage()),
                  claim.option()));
    }
  }
}
