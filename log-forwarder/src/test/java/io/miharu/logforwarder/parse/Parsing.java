package io.miharu.logforwarder.parse;

import io.miharu.model.LogLine;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntUnaryOperator;

/** Parses bytes as a tailed file would be, in windows of given sizes. */
final class Parsing {
  static final int LIMIT = 256 * 1024;

  final ParseStats stats = new ParseStats();
  final List<Event> opened = new ArrayList<>();
  final List<LogLine> lines = new ArrayList<>();
  final LogParser parser;

  Parsing(int limit) {
    parser =
        new LogParser(
            new ParseBuffers(),
            limit,
            new StoreTimes(0),
            7,
            new EventSink() {
              @Override
              public void opened(Event event) {
                opened.add(event);
              }

              @Override
              public void completed(Event event) {
                lines.add(event.toLine());
              }
            },
            stats);
  }

  static List<LogLine> all(String text) {
    return all(text.getBytes(StandardCharsets.UTF_8));
  }

  static List<LogLine> all(byte[] file) {
    return windows(file, left -> left);
  }

  /** Reads windows that begin where the last one was consumed to, as the tailer does. */
  static List<LogLine> windows(byte[] file, IntUnaryOperator sizeOf) {
    Parsing parsing = new Parsing(LIMIT);
    parsing.feed(file, sizeOf);
    return parsing.lines;
  }

  void feed(byte[] file, IntUnaryOperator sizeOf) {
    int at = 0;
    int size = 0;
    while (at < file.length) {
      size = Math.min(file.length - at, size + Math.max(1, sizeOf.applyAsInt(file.length - at)));
      int consumed = parser.parse(file, at, at + size, at, 0);
      if (consumed == 0 && at + size == file.length) {
        parser.parseUnterminated(file, at, file.length, at, true, 0);
        consumed = size;
      }
      at += consumed;
      size = consumed == 0 ? size : 0;
    }
    parser.completeAll();
  }

  static byte[] fixture(String name) {
    try (InputStream in = Parsing.class.getResourceAsStream("/logs/" + name)) {
      return in.readAllBytes();
    } catch (IOException e) {
      throw new IllegalStateException(name, e);
    }
  }

  private static final String TIME = "2026-11-22T21:41:03.471156063Z";

  /** A CRI file of complete lines on one stream. */
  static String cri(String stream, String... lines) {
    StringBuilder file = new StringBuilder();
    for (String line : lines) {
      file.append(TIME).append(' ').append(stream).append(" F ").append(line).append('\n');
    }
    return file.toString();
  }
}
