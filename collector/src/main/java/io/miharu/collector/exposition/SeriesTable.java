package io.miharu.collector.exposition;

import java.util.Arrays;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The series that a target has shown, found by the bytes of their text. A hash table of our own:
 * looking up a slice of a buffer in a {@code HashMap} would need a key object for each sample.
 */
final class SeriesTable<H> {
  /** A series and what the visitor made of it. */
  static final class Series<H> {
    final byte[] text;
    final int hash;
    final @Nullable H handle;

    /** What followed in the last scrape: nearly always what follows in this one. */
    @Nullable Series<H> next;

    /** The scrape that showed it last. */
    long scrape;

    private @Nullable Series<H> sameBucket;

    private Series(byte[] text, int hash, @Nullable H handle) {
      this.text = text;
      this.hash = hash;
      this.handle = handle;
    }

    boolean isAt(byte[] bytes, int from, int limit) {
      int to = from + text.length;
      return to <= limit && Arrays.equals(bytes, from, to, text, 0, text.length);
    }
  }

  @SuppressWarnings({"unchecked", "rawtypes"})
  private @Nullable Series<H>[] buckets = new Series[64];

  private int size;

  int size() {
    return size;
  }

  static int hash(byte[] bytes, int from, int to) {
    int hash = 0;
    for (int i = from; i < to; i++) {
      hash = 31 * hash + bytes[i];
    }
    return hash ^ (hash >>> 16);
  }

  @Nullable Series<H> find(byte[] bytes, int from, int to, int hash) {
    Series<H> series = buckets[hash & (buckets.length - 1)];
    while (series != null
        && (series.hash != hash
            || series.text.length != to - from
            || !series.isAt(bytes, from, to))) {
      series = series.sameBucket;
    }
    return series;
  }

  Series<H> add(byte[] text, int hash, @Nullable H handle) {
    if (size >= buckets.length) {
      grow();
    }
    Series<H> series = new Series<>(text, hash, handle);
    put(series);
    size++;
    return series;
  }

  /** Forgets the series that no scrape since the given one has shown. */
  void evictUnseenSince(long scrape, Consumer<H> forgotten) {
    for (int i = 0; i < buckets.length; i++) {
      Series<H> series = buckets[i];
      buckets[i] = null;
      while (series != null) {
        Series<H> following = series.sameBucket;
        if (series.scrape >= scrape) {
          dropStaleGuess(series, scrape);
          put(series);
        } else {
          size--;
          if (series.handle != null) {
            forgotten.accept(series.handle);
          }
        }
        series = following;
      }
    }
  }

  /** A guess would keep a forgotten series alive, and lead back to it. */
  private void dropStaleGuess(Series<H> series, long scrape) {
    if (series.next != null && series.next.scrape < scrape) {
      series.next = null;
    }
  }

  private void put(Series<H> series) {
    int bucket = series.hash & (buckets.length - 1);
    series.sameBucket = buckets[bucket];
    buckets[bucket] = series;
  }

  @SuppressWarnings({"unchecked", "rawtypes"})
  private void grow() {
    @Nullable Series<H>[] before = buckets;
    buckets = new Series[before.length * 2];
    for (Series<H> series : before) {
      while (series != null) {
        Series<H> following = series.sameBucket;
        put(series);
        series = following;
      }
    }
  }
}
