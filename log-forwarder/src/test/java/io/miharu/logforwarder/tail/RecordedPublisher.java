package io.miharu.logforwarder.tail;

import io.miharu.logforwarder.send.Publisher;
import io.miharu.model.Json;
import io.miharu.model.LogBatch;
import io.miharu.model.LogLine;
import io.miharu.model.LogRecord;
import io.miharu.model.Read;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** A broker that acknowledges when told to, and keeps what it acknowledged. */
final class RecordedPublisher implements Publisher {
  private record Sent(byte[] value, Outcome outcome) {}

  final List<LogRecord> acknowledged = new ArrayList<>();
  private final Deque<Sent> onTheirWay = new ArrayDeque<>();

  /** What to answer: null to acknowledge. */
  UnaryOperator<@Nullable Exception> answer = none -> null;

  boolean holding;

  @Override
  public void publish(byte[] value, Outcome outcome) {
    onTheirWay.add(new Sent(value, outcome));
    if (!holding) {
      release();
    }
  }

  void release() {
    for (Sent sent = onTheirWay.poll(); sent != null; sent = onTheirWay.poll()) {
      Exception failure = answer.apply(null);
      if (failure == null) {
        acknowledged.add(decode(sent.value()));
      }
      sent.outcome().of(failure);
    }
  }

  List<LogBatch> batches() {
    return acknowledged.stream()
        .filter(LogBatch.class::isInstance)
        .map(LogBatch.class::cast)
        .toList();
  }

  List<Read> reads() {
    return acknowledged.stream().filter(Read.class::isInstance).map(Read.class::cast).toList();
  }

  List<String> texts() {
    return batches().stream().flatMap(batch -> batch.lines().stream()).map(LogLine::text).toList();
  }

  private static LogRecord decode(byte[] value) {
    try {
      return Json.reader(LogRecord.class).readValue(value);
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }
}
