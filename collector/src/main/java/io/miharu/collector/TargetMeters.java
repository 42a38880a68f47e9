package io.miharu.collector;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.TimeGauge;
import io.micrometer.core.instrument.Timer;
import io.miharu.collector.scrape.Reason;
import java.time.Clock;
import java.util.concurrent.TimeUnit;

/** What is counted about one target. */
final class TargetMeters {
  private static final String PREFIX = "miharu.collector.scrape.";

  private final MeterRegistry meters;
  private final Tags tags;
  private final Timer duration;
  private final DistributionSummary size;
  private final DistributionSummary samples;
  private final Counter malformed;
  private final Counter unidentified;

  TargetMeters(MeterRegistry meters, String url, TargetState state, Clock clock) {
    this.meters = meters;
    this.tags = Tags.of("target", url);
    duration = meters.timer(PREFIX + "duration", tags);
    size =
        DistributionSummary.builder(PREFIX + "size").baseUnit("bytes").tags(tags).register(meters);
    samples = meters.summary(PREFIX + "samples", tags);
    malformed = meters.counter(PREFIX + "malformed.lines", tags);
    unidentified = meters.counter(PREFIX + "unidentified", tags);
    long createdMs = clock.millis();
    TimeGauge.builder(
            PREFIX + "age",
            state,
            TimeUnit.MILLISECONDS,
            known -> clock.millis() - Math.max(createdMs, known.lastSuccessMs()))
        .description("Since the last successful scrape, or since the start")
        .tags(tags)
        .register(meters);
    meters.gauge(
        "miharu.collector.target.up", tags, state, known -> known.failure() == null ? 1 : 0);
  }

  Timer.Sample start() {
    return Timer.start(meters);
  }

  void succeeded(
      Timer.Sample started, long bytes, long samples, long malformed, long unidentified) {
    started.stop(duration);
    size.record(bytes);
    this.samples.record(samples);
    this.malformed.increment(malformed);
    this.unidentified.increment(unidentified);
  }

  void failed(Timer.Sample started, Reason reason) {
    started.stop(duration);
    meters.counter(PREFIX + "errors", tags.and("reason", reason.tag())).increment();
  }
}
