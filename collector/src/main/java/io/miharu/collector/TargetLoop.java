package io.miharu.collector;

import io.miharu.collector.scrape.Schedule;
import io.miharu.kubernetes.PodDirectory;
import java.time.Clock;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** Scrapes one target again and again, on its schedule. */
final class TargetLoop {
  /**
   * How long the first scrape waits for the pods to be known, in steps: without them it would make
   * series with fewer dimensions, and count the network of pods on the host's network.
   */
  private static final int STEPS = 50;

  private static final long STEP_MS = 200;

  private final TargetScraper scraper;
  private final Schedule schedule;
  private final PodDirectory pods;
  private final ScheduledExecutorService scheduler;
  private final Clock clock;

  TargetLoop(
      TargetScraper scraper,
      Schedule schedule,
      PodDirectory pods,
      ScheduledExecutorService scheduler,
      Clock clock) {
    this.scraper = scraper;
    this.schedule = schedule;
    this.pods = pods;
    this.scheduler = scheduler;
    this.clock = clock;
  }

  /** Begins; the first scrape is made at once, so that a start shows soon whether all is well. */
  void start() {
    scheduler.execute(() -> awaitPods(STEPS));
  }

  private void awaitPods(int steps) {
    if (steps > 0 && pods.problem().isPresent()) {
      after(STEP_MS, () -> awaitPods(steps - 1));
    } else {
      scrapeAndGoOn();
    }
  }

  private void scrapeAndGoOn() {
    scraper.scrape(clock.millis());
    long nowMs = clock.millis();
    after(schedule.after(nowMs) - nowMs, this::scrapeAndGoOn);
  }

  private void after(long delayMs, Runnable task) {
    try {
      scheduler.schedule(task, delayMs, TimeUnit.MILLISECONDS);
    } catch (RejectedExecutionException e) {
      // The collector is being closed: there is nothing to go on with.
    }
  }
}
