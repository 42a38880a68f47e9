package io.miharu.stream.logmetrics;

import io.miharu.model.LogLine;
import io.miharu.model.Values;
import io.miharu.model.catalogue.Catalogue;
import io.miharu.stream.state.StateReader;
import io.miharu.stream.state.StateWriter;

/**
 * Counts of one container over a few seconds of store time. Mutable, not thread-safe.
 *
 * <p>Bytes are those between an event's start and end in its file: they are known of shed lines
 * too, and add up to what was read.
 */
final class Bucket {
  private final long start;
  private final int place;
  private long lines;
  private long bytes;
  private long errors;

  /**
   * @param start event time in ms since the epoch
   * @param place 0 for the bucket itself; for lines that came when it was closed, how many ms
   *     behind its start they are reported, so that they overwrite nothing
   */
  Bucket(long start, int place) {
    this.start = start;
    this.place = place;
  }

  long start() {
    return start;
  }

  /** Under which time the counts are reported, in ms since the epoch. */
  long timestamp() {
    return start + place;
  }

  void add(LogLine line) {
    lines++;
    bytes += Math.max(0, line.end() - line.start());
    errors += line.level().isError() ? 1 : 0;
  }

  Values values() {
    return Values.builder()
        .put(Catalogue.LOG_LINES, lines)
        .put(Catalogue.LOG_BYTES, bytes)
        .put(Catalogue.LOG_ERRORS, errors)
        .build();
  }

  void writeTo(StateWriter writer) {
    writer.writeLong(start).writeInt(place).writeLong(lines).writeLong(bytes).writeLong(errors);
  }

  static Bucket read(StateReader reader) {
    Bucket bucket = new Bucket(reader.readLong(), reader.readInt());
    bucket.lines = reader.readLong();
    bucket.bytes = reader.readLong();
    bucket.errors = reader.readLong();
    return bucket;
  }
}
