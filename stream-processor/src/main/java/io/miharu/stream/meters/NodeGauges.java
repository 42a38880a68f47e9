package io.miharu.stream.meters;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.miharu.stream.progress.SourceStatus;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;

/**
 * How far each agent on each node has come, for one task. A node that is forgotten loses its
 * gauges, so that they never outnumber the nodes of the last 24 h.
 */
final class NodeGauges {
  private static final String COMPLETE = "miharu.node.complete.through.ms";
  private static final String LIVE = "miharu.node.live";

  private record Source(String node, String source) {}

  private record Values(AtomicLong completeThrough, AtomicLong live, List<Meter.Id> meters) {}

  private final MeterRegistry registry;
  private final Map<Source, Values> known = new HashMap<>();

  NodeGauges(MeterRegistry registry) {
    this.registry = registry;
  }

  synchronized void update(List<SourceStatus> statuses) {
    Set<Source> gone = new HashSet<>(known.keySet());
    for (SourceStatus status : statuses) {
      Source source = new Source(status.node(), status.source());
      gone.remove(source);
      Values values = known.computeIfAbsent(source, this::register);
      values.completeThrough().set(status.completeThrough());
      values.live().set(status.live() ? 1 : 0);
    }
    for (Source source : gone) {
      known.remove(source).meters().forEach(registry::remove);
    }
  }

  private Values register(Source source) {
    AtomicLong completeThrough = new AtomicLong();
    AtomicLong live = new AtomicLong();
    return new Values(
        completeThrough,
        live,
        List.of(gauge(COMPLETE, source, completeThrough), gauge(LIVE, source, live)));
  }

  private Meter.Id gauge(String name, Source source, AtomicLong value) {
    return Gauge.builder(name, value, AtomicLong::get)
        .tag("node", source.node())
        .tag("source", source.source())
        .register(registry)
        .getId();
  }
}
