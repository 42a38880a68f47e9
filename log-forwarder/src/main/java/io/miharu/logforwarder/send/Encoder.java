package io.miharu.logforwarder.send;

import io.miharu.logforwarder.discovery.LogSource;
import io.miharu.logforwarder.parse.Event;
import io.miharu.model.LogBatch;
import io.miharu.model.LogLine;
import io.miharu.model.LogRecord;
import io.miharu.runtime.kafka.Topics;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.common.serialization.Serializer;

/** Events to encoded records no larger than the brokers take. */
public final class Encoder {
  private static final String CUT_MARK = " …[cut]";

  private final String node;
  private final int maxRecordBytes;
  private final SendStats stats;
  private final Serializer<LogRecord> serializer = Topics.LOGS.serializer();

  public Encoder(String node, int maxRecordBytes, SendStats stats) {
    this.node = node;
    this.maxRecordBytes = maxRecordBytes;
    this.stats = stats;
  }

  String node() {
    return node;
  }

  byte[] encode(LogRecord record) {
    return serializer.serialize(Topics.LOGS.name(), record);
  }

  /** The events as few records in their order. */
  List<Parcel> encode(LogSource source, String file, List<Event> events) {
    List<Parcel> parcels = new ArrayList<>(1);
    encode(source, file, events, maxRecordBytes, parcels);
    return parcels;
  }

  /** A record that was refused for its size, as smaller ones. */
  List<Parcel> split(LogSource source, String file, Parcel refused) {
    List<Parcel> parcels = new ArrayList<>(2);
    encode(source, file, refused.events(), refused.value().length / 2, parcels);
    return parcels;
  }

  private void encode(
      LogSource source, String file, List<Event> events, int limit, List<Parcel> out) {
    List<LogLine> lines = new ArrayList<>(events.size());
    events.forEach(event -> lines.add(event.toLine()));
    byte[] value = encodeLines(source, file, lines);
    if (value.length <= limit) {
      out.add(new Parcel(value, events, -1, false));
    } else if (events.size() > 1) {
      int middle = events.size() / 2;
      encode(source, file, events.subList(0, middle), limit, out);
      encode(source, file, events.subList(middle, events.size()), limit, out);
    } else {
      out.add(new Parcel(cut(source, file, lines.get(0), limit), events, -1, false));
    }
  }

  private byte[] cut(LogSource source, String file, LogLine line, int limit) {
    stats.cut.increment();
    String text = line.text() == null ? "" : line.text();
    int length = text.length();
    byte[] value;
    do {
      length /= 2;
      if (length > 0 && Character.isHighSurrogate(text.charAt(length - 1))) {
        length--;
      }
      LogLine shorter =
          new LogLine(
              line.stream(),
              line.start(),
              line.end(),
              line.level(),
              line.time(),
              line.storeTime(),
              text.substring(0, length) + CUT_MARK);
      value = encodeLines(source, file, List.of(shorter));
    } while (value.length > limit && length > 0);
    return value;
  }

  private byte[] encodeLines(LogSource source, String file, List<LogLine> lines) {
    return encode(new LogBatch(source.tenant(), source.dimensions(), node, file, lines));
  }
}
