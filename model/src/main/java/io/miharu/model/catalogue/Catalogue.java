package io.miharu.model.catalogue;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The list of metrics that Miharu makes by itself. Names follow the Kubernetes and cAdvisor
 * plug-ins of Monasca's agent; where it had none, the list goes on in the same style.
 */
public final class Catalogue {
  /**
   * Names of the counts that the stream-processor makes from container logs, and their store
   * measurement.
   */
  public static final String LOG_MEASUREMENT = "log";

  public static final String LOG_LINES = "log.lines";
  public static final String LOG_BYTES = "log.bytes";
  public static final String LOG_ERRORS = "log.errors";

  private static final String CORE_SECONDS = "core_seconds";
  private static final String BYTES = "bytes";
  private static final String COUNT = "count";

  private static final List<CatalogueMetric> METRICS =
      List.of(
          counter("cpu.total_time", CORE_SECONDS, "CPU time used"),
          counter("cpu.user_time", CORE_SECONDS, "CPU time used in user mode"),
          counter("cpu.system_time", CORE_SECONDS, "CPU time used in the kernel"),
          counter("cpu.throttled_time", CORE_SECONDS, "Time for which the CPU limit held it back"),
          counter(
              "cpu.throttled_periods", COUNT, "Scheduling periods in which the CPU limit was hit"),
          counter("cpu.periods", COUNT, "Scheduling periods in which it wanted to run"),
          gauge("cpu.num_cores", "cores", "CPU cores of the node"),
          gauge("mem.working_set_bytes", BYTES, "Memory in use that cannot be reclaimed"),
          gauge("mem.rss_bytes", BYTES, "Anonymous memory"),
          gauge("mem.cache_bytes", BYTES, "Page cache"),
          gauge("mem.swap_bytes", BYTES, "Swap in use"),
          gauge("mem.used_bytes", BYTES, "Memory in use, page cache included"),
          gauge("mem.total_bytes", BYTES, "Memory of the node"),
          gauge("memory.limit_bytes", BYTES, "Memory limit; absent without one"),
          counter("mem.fail_count", COUNT, "Times that the memory limit was hit"),
          gauge("fs.usage_bytes", BYTES, "File system space in use, over all devices"),
          gauge("fs.total_bytes", BYTES, "File system space, over all devices"),
          counter("fs.reads", "operations", "Completed reads, over all devices"),
          counter("fs.writes", "operations", "Completed writes, over all devices"),
          counter("io.read_bytes", BYTES, "Bytes read, over all devices"),
          counter("io.write_bytes", BYTES, "Bytes written, over all devices"),
          counter("net.in_bytes", BYTES, "Bytes received, over all interfaces"),
          counter("net.out_bytes", BYTES, "Bytes sent, over all interfaces"),
          counter("net.in_packets", "packets", "Packets received, over all interfaces"),
          counter("net.out_packets", "packets", "Packets sent, over all interfaces"),
          counter("net.in_dropped_packets", "packets", "Received packets dropped"),
          counter("net.out_dropped_packets", "packets", "Packets to send dropped"),
          counter("net.in_errors", "errors", "Errors while receiving"),
          counter("net.out_errors", "errors", "Errors while sending"));

  private static final Map<String, CatalogueMetric> BY_SUFFIX = bySuffix();
  private static final Map<String, Column> COLUMNS = columns();

  private Catalogue() {}

  /** Every metric, each once whatever the number of its entities. */
  public static List<CatalogueMetric> metrics() {
    return METRICS;
  }

  /** The metric with the suffix, if there is one; rates are not metrics of their own here. */
  public static Optional<CatalogueMetric> bySuffix(String suffix) {
    return Optional.ofNullable(BY_SUFFIX.get(suffix));
  }

  /**
   * Where the store keeps the metric with this full name, or empty for a name that is not
   * catalogued: such a metric was posted and is kept narrow.
   */
  public static Optional<Column> column(String metricName) {
    return Optional.ofNullable(COLUMNS.get(metricName));
  }

  /** Every catalogued full name with its place in the store. */
  public static Map<String, Column> allColumns() {
    return COLUMNS;
  }

  private static Map<String, CatalogueMetric> bySuffix() {
    Map<String, CatalogueMetric> map = new HashMap<>();
    METRICS.forEach(metric -> map.put(metric.suffix(), metric));
    return Map.copyOf(map);
  }

  private static Map<String, Column> columns() {
    Map<String, Column> map = new HashMap<>();
    for (Entity entity : Entity.values()) {
      for (CatalogueMetric metric : METRICS) {
        put(map, entity, metric.suffix());
        if (metric.kind() == Kind.COUNTER) {
          put(map, entity, metric.rateSuffix());
        }
      }
    }
    for (String name : List.of(LOG_LINES, LOG_BYTES, LOG_ERRORS)) {
      map.put(name, new Column(LOG_MEASUREMENT, name.substring(LOG_MEASUREMENT.length() + 1)));
    }
    return Map.copyOf(map);
  }

  private static void put(Map<String, Column> map, Entity entity, String suffix) {
    map.put(entity.metric(suffix), new Column(entity.measurement(), suffix));
  }

  private static CatalogueMetric counter(String suffix, String unit, String description) {
    return new CatalogueMetric(suffix, Kind.COUNTER, unit, description);
  }

  private static CatalogueMetric gauge(String suffix, String unit, String description) {
    return new CatalogueMetric(suffix, Kind.GAUGE, unit, description);
  }
}
