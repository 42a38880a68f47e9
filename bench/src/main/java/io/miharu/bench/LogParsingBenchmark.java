package io.miharu.bench;

import io.miharu.logforwarder.parse.Event;
import io.miharu.logforwarder.parse.EventSink;
import io.miharu.logforwarder.parse.LogParser;
import io.miharu.logforwarder.parse.ParseBuffers;
import io.miharu.logforwarder.parse.ParseStats;
import io.miharu.logforwarder.parse.StoreTimes;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;
import org.openjdk.jmh.infra.Blackhole;

/** Mixed CRI lines, as the applications of a cluster write them, from bytes to events. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class LogParsingBenchmark {
  private static final int BYTES = 4 << 20;
  private static final int MAX_LINE_BYTES = 256 << 10;
  private static final Instant START = Instant.ofEpochSecond(1_795_384_200);

  private final byte[] text = text();

  @Benchmark
  public int parse(Blackhole sink) {
    LogParser parser =
        new LogParser(
            new ParseBuffers(),
            MAX_LINE_BYTES,
            new StoreTimes(0),
            0,
            new Consumed(sink),
            new ParseStats());
    return parser.parse(text, 0, text.length, 0, START.toEpochMilli());
  }

  @Benchmark
  public int yardstick() {
    return Yardstick.hash(text);
  }

  /** Keeps the events from being optimised away. */
  private record Consumed(Blackhole sink) implements EventSink {
    @Override
    public void opened(Event event) {}

    @Override
    public void completed(Event event) {
      sink.consume(event);
    }
  }

  private static byte[] text() {
    ByteArrayOutputStream lines = new ByteArrayOutputStream(BYTES + 1024);
    for (int i = 0; lines.size() < BYTES; i++) {
      String time = START.plusNanos(i * 1_003_007L).toString();
      String line =
          switch (i % 4) {
            case 0 ->
                " stdout F {\"timestamp\":\"%s\",\"level\":\"info\",\"message\":\"request served\",\"path\":\"/items/%d\",\"ms\":12}\n";
            case 1 -> " stdout F %s INFO  [worker-3] shop.Orders - order %d placed in 12 ms\n";
            case 2 -> " stderr F %s ERROR [worker-1] shop.Pay - payment %d failed\n";
            default -> " stdout F level=warn ts=%s msg=\"slow query\" id=%d took=1.2s rows=981\n";
          };
      lines.writeBytes((time + line.formatted(time, i)).getBytes(StandardCharsets.UTF_8));
    }
    return lines.toByteArray();
  }
}
