package io.miharu.stream.sink;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.miharu.store.Target;
import io.miharu.store.UnavailableReason;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicLong;

/** What the sink counts. Every line is in the end one of: stored, rejected, expired. */
final class SinkMeters {
  private final Map<Target, Counter> lines = new EnumMap<>(Target.class);
  private final Map<UnavailableReason, Counter> retries = new EnumMap<>(UnavailableReason.class);
  private final Map<String, AtomicLong> lag = new TreeMap<>();
  private final Counter batches;
  private final Counter rejected;
  private final Counter expired;
  private final Counter undecodable;
  private final Timer write;

  SinkMeters(MeterRegistry registry, List<String> topics) {
    for (Target target : Target.values()) {
      String name = target.name().toLowerCase(Locale.ROOT);
      lines.put(target, registry.counter("sink.lines", "target", name));
    }
    for (UnavailableReason reason : UnavailableReason.values()) {
      String name = reason.name().toLowerCase(Locale.ROOT);
      retries.put(reason, registry.counter("sink.retries", "reason", name));
    }
    for (String topic : topics) {
      AtomicLong records = new AtomicLong();
      lag.put(topic, records);
      Gauge.builder("sink.lag", records, AtomicLong::get)
          .description("Records not stored yet")
          .tag("topic", topic)
          .register(registry);
    }
    batches = registry.counter("sink.batches");
    rejected =
        Counter.builder("sink.rejected")
            .description("Lines that the store refused, put into the dead letters")
            .register(registry);
    expired =
        Counter.builder("sink.expired")
            .description("Points older than their target keeps, left out")
            .register(registry);
    undecodable =
        Counter.builder("sink.undecodable")
            .description("Records that could not be read, put into the dead letters")
            .register(registry);
    write =
        Timer.builder("sink.write")
            .description("One write, until the store's answer")
            .publishPercentiles(0.5, 0.99)
            .register(registry);
  }

  void stored(Target target, int count) {
    counterOf(lines, target).increment(count);
  }

  void retried(UnavailableReason reason) {
    counterOf(retries, reason).increment();
  }

  void batch() {
    batches.increment();
  }

  void rejected() {
    rejected.increment();
  }

  void expired(int count) {
    expired.increment(count);
  }

  void undecodable() {
    undecodable.increment();
  }

  Timer write() {
    return write;
  }

  void lag(String topic, long records) {
    AtomicLong gauge = lag.get(topic);
    if (gauge != null) {
      gauge.set(records);
    }
  }

  /** Records not stored yet, over all topics. */
  long lag() {
    return lag.values().stream().mapToLong(AtomicLong::get).sum();
  }

  private static <K> Counter counterOf(Map<K, Counter> counters, K key) {
    return Objects.requireNonNull(counters.get(key));
  }
}
