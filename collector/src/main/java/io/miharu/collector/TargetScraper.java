package io.miharu.collector;

import io.micrometer.core.instrument.Timer;
import io.miharu.collector.cadvisor.CadvisorScrapes;
import io.miharu.collector.cadvisor.ScrapedSamples;
import io.miharu.collector.delivery.Cycle;
import io.miharu.collector.exposition.ExpositionParser;
import io.miharu.collector.exposition.ExpositionReader;
import io.miharu.collector.exposition.Malformed;
import io.miharu.collector.scrape.HttpSource;
import io.miharu.collector.scrape.Reason;
import io.miharu.collector.scrape.ScrapeException;
import io.miharu.model.NodeMark;
import java.io.IOException;
import java.io.InputStream;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Scrapes one target, once for each call. A failed scrape sends nothing, not even a mark. */
final class TargetScraper {
  /** What this agent calls itself in its marks. */
  static final String SOURCE = "collector";

  /**
   * How long cAdvisor may take from stamping a sample to serving it, in ms. What it serves later
   * than now was stamped after now less this, so up to there everything has been seen; see
   * RATIONALE.md.
   */
  static final long STAMPING_MS = 2_000;

  private static final Logger LOG = LoggerFactory.getLogger(TargetScraper.class);

  private final String node;
  private final long intervalMs;
  private final long bodyLimit;
  private final HttpSource source;
  private final CadvisorScrapes scrapes;
  private final ExpositionParser<?> parser;
  private final ExpositionReader reader = new ExpositionReader();
  private final TargetState state;
  private final TargetMeters meters;
  private final Consumer<Cycle> out;

  TargetScraper(
      String node,
      long intervalMs,
      long bodyLimit,
      HttpSource source,
      CadvisorScrapes scrapes,
      TargetState state,
      TargetMeters meters,
      Consumer<Cycle> out) {
    this.node = node;
    this.intervalMs = intervalMs;
    this.bodyLimit = bodyLimit;
    this.source = source;
    this.scrapes = scrapes;
    this.parser = new ExpositionParser<>(scrapes);
    this.state = state;
    this.meters = meters;
    this.out = out;
  }

  /**
   * Scrapes.
   *
   * @param nowMs in ms since the epoch
   */
  void scrape(long nowMs) {
    Timer.Sample timer = meters.start();
    try {
      parser.begin();
      scrapes.begin();
      long bytes = source.fetch(this::read);
      parser.end();
      ScrapedSamples samples = scrapes.end(nowMs);
      if (samples.subjects() == 0) {
        throw new ScrapeException(
            Reason.NOT_METRICS,
            "it shows no container metrics; is it a cAdvisor or a kubelet's /metrics/cadvisor?");
      }
      out.accept(
          new Cycle(
              samples.batches(), new NodeMark(SOURCE, node, nowMs - STAMPING_MS, intervalMs)));
      long malformed = parser.malformed().count();
      meters.succeeded(timer, bytes, parser.samples(), malformed, samples.unidentified());
      state.succeeded(nowMs, samples.subjects(), defect(parser.malformed(), samples));
    } catch (ScrapeException e) {
      if (Thread.currentThread().isInterrupted()) {
        return; // Cut off because the collector stops: says nothing about the target.
      }
      meters.failed(timer, e.reason());
      state.failed(nowMs, e);
    } catch (RuntimeException e) {
      LOG.error("Scraping {} failed in a way that nobody foresaw; it is tried again", node, e);
      meters.failed(timer, Reason.BROKEN);
      state.failed(nowMs, new ScrapeException(Reason.BROKEN, "unforeseen: " + e, e));
    }
  }

  private long read(InputStream body) throws IOException, ScrapeException {
    long bytes = reader.read(body, parser, bodyLimit);
    if (bytes > bodyLimit) {
      throw new ScrapeException(
          Reason.TOO_LARGE,
          "it sends more than "
              + bodyLimit
              + " bytes; raise miharu.collector.body-limit if that is right");
    }
    return bytes;
  }

  private static @Nullable String defect(Malformed malformed, ScrapedSamples samples) {
    if (malformed.count() > 0) {
      return malformed.count() + " malformed lines are skipped, the first is: " + malformed.first();
    }
    return samples.unidentified() == 0
        ? null
        : samples.unidentified()
            + " containers are left out because nothing tells what they are, such as "
            + samples.unidentifiedExample()
            + "; give cAdvisor access to the container runtime's socket, or let the collector watch"
            + " pods";
  }
}
