package io.miharu.collector.cadvisor;

import io.miharu.model.catalogue.Catalogue;
import io.miharu.model.catalogue.CatalogueMetric;
import io.miharu.model.catalogue.Entity;
import io.miharu.model.catalogue.Kind;
import java.util.Arrays;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The metric families of cAdvisor that go on, each with the catalogue's suffix under which it does.
 * Several rows of one subject (devices, interfaces, CPUs) are added up.
 */
enum Family {
  CPU_TOTAL("container_cpu_usage_seconds_total", "cpu.total_time", Scope.USAGE),
  CPU_USER("container_cpu_user_seconds_total", "cpu.user_time", Scope.USAGE),
  CPU_SYSTEM("container_cpu_system_seconds_total", "cpu.system_time", Scope.USAGE),
  CPU_THROTTLED("container_cpu_cfs_throttled_seconds_total", "cpu.throttled_time", Scope.USAGE),
  CPU_THROTTLED_PERIODS(
      "container_cpu_cfs_throttled_periods_total", "cpu.throttled_periods", Scope.USAGE),
  CPU_PERIODS("container_cpu_cfs_periods_total", "cpu.periods", Scope.USAGE),
  CPU_CORES("machine_cpu_cores", "cpu.num_cores", Scope.MACHINE),
  MEM_WORKING_SET("container_memory_working_set_bytes", "mem.working_set_bytes", Scope.USAGE),
  MEM_RSS("container_memory_rss", "mem.rss_bytes", Scope.USAGE),
  MEM_CACHE("container_memory_cache", "mem.cache_bytes", Scope.USAGE),
  MEM_SWAP("container_memory_swap", "mem.swap_bytes", Scope.USAGE),
  MEM_USED("container_memory_usage_bytes", "mem.used_bytes", Scope.USAGE),
  MEM_TOTAL("machine_memory_bytes", "mem.total_bytes", Scope.MACHINE),
  MEM_LIMIT("container_spec_memory_limit_bytes", "memory.limit_bytes", Scope.SPEC),
  MEM_FAILURES("container_memory_failcnt", "mem.fail_count", Scope.USAGE),
  FS_USAGE("container_fs_usage_bytes", "fs.usage_bytes", Scope.DISK),
  FS_TOTAL("container_fs_limit_bytes", "fs.total_bytes", Scope.DISK),
  FS_READS("container_fs_reads_total", "fs.reads", Scope.DISK),
  FS_WRITES("container_fs_writes_total", "fs.writes", Scope.DISK),
  IO_READ("container_fs_reads_bytes_total", "io.read_bytes", Scope.DISK),
  IO_WRITE("container_fs_writes_bytes_total", "io.write_bytes", Scope.DISK),
  NET_IN("container_network_receive_bytes_total", "net.in_bytes", Scope.NETWORK),
  NET_OUT("container_network_transmit_bytes_total", "net.out_bytes", Scope.NETWORK),
  NET_IN_PACKETS("container_network_receive_packets_total", "net.in_packets", Scope.NETWORK),
  NET_OUT_PACKETS("container_network_transmit_packets_total", "net.out_packets", Scope.NETWORK),
  NET_IN_DROPPED(
      "container_network_receive_packets_dropped_total", "net.in_dropped_packets", Scope.NETWORK),
  NET_OUT_DROPPED(
      "container_network_transmit_packets_dropped_total", "net.out_dropped_packets", Scope.NETWORK),
  NET_IN_ERRORS("container_network_receive_errors_total", "net.in_errors", Scope.NETWORK),
  NET_OUT_ERRORS("container_network_transmit_errors_total", "net.out_errors", Scope.NETWORK),
  /** When the container started: no metric, but a field of every batch. */
  STARTED("container_start_time_seconds", null, Scope.SPEC);

  /** Whom a family's rows speak of. */
  enum Scope {
    /** Containers and the node. */
    USAGE,
    /** Containers and the node, with a row for each device. */
    DISK,
    /** Pods and the node, with a row for each interface. */
    NETWORK,
    /** Containers; what was set and not measured, so that rows have no time of their own. */
    SPEC,
    /** The node's hardware: as {@link #SPEC}, whatever time the source gives. */
    MACHINE;

    /** Whether the time that comes with a row says when its value was measured. */
    boolean isMeasured() {
      return switch (this) {
        case USAGE, DISK, NETWORK -> true;
        case SPEC, MACHINE -> false;
      };
    }
  }

  private static final Map<String, Family> BY_NAME =
      Arrays.stream(values()).collect(Collectors.toMap(Family::source, Function.identity()));

  private final String source;
  private final @Nullable String suffix;
  private final Scope scope;
  private final boolean counter;

  Family(String source, @Nullable String suffix, Scope scope) {
    this.source = source;
    this.suffix = suffix;
    this.scope = scope;
    this.counter =
        suffix != null
            && Catalogue.bySuffix(suffix).map(CatalogueMetric::kind).orElseThrow() == Kind.COUNTER;
  }

  /** The family with cAdvisor's name, or null if it does not go on. */
  static @Nullable Family named(String source) {
    return BY_NAME.get(source);
  }

  String source() {
    return source;
  }

  Scope scope() {
    return scope;
  }

  boolean isCounter() {
    return counter;
  }

  /** The full name of the metric for the entity; null for what is no metric. */
  @Nullable String metric(Entity entity) {
    return suffix == null ? null : entity.metric(suffix);
  }
}
