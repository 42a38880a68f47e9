package io.miharu.api.metrics;

import io.miharu.model.PostedMetric;
import io.miharu.model.PostedMetrics;
import java.util.ArrayList;
import java.util.List;

/** Cuts a long post into records that Kafka takes, in order. */
final class RecordSplit {
  /**
   * The size in characters at which a record is cut: JSON escapes and UTF-8 make at most six bytes
   * of one character, but hardly ever of all, and Kafka's limit is 1 MiB.
   */
  static final int MAX_CHARACTERS = 160 * 1024;

  /** What JSON adds to a metric's own strings: field names, numbers, punctuation. */
  private static final int OVERHEAD = 90;

  /** What it adds to a dimension. */
  private static final int OVERHEAD_OF_A_PAIR = 6;

  private RecordSplit() {}

  /** The metrics as records of which none, but for a single huge metric, is too large. */
  static List<PostedMetrics> split(String tenant, List<PostedMetric> metrics) {
    List<PostedMetrics> records = new ArrayList<>();
    int from = 0;
    int characters = 0;
    for (int i = 0; i < metrics.size(); i++) {
      int size = size(metrics.get(i));
      if (i > from && characters + size > MAX_CHARACTERS) {
        records.add(new PostedMetrics(tenant, metrics.subList(from, i)));
        from = i;
        characters = 0;
      }
      characters += size;
    }
    records.add(new PostedMetrics(tenant, metrics.subList(from, metrics.size())));
    return records;
  }

  private static int size(PostedMetric metric) {
    int size = OVERHEAD + metric.name().length();
    for (int i = 0; i < metric.dimensions().size(); i++) {
      size +=
          OVERHEAD_OF_A_PAIR
              + metric.dimensions().key(i).length()
              + metric.dimensions().value(i).length();
    }
    String valueMeta = metric.valueMeta();
    return valueMeta == null ? size : size + valueMeta.length();
  }
}
