package io.miharu.logforwarder.tail;

import static org.assertj.core.api.Assertions.assertThat;

import io.miharu.logforwarder.checkpoint.Checkpoint;
import io.miharu.logforwarder.discovery.GlobDiscovery;
import io.miharu.logforwarder.discovery.LogSources;
import io.miharu.logforwarder.discovery.PodLookup;
import io.miharu.logforwarder.discovery.Scan;
import io.miharu.logforwarder.parse.ParseStats;
import io.miharu.logforwarder.send.Dispatcher;
import io.miharu.logforwarder.send.Encoder;
import io.miharu.logforwarder.send.SendLimits;
import io.miharu.logforwarder.send.SendStats;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.List;

/** A node's log directory and a forwarder over it, with a clock and a broker of the test's own. */
final class Node {
  static final TailLimits LIMITS = new TailLimits(1_000, 4_096, 64 * 1024, 5_000);

  final Path root;
  final RecordedPublisher publisher = new RecordedPublisher();
  final ParseStats parseStats = new ParseStats();
  final SendStats sendStats = new SendStats();
  Tailer tailer;
  Dispatcher dispatcher;
  long nowMs = 1_800_000_000_000L;
  private int written;
  private List<Path> restricted = List.of();

  Node(Path root) {
    this.root = root;
    start(Checkpoint.of(List.of()), false);
  }

  /** From now on scans report a directory that may not be looked into. */
  void restrict(Path unreadable) {
    restricted = List.of(unreadable);
  }

  /** Begins anew from a checkpoint, as after a kill. */
  void start(Checkpoint checkpoint, boolean fromEnd) {
    SendLimits sendLimits = new SendLimits(8 * 1024, 100, 1_000, 1_000);
    Encoder encoder = new Encoder("n1", 20_000, sendStats);
    dispatcher = new Dispatcher(publisher, encoder, sendLimits);
    GlobDiscovery globs =
        new GlobDiscovery(List.of(root + "/pods/*/*/*.log"), List.of(), List.of());
    tailer =
        new Tailer(
            () -> new Scan(globs.scan().files(), restricted),
            new LogSources("n1", "t1", PodLookup.none()),
            new FileOpening(LIMITS, sendLimits, encoder, parseStats, sendStats),
            dispatcher,
            LIMITS,
            checkpoint,
            fromEnd);
  }

  Path file(String pod, String name) {
    return root.resolve("pods/shop_" + pod + "_uid-" + pod + "/main").resolve(name);
  }

  /** Appends CRI lines with times that rise. */
  void write(Path file, String... lines) throws IOException {
    Files.createDirectories(file.getParent());
    StringBuilder text = new StringBuilder();
    for (String line : lines) {
      text.append(Instant.ofEpochMilli(nowMs).plusNanos(++written))
          .append(" stdout F ")
          .append(line)
          .append('\n');
    }
    append(file, text.toString());
  }

  void append(Path file, String text) throws IOException {
    Files.createDirectories(file.getParent());
    Files.write(
        file,
        text.getBytes(StandardCharsets.UTF_8),
        StandardOpenOption.CREATE,
        StandardOpenOption.APPEND);
  }

  void scan() {
    tailer.scan(nowMs);
  }

  /** Reads and sends without a scan until nothing changes for half a second. */
  void settle() throws InterruptedException {
    int unchanged = 0;
    for (int i = 0; unchanged < 10; i++) {
      assertThat(i).as("rounds").isLessThan(10_000);
      TailTotals before = tailer.totals();
      boolean busy = tailer.round(nowMs);
      dispatcher.settle(0, nowMs);
      nowMs += busy ? 0 : 50;
      unchanged = busy || !before.equals(tailer.totals()) ? 0 : unchanged + 1;
    }
  }

  /** Scans, reads and sends, for so many seconds. */
  void run(int seconds) throws InterruptedException {
    for (int i = 0; i < seconds; i++) {
      scan();
      settle();
      nowMs += 1_000;
    }
    settle();
  }
}
