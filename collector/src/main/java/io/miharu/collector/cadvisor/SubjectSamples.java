package io.miharu.collector.cadvisor;

import io.miharu.collector.exposition.SampleVisitor;
import io.miharu.model.SampleBatch;
import io.miharu.model.Values;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The samples of one subject in the scrape that is going on, one column for each family. */
final class SubjectSamples {
  /** Column of the CPU time of single CPUs, for sources that give no total. */
  static final int PER_CPU = Family.values().length;

  private static final Family[] FAMILIES = Family.values();
  private static final int COLUMNS = FAMILIES.length + 1;

  /** Samples may be older by this much than the scrape that shows them, in ms. */
  private static final long MAX_AGE_MS = 120_000;

  /** And newer by this much, since clocks and collections overlap, in ms. */
  private static final long MAX_AHEAD_MS = 5_000;

  /** From here on a memory limit is the kernel's way of saying that there is none. */
  private static final double UNLIMITED = 0x1p62;

  private final RowIdentity identity;
  private final double[] values = new double[COLUMNS];
  private final long[] times = new long[COLUMNS];
  private final long[] scrapes = new long[COLUMNS];
  private final long[] sent = new long[COLUMNS];
  private final boolean[] due = new boolean[COLUMNS];
  private int slots;
  private long lastScrape;
  private @Nullable Ascription ascription;
  private long ascribedAt = -1;

  SubjectSamples(RowIdentity identity) {
    this.identity = identity;
    Arrays.fill(sent, SampleVisitor.NO_TIMESTAMP);
  }

  RowIdentity identity() {
    return identity;
  }

  Slot slot(int column) {
    slots++;
    return new Slot(this, column);
  }

  /** One of its series is gone. Returns whether it was the last one. */
  boolean releaseSlot() {
    return --slots == 0;
  }

  void add(int column, double value, long timestamp, long scrape) {
    lastScrape = scrape;
    if (scrapes[column] == scrape) {
      values[column] += value;
      times[column] = Math.max(times[column], timestamp);
    } else {
      scrapes[column] = scrape;
      values[column] = value;
      times[column] = timestamp;
    }
  }

  boolean isIn(long scrape) {
    return lastScrape == scrape;
  }

  /** To whom the samples belong, as of the directory's current version; null if nobody knows. */
  @Nullable Ascription ascription(Identification identification) {
    long version = identification.version();
    if (ascribedAt != version) {
      ascription = identification.identify(identity).orElse(null);
      ascribedAt = version;
    }
    return ascription;
  }

  /**
   * Whether this is a newer incarnation than the other: it started later, or where that is not
   * known, was measured later.
   */
  boolean isNewerThan(SubjectSamples other, long scrape) {
    int column = Family.STARTED.ordinal();
    double mine = scrapes[column] == scrape ? values[column] : 0;
    double theirs = other.scrapes[column] == scrape ? other.values[column] : 0;
    return mine != theirs ? mine > theirs : newest(scrape) > other.newest(scrape);
  }

  /**
   * Adds the batches of this scrape, one for each timestamp. What was sent before with the same
   * timestamp is left out. Values that were set and not measured ride with the newest measured
   * ones, so that a container has one batch and not two.
   *
   * @param scrapeMs when the scrape began, in ms since the epoch
   */
  void collect(Ascription to, long scrape, long scrapeMs, List<SampleBatch> batches) {
    preferTotalOverPerCpu(scrape);
    long newest = SampleVisitor.NO_TIMESTAMP;
    for (Family family : FAMILIES) {
      int column = family.ordinal();
      if (scrapes[column] == scrape && family.scope().isMeasured()) {
        times[column] = valid(times[column], scrapeMs);
        newest = Math.max(newest, times[column]);
      }
    }
    if (newest == SampleVisitor.NO_TIMESTAMP) {
      newest = scrapeMs;
    }
    for (Family family : FAMILIES) {
      int column = family.ordinal();
      if (!family.scope().isMeasured()) {
        times[column] = newest;
      }
      due[column] = isDue(family, to, scrape);
    }
    for (int column = 0; column < FAMILIES.length; column++) {
      if (due[column]) {
        batches.add(batch(to, times[column], scrape));
      }
    }
  }

  private boolean isDue(Family family, Ascription to, long scrape) {
    int column = family.ordinal();
    return scrapes[column] == scrape
        && to.metric(family) != null
        && times[column] != sent[column]
        && Double.isFinite(values[column])
        && !(family == Family.MEM_LIMIT && (values[column] <= 0 || values[column] >= UNLIMITED));
  }

  private SampleBatch batch(Ascription to, long time, long scrape) {
    Values.Builder gauges = Values.builder();
    Values.Builder counters = Values.builder();
    for (Family family : FAMILIES) {
      int column = family.ordinal();
      String name = to.metric(family);
      if (due[column] && times[column] == time && name != null) {
        (family.isCounter() ? counters : gauges).put(name, values[column]);
        due[column] = false;
        sent[column] = time;
      }
    }
    return new SampleBatch(
        to.tenant(), to.dimensions(), time, started(scrape), gauges.build(), counters.build());
  }

  private void preferTotalOverPerCpu(long scrape) {
    int total = Family.CPU_TOTAL.ordinal();
    if (scrapes[PER_CPU] == scrape && scrapes[total] != scrape) {
      values[total] = values[PER_CPU];
      times[total] = times[PER_CPU];
      scrapes[total] = scrape;
    }
  }

  private @Nullable Long started(long scrape) {
    int column = Family.STARTED.ordinal();
    return scrapes[column] == scrape && values[column] > 0
        ? Math.round(values[column] * 1000)
        : null;
  }

  private long newest(long scrape) {
    long newest = SampleVisitor.NO_TIMESTAMP;
    for (int column = 0; column < COLUMNS; column++) {
      if (scrapes[column] == scrape) {
        newest = Math.max(newest, times[column]);
      }
    }
    return newest;
  }

  private static long valid(long timestamp, long scrapeMs) {
    return timestamp >= scrapeMs - MAX_AGE_MS && timestamp <= scrapeMs + MAX_AHEAD_MS
        ? timestamp
        : scrapeMs;
  }
}
