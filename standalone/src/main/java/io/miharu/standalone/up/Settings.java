package io.miharu.standalone.up;

import io.miharu.simulator.Simulator;
import io.miharu.simulator.kubelet.KubeletServer;
import java.net.URI;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Says in configuration keys what {@code up} has decided: they win over file and environment. */
final class Settings {
  private static final URI KUBELET = URI.create("https://127.0.0.1:10250");

  private final UpOptions options;
  private final DataDirectory data;
  private final Map<String, String> common = new LinkedHashMap<>();

  Settings(UpOptions options, DataDirectory data) {
    this.options = options;
    this.data = data;
    common.put("miharu.api.port", Integer.toString(options.ports().api()));
    common.put("miharu.health.port", Integer.toString(options.ports().health()));
    common.put("miharu.stream-processor.state-dir", data.resolve("stream-processor").toString());
    common.put("miharu.alarm-engine.state-dir", data.resolve("alarm-engine").toString());
    logForwarder(common, "log-forwarder");
  }

  /** Where the servers are, once that is known. */
  Settings withServers(String bootstrapServers, String influxUrl) {
    common.put("miharu.kafka.bootstrap", bootstrapServers);
    common.put("miharu.influxdb.url", influxUrl);
    return this;
  }

  /** For every process but the log-forwarders. */
  Map<String, String> ofPipeline(Sources sources, @Nullable Simulator simulator) {
    Map<String, String> settings = new LinkedHashMap<>(common);
    int count = 0;
    for (URI url : sources.cadvisor()) {
      target(settings, count, url, "cadvisor");
      if (count > 0) {
        target(settings, count, "node", url.getAuthority());
      }
      count++;
    }
    if (sources.kubelet()) {
      kubelet(settings, count++);
    }
    if (simulator != null) {
      settings.put("miharu.collector.pods-file", simulator.podsFile().toString());
      for (KubeletServer kubelet : simulator.kubelets()) {
        target(settings, count, URI.create(kubelet.url()), "kubelet");
        target(settings, count++, "node", kubelet.node());
      }
    }
    return settings;
  }

  /** For the log-forwarder of this machine. */
  Map<String, String> ofLogs(List<String> globs) {
    Map<String, String> settings = new LinkedHashMap<>(common);
    settings.put("miharu.log-forwarder.paths", String.join(",", globs));
    return settings;
  }

  /** For the log-forwarder of a simulated node. */
  Map<String, String> ofSimulatedLogs(Simulator simulator, String node) {
    Map<String, String> settings = new LinkedHashMap<>(common);
    logForwarder(settings, "log-forwarder-" + node);
    settings.put("miharu.log-forwarder.node", node);
    settings.put("miharu.log-forwarder.paths", simulator.logGlob(node));
    settings.put("miharu.log-forwarder.pods-file", simulator.podsFile().toString());
    // The simulated logs lie below the data directory, which is otherwise left alone.
    settings.put("miharu.log-forwarder.own-directories", data.resolve("log").toString());
    return settings;
  }

  private void logForwarder(Map<String, String> settings, String name) {
    Path checkpoint = data.resolve(name).resolve("checkpoint.json");
    settings.put("miharu.log-forwarder.checkpoint", checkpoint.toString());
    settings.put("miharu.log-forwarder.own-directories", data.toString());
  }

  private void kubelet(Map<String, String> settings, int index) {
    target(settings, index, KUBELET, "kubelet");
    options
        .kubeletTokenFile()
        .ifPresent(file -> target(settings, index, "bearer-token-file", file.toString()));
    options.kubeletCaFile().ifPresent(file -> target(settings, index, "ca-file", file.toString()));
    target(settings, index, "insecure-skip-verify", Boolean.toString(options.kubeletSkipVerify()));
  }

  private static void target(Map<String, String> settings, int index, URI url, String kind) {
    target(settings, index, "url", url.toString());
    target(settings, index, "kind", kind);
  }

  private static void target(Map<String, String> settings, int index, String key, String value) {
    settings.put("miharu.collector.targets[" + index + "]." + key, value);
  }
}
