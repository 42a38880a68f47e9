package io.miharu.logforwarder.send;

import static org.assertj.core.api.Assertions.assertThat;

import io.miharu.logforwarder.discovery.LogSource;
import io.miharu.logforwarder.parse.Event;
import io.miharu.logforwarder.parse.EventSink;
import io.miharu.logforwarder.parse.LogParser;
import io.miharu.logforwarder.parse.ParseBuffers;
import io.miharu.logforwarder.parse.ParseStats;
import io.miharu.logforwarder.parse.StoreTimes;
import io.miharu.model.Dimensions;
import io.miharu.model.Json;
import io.miharu.model.LogBatch;
import io.miharu.model.LogLine;
import io.miharu.model.LogRecord;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class EncoderTest {
  private static final LogSource SOURCE = new LogSource("t1", Dimensions.empty());

  private final SendStats stats = new SendStats();

  private static List<Event> events(String... texts) {
    List<Event> events = new ArrayList<>();
    EventSink sink =
        new EventSink() {
          @Override
          public void opened(Event event) {
            events.add(event);
          }

          @Override
          public void completed(Event event) {}
        };
    LogParser parser =
        new LogParser(new ParseBuffers(), 1_000_000, new StoreTimes(0), 0, sink, new ParseStats());
    StringBuilder file = new StringBuilder();
    for (String text : texts) {
      file.append("2026-11-22T21:41:03Z stdout F ").append(text).append('\n');
    }
    byte[] bytes = file.toString().getBytes(StandardCharsets.UTF_8);
    parser.parse(bytes, 0, bytes.length, 0, 0);
    return events;
  }

  private static List<LogLine> lines(List<Parcel> parcels) throws Exception {
    List<LogLine> lines = new ArrayList<>();
    for (Parcel parcel : parcels) {
      LogBatch batch = Json.reader(LogRecord.class).readValue(parcel.value());
      lines.addAll(batch.lines());
    }
    return lines;
  }

  @Test
  void splitsBetweenLinesBeforeItCuts() throws Exception {
    Encoder encoder = new Encoder("n1", 1_000, stats);
    List<Event> events = events("a".repeat(600), "b".repeat(600), "c");

    List<Parcel> parcels = encoder.encode(SOURCE, "f", events);

    assertThat(parcels).allMatch(parcel -> parcel.value().length <= 1_000).hasSize(2);
    assertThat(lines(parcels))
        .extracting(LogLine::text)
        .containsExactly("a".repeat(600), "b".repeat(600), "c");
    assertThat(stats.cut()).isZero();
  }

  @Test
  void cutsALineThatNoRecordHolds() throws Exception {
    Encoder encoder = new Encoder("n1", 1_000, stats);
    // Each takes two chars, so a cut in the middle must not leave half of one.
    List<Parcel> parcels = encoder.encode(SOURCE, "f", events("🚀".repeat(701), "c"));

    assertThat(parcels).allMatch(parcel -> parcel.value().length <= 1_000).hasSize(2);
    assertThat(lines(parcels).get(0).text()).matches("(🚀)+ …\\[cut]");
    assertThat(stats.cut()).isEqualTo(1);
  }
}
