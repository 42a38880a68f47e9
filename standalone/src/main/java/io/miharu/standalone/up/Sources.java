package io.miharu.standalone.up;

import java.net.URI;
import java.util.ArrayList;
import java.util.List;

/**
 * Where samples and log lines come from.
 *
 * @param cadvisor cAdvisors to scrape
 * @param kubelet whether to scrape this machine's kubelet
 * @param logs globs of container log files
 * @param demo whether to run the synthetic cluster
 */
public record Sources(List<URI> cadvisor, boolean kubelet, List<String> logs, boolean demo) {
  public Sources {
    cadvisor = List.copyOf(cadvisor);
    logs = List.copyOf(logs);
  }

  boolean isEmpty() {
    return cadvisor.isEmpty() && !kubelet && logs.isEmpty() && !demo;
  }

  /** For people, in a few words. */
  String describe() {
    List<String> parts = new ArrayList<>();
    cadvisor.forEach(url -> parts.add("cAdvisor " + url));
    if (kubelet) {
      parts.add("the kubelet of this machine");
    }
    logs.forEach(glob -> parts.add("logs " + glob));
    if (demo) {
      parts.add("the demo cluster");
    }
    return String.join(", ", parts);
  }
}
