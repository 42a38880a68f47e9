package io.miharu.api.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import io.miharu.model.Dimensions;
import io.miharu.model.PostedMetric;
import io.miharu.model.PostedMetrics;
import io.miharu.model.PostedRecord;
import io.miharu.runtime.kafka.Topics;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class RecordSplitTest {
  /** Kafka's default limit. */
  private static final int MAX_BYTES = 1_048_576;

  @Test
  void keepsAShortPostTogether() {
    List<PostedMetric> metrics = metrics(100, "x");

    assertThat(RecordSplit.split("t", metrics)).containsExactly(new PostedMetrics("t", metrics));
  }

  @Test
  void cutsALongPostInOrderIntoRecordsThatKafkaTakes() {
    // Control characters take six bytes each in JSON: the worst there is.
    List<PostedMetric> metrics = metrics(20_000, "\u0001".repeat(200));

    List<PostedMetrics> records = RecordSplit.split("t", metrics);

    assertThat(records.stream().flatMap(record -> record.metrics().stream()).toList())
        .isEqualTo(metrics);
    for (PostedRecord record : records) {
      byte[] bytes = Topics.POSTED.serializer().serialize("", record);
      assertThat(bytes.length).isLessThan(MAX_BYTES);
    }
  }

  private static List<PostedMetric> metrics(int count, String value) {
    return IntStream.range(0, count)
        .mapToObj(
            i ->
                new PostedMetric(
                    "name", Dimensions.of("key", value), Long.MAX_VALUE - i, -1.0 / 3 * i, null))
        .toList();
  }
}
