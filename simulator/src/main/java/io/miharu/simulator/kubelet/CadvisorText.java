package io.miharu.simulator.kubelet;

import io.miharu.simulator.cluster.SimulatedCluster;
import io.miharu.simulator.cluster.SimulatedNode;
import io.miharu.simulator.cluster.Usage;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;
import java.util.function.Predicate;
import java.util.function.ToDoubleFunction;

/**
 * {@code /metrics/cadvisor} of a node: Prometheus text 0.0.4, families in alphabetical order, each
 * sample with its own timestamp, as a kubelet serves it.
 */
public final class CadvisorText {
  /** cAdvisor counts in ns and bytes: no number has more than nine decimals. */
  private static final int DECIMALS = 9;

  private static final Predicate<CgroupRow> NETWORKED = row -> row.networkInterface() != null;
  private static final Predicate<CgroupRow> CONTAINERS = row -> row.pod() != null;

  private final StringBuilder text = new StringBuilder(64 * 1024);
  private final List<CgroupRow> rows;
  private final long timestampMs;

  private CadvisorText(SimulatedNode node, long timestampMs) {
    this.rows = CgroupRow.of(node);
    this.timestampMs = timestampMs;
  }

  /** The text of the node with the name, as it is now. */
  public static String of(SimulatedCluster.Snapshot snapshot, String nodeName) {
    SimulatedNode node = snapshot.node(nodeName);
    return new CadvisorText(node, snapshot.nowMs()).write(node);
  }

  private String write(SimulatedNode node) {
    info(
        "cadvisor_version_info{cadvisorRevision=\"\",cadvisorVersion=\"\",kernelVersion=\"6.1\"} 1");
    cpu("container_cpu_system_seconds_total", "", Usage::cpuSystemSeconds);
    cpu("container_cpu_usage_seconds_total", "cpu=\"total\",", Usage::cpuSeconds);
    cpu("container_cpu_user_seconds_total", "", Usage::cpuUserSeconds);
    disk("container_fs_limit_bytes", "gauge", usage -> 100e9);
    disk("container_fs_reads_bytes_total", "counter", Usage::readBytes);
    disk("container_fs_reads_total", "counter", usage -> Math.floor(usage.readBytes() / 16_384));
    disk("container_fs_usage_bytes", "gauge", Usage::diskBytes);
    disk("container_fs_writes_bytes_total", "counter", Usage::writtenBytes);
    disk(
        "container_fs_writes_total", "counter", usage -> Math.floor(usage.writtenBytes() / 16_384));
    memory("container_memory_cache", Usage::cacheBytes);
    memory("container_memory_rss", Usage::rssBytes);
    memory("container_memory_swap", usage -> 0);
    memory("container_memory_usage_bytes", u -> u.workingSetBytes() + u.cacheBytes());
    memory("container_memory_working_set_bytes", Usage::workingSetBytes);
    network("container_network_receive_bytes_total", Usage::receivedBytes);
    network("container_network_receive_errors_total", usage -> 0);
    network("container_network_receive_packets_dropped_total", usage -> 0);
    network("container_network_receive_packets_total", usage -> usage.receivedBytes() / 800);
    network("container_network_transmit_bytes_total", Usage::sentBytes);
    network("container_network_transmit_errors_total", usage -> 0);
    network("container_network_transmit_packets_dropped_total", usage -> 0);
    network("container_network_transmit_packets_total", usage -> usage.sentBytes() / 800);
    info("container_scrape_error 0");
    limits();
    info("machine_cpu_cores{boot_id=\"\",machine_id=\"\",system_uuid=\"\"} " + node.cores());
    info(
        "machine_memory_bytes{boot_id=\"\",machine_id=\"\",system_uuid=\"\"} "
            + node.memoryBytes());
    return text.toString();
  }

  private void cpu(String family, String extraLabels, ToDoubleFunction<Usage> value) {
    type(family, "counter");
    for (CgroupRow row : rows) {
      sample(family, extraLabels, row.labels(), value.applyAsDouble(row.usage()), true);
    }
  }

  private void disk(String family, String type, ToDoubleFunction<Usage> value) {
    type(family, type);
    rows.stream()
        .filter(CONTAINERS.or(row -> row.labels().contains("id=\"/\"")))
        .forEach(
            row ->
                sample(
                    family,
                    "device=\"/dev/vda1\",",
                    row.labels(),
                    Math.floor(value.applyAsDouble(row.usage())),
                    true));
  }

  private void memory(String family, ToDoubleFunction<Usage> value) {
    type(family, "gauge");
    rows.forEach(
        row ->
            sample(family, "", row.labels(), Math.floor(value.applyAsDouble(row.usage())), true));
  }

  private void network(String family, ToDoubleFunction<Usage> value) {
    type(family, "counter");
    rows.stream()
        .filter(NETWORKED)
        .forEach(
            row ->
                sample(
                    family,
                    "interface=\"" + row.networkInterface() + "\",",
                    row.labels(),
                    Math.floor(value.applyAsDouble(row.usage())),
                    true));
  }

  private void limits() {
    type("container_spec_memory_limit_bytes", "gauge");
    for (CgroupRow row : rows) {
      double limit = row.pod() == null ? 0 : row.pod().workload().memoryLimitBytes();
      sample("container_spec_memory_limit_bytes", "", row.labels(), limit, false);
    }
    type("container_start_time_seconds", "gauge");
    for (CgroupRow row : rows) {
      if (row.pod() != null) {
        double started = row.pod().startedMs() / 1000.0;
        sample("container_start_time_seconds", "", row.labels(), started, false);
      }
    }
  }

  private void type(String family, String type) {
    text.append("# HELP ").append(family).append(" Simulated.\n");
    text.append("# TYPE ").append(family).append(' ').append(type).append('\n');
  }

  private void info(String line) {
    text.append(line).append('\n');
  }

  private void sample(
      String family, String extraLabels, String labels, double value, boolean timestamped) {
    text.append(family).append('{').append(extraLabels).append(labels).append("} ");
    text.append(
        new BigDecimal(value)
            .setScale(DECIMALS, RoundingMode.HALF_UP)
            .stripTrailingZeros()
            .toPlainString());
    if (timestamped) {
      text.append(' ').append(timestampMs);
    }
    text.append('\n');
  }
}
