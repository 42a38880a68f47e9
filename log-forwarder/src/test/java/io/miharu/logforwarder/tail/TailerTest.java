package io.miharu.logforwarder.tail;

import static org.assertj.core.api.Assertions.assertThat;

import io.miharu.logforwarder.checkpoint.Checkpoint;
import io.miharu.model.LogBatch;
import io.miharu.model.LogLine;
import io.miharu.model.Read;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.errors.TimeoutException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TailerTest {
  @TempDir Path directory;
  private Node node;

  @BeforeEach
  void makeNode() throws IOException {
    node = new Node(directory.toRealPath());
  }

  private static String[] numbers(int from, int to) {
    return IntStream.range(from, to).mapToObj(i -> "line " + i).toArray(String[]::new);
  }

  @Test
  void sendsLinesWithTheContainersDimensions() throws Exception {
    node.write(node.file("web", "0.log"), "hello");
    node.run(1);

    LogBatch batch = node.publisher.batches().get(0);
    assertThat(batch.tenant()).isEqualTo("t1");
    assertThat(batch.node()).isEqualTo("n1");
    assertThat(batch.dimensions().toMap())
        .containsOnly(
            Map.entry("hostname", "n1"),
            Map.entry("namespace", "shop"),
            Map.entry("pod_name", "web"),
            Map.entry("container_name", "main"));
    assertThat(node.publisher.texts()).containsExactly("hello");
  }

  @Test
  void followsARenameAndReadsTheOldFileToItsEndFirst() throws Exception {
    Path file = node.file("web", "0.log");
    node.write(file, "a");
    node.run(1);
    node.write(file, "b");
    Path rotated = Files.move(file, file.resolveSibling("0.log.20261122-222509"));
    node.write(file, "d");
    node.write(rotated, "c");
    node.run(8);

    assertThat(node.publisher.texts()).containsExactly("a", "b", "c", "d");
    assertThat(node.publisher.reads()).filteredOn(Read::closed).hasSize(1);
    assertThat(node.tailer.totals().openFiles()).isEqualTo(1);
  }

  @Test
  void readsARotatedFileThatNoScanSawBefore() throws Exception {
    Path file = node.file("web", "0.log");
    node.write(file, "a");
    node.run(1);
    Files.move(file, file.resolveSibling("0.log.20261122-222509"));
    node.write(file, "b");
    Files.move(file, file.resolveSibling("0.log.20261122-222519"));
    node.write(file, "c");
    node.run(2);

    assertThat(node.publisher.texts()).containsExactly("a", "b", "c");
  }

  @Test
  void keepsADeletedFileUntilItIsRead() throws Exception {
    Path file = node.file("web", "0.log");
    node.write(file, "a");
    node.run(1);
    node.write(file, "b");
    Files.delete(file);
    node.run(15);

    assertThat(node.publisher.texts()).containsExactly("a", "b");
    assertThat(node.tailer.totals().openFiles()).isZero();
    assertThat(node.tailer.checkpoint().files()).isEmpty();
  }

  @Test
  void doesNotReadAFinishedFileAgain() throws Exception {
    Path file = node.file("web", "0.log");
    node.write(file, "a");
    node.run(1);
    Path rotated = Files.move(file, file.resolveSibling("0.log.20261122-222509"));
    node.write(file, "b");
    node.run(8);
    assertThat(node.tailer.totals().openFiles()).isEqualTo(1);

    Checkpoint checkpoint = node.tailer.checkpoint();
    node.start(checkpoint, false);
    node.run(8);
    assertThat(node.publisher.texts()).containsExactly("a", "b");

    node.write(rotated, "late");
    node.run(2);
    assertThat(node.publisher.texts()).containsExactly("a", "b", "late");
  }

  @Test
  void startsOverWhenAFileWasEmptiedInPlace() throws Exception {
    Path file = node.file("web", "0.log");
    node.write(file, "a", "b");
    node.run(1);
    Files.write(file, new byte[0], StandardOpenOption.TRUNCATE_EXISTING);
    node.write(file, "c");
    node.run(3);

    assertThat(node.publisher.texts()).containsExactly("a", "b", "c");
    assertThat(node.publisher.batches()).extracting(LogBatch::file).doesNotHaveDuplicates();
  }

  @Test
  void noticesAFileThatWasEmptiedAndIsLongerAgain() throws Exception {
    Path file = node.file("web", "0.log");
    node.write(file, "a");
    node.run(1);
    Files.write(file, new byte[0], StandardOpenOption.TRUNCATE_EXISTING);
    node.write(file, "b", "c", "d");
    node.run(3);

    assertThat(node.publisher.texts()).containsExactly("a", "b", "c", "d");
  }

  @Test
  void tellsAFileFromAnotherInTheSameInode() throws Exception {
    Path file = node.file("web", "0.log");
    node.write(file, "a");
    node.run(1);
    Checkpoint checkpoint = node.tailer.checkpoint();
    // The same inode with other bytes is what a reused inode looks like after a restart.
    Files.write(file, new byte[0], StandardOpenOption.TRUNCATE_EXISTING);
    node.write(file, "b", "c");
    node.start(checkpoint, false);
    node.run(1);

    assertThat(node.publisher.texts()).containsExactly("a", "b", "c");
  }

  @Test
  void theLedgerNamesBytesThatWereTakenAwayUnread() throws Exception {
    Path file = node.file("web", "0.log");
    node.write(file, "a");
    node.run(1);
    long read = Files.size(file);
    node.publisher.holding = true;
    node.write(file, numbers(0, 1_000));
    long size = Files.size(file);
    node.settle();
    Files.write(file, new byte[0], StandardOpenOption.TRUNCATE_EXISTING);
    node.settle();
    node.publisher.holding = false;
    node.publisher.release();
    node.run(4);

    List<Read> reads = node.publisher.reads();
    long to = 0;
    long lost = 0;
    for (Read entry : reads) {
      lost += entry.from() - to;
      to = entry.to();
    }
    long sent =
        node.publisher.batches().stream()
            .flatMap(batch -> batch.lines().stream())
            .mapToLong(line -> line.end() - line.start())
            .sum();
    assertThat(sent).isGreaterThan(read).isLessThan(size);
    assertThat(reads).last().matches(Read::closed).extracting(Read::to).isEqualTo(size);
    assertThat(lost).isEqualTo(size - sent);
  }

  @Test
  void aRestartSendsTheSameEventsUnderTheSameStoreTimes() throws Exception {
    Path file = node.file("web", "0.log");
    Checkpoint early = null;
    for (int i = 0; i < 20; i++) {
      String time = "2026-11-22T21:41:03.471156063Z ";
      node.append(file, time + "stdout P a" + i + "\n" + time + "stderr F x" + i + "\n");
      node.append(file, time + "stderr P y" + i + "\n" + time + "stdout F b" + i + "\n");
      node.append(file, time + "stderr F z" + i + "\n");
      node.scan();
      node.settle();
      if (i == 9) {
        node.append(file, time + "stdout P open");
        node.append(file, "\n" + time + "stderr P long\n" + time + "stdout F closed\n");
        node.settle();
        early = node.tailer.checkpoint();
        node.append(file, time + "stderr F est\n");
      }
    }
    node.run(1);
    List<LogLine> first = lines();
    node.publisher.acknowledged.clear();
    node.start(early, false);
    node.run(1);

    List<LogLine> again = lines();
    assertThat(again).hasSizeGreaterThan(30).hasSizeLessThan(first.size());
    assertThat(first).containsAll(again);
    assertThat(first).extracting(LogLine::storeTime).doesNotHaveDuplicates();
  }

  private List<LogLine> lines() {
    return node.publisher.batches().stream().flatMap(batch -> batch.lines().stream()).toList();
  }

  @Test
  void theLedgerIsContiguousAndBehindTheBatches() throws Exception {
    Path file = node.file("web", "0.log");
    for (int i = 0; i < 5; i++) {
      node.write(file, numbers(100 * i, 100 * i + 100));
      node.run(1);
    }
    long to = 0;
    long sent = 0;
    for (Object entry : node.publisher.acknowledged) {
      if (entry instanceof LogBatch batch) {
        sent = batch.lines().get(batch.lines().size() - 1).end();
      } else if (entry instanceof Read read) {
        assertThat(read.from()).isEqualTo(to);
        assertThat(read.to()).isGreaterThan(to).isLessThanOrEqualTo(sent);
        to = read.to();
      }
    }
    assertThat(to).isEqualTo(Files.size(file));
  }

  @Test
  void stopsReadingWhileTheBrokersTakeNothing() throws Exception {
    for (int pod = 0; pod < 20; pod++) {
      node.write(node.file("p" + pod, "0.log"), numbers(0, 2_000));
    }
    node.publisher.holding = true;
    node.scan();
    for (int i = 0; i < 300; i++) {
      node.tailer.round(node.nowMs);
      node.nowMs += 50;
    }
    // The limit, and what one container may add in its turn.
    assertThat(node.tailer.totals().inFlightBytes()).isBetween(64 * 1024L, 64 * 1024L + 30_000);
    assertThat(node.tailer.totals().lagBytes()).isPositive();

    node.publisher.holding = false;
    node.publisher.release();
    node.run(2);
    assertThat(node.publisher.texts()).hasSize(40_000);
  }

  @Test
  void aFloodDelaysOtherPodsByOneTurnOnly() throws Exception {
    node.write(node.file("flood", "0.log"), numbers(0, 5_000));
    node.write(node.file("quiet", "0.log"), "quiet");
    node.scan();
    node.tailer.round(node.nowMs);

    assertThat(node.parseStats.bytes()).isLessThan(2L * Node.LIMITS.quantumBytes());
    assertThat(node.tailer.completeThrough()).isEmpty();
    node.nowMs += 100;
    node.tailer.round(node.nowMs);
    node.dispatcher.settle(0, node.nowMs);
    assertThat(node.publisher.texts()).contains("quiet");
  }

  @Test
  void sendsAgainInOrderWhatFailed() throws Exception {
    Path file = node.file("web", "0.log");
    List<Exception> failures = new ArrayList<>();
    node.publisher.answer =
        none -> {
          boolean fail = failures.size() < 3;
          Exception failure = fail ? new TimeoutException("away") : null;
          if (fail) {
            failures.add(failure);
          }
          return failure;
        };
    for (int i = 0; i < 6; i++) {
      node.write(file, numbers(100 * i, 100 * i + 100));
      node.run(2);
    }
    node.run(4);

    assertThat(failures).hasSize(3);
    assertThat(node.dispatcher.problem()).isNull();
    assertThat(node.publisher.texts()).containsExactly(numbers(0, 600));
  }

  @Test
  void sendsInPartsWhatIsTooLarge() throws Exception {
    Path file = node.file("web", "0.log");
    int[] refused = {0};
    node.publisher.answer =
        none -> refused[0]++ < 2 ? new RecordTooLargeException("too large") : null;
    node.write(file, numbers(0, 30));
    node.run(2);

    assertThat(node.publisher.texts()).containsExactly(numbers(0, 30));
    assertThat(node.publisher.batches()).hasSizeGreaterThan(1);
  }

  @Test
  void aMarkIsNeverAheadOfWhatTheBrokersHave() throws Exception {
    Path file = node.file("web", "0.log");
    node.write(file, "a");
    node.run(1);
    node.scan();
    long scanned = node.nowMs;
    node.settle();
    assertThat(node.tailer.completeThrough()).hasValue(scanned);

    node.publisher.holding = true;
    node.nowMs += 10_000;
    long written = node.nowMs;
    node.write(file, "b");
    node.run(3);
    assertThat(node.tailer.completeThrough().getAsLong()).isLessThan(written);

    node.publisher.holding = false;
    node.publisher.release();
    node.run(1);
    assertThat(node.tailer.completeThrough().getAsLong()).isGreaterThan(written);
  }

  @Test
  void readsFromTheEndWhenAsked() throws Exception {
    Path file = node.file("web", "0.log");
    node.write(file, "old");
    node.append(file, "2026-11-22T21:41:03Z stdout F beg");
    node.start(Checkpoint.of(List.of()), true);
    node.run(1);
    node.append(file, "un\n");
    node.write(node.file("later", "0.log"), "new file");
    node.run(1);

    assertThat(node.publisher.texts()).containsExactlyInAnyOrder("begun", "new file");
  }

  @Test
  void theNextRestartOfAContainerComesAfterTheOneBefore() throws Exception {
    node.write(node.file("web", "9.log"), numbers(0, 100));
    node.write(node.file("web", "10.log"), "restarted");
    node.run(8);

    assertThat(node.publisher.texts()).hasSize(101).last().isEqualTo("restarted");
    assertThat(node.tailer.totals().openFiles()).isEqualTo(1);
  }

  @Test
  void leavesCompressedFilesAndPipesAlone() throws Exception {
    Path file = node.file("web", "0.log");
    node.write(file, "a");
    node.write(file.resolveSibling("0.log.20261122-222509.gz"), "packed");
    node.write(file.resolveSibling("0.log.20261122-222509.tmp"), "half");
    Files.createDirectory(file.resolveSibling("1.log"));
    node.run(2);

    assertThat(node.publisher.texts()).containsExactly("a");
  }

  @Test
  void closesTheLedgerOfAFileThatWentWhileItWasAway() throws Exception {
    Path file = node.file("web", "0.log");
    node.write(file, "a");
    node.run(2);
    Checkpoint checkpoint = node.tailer.checkpoint();
    Files.delete(file);
    node.start(checkpoint, false);
    node.run(70);

    assertThat(node.publisher.reads()).last().matches(Read::closed);
    assertThat(node.tailer.checkpoint().files()).isEmpty();
  }

  @Test
  void theRestIsReadWhenSomethingMayNotBe() throws Exception {
    node.write(node.file("web", "0.log"), "a");
    node.restrict(directory.resolve("secret"));
    node.run(1);

    assertThat(node.publisher.texts()).containsExactly("a");
    assertThat(node.tailer.unreadableCount()).isEqualTo(1);
    assertThat(node.tailer.unreadableDetail()).contains("secret", "Run as root");
  }

  @Test
  void readsRecordsThatAreLongerThanATurn() throws Exception {
    Path file = node.file("web", "0.log");
    // A quantum is 4,096 bytes, the limit of a line 1,000, that of a record 6,096.
    node.write(file, "a", "b".repeat(5_000), "c", "d".repeat(50_000), "e");
    node.run(2);

    assertThat(node.publisher.texts())
        .extracting(text -> text.charAt(0) + "*" + text.length())
        .containsExactly("a*1", "b*1007", "c*1", "d*1007", "e*1");
    assertThat(node.publisher.reads()).last().extracting(Read::to).isEqualTo(Files.size(file));
  }

  @Test
  void aListingThatMissesAFinishedFileDoesNotReadItAgain() throws Exception {
    Path file = node.file("web", "0.log");
    node.write(file, "a");
    node.run(1);
    Path rotated = Files.move(file, file.resolveSibling("0.log.20261122-222509"));
    node.write(file, "b");
    node.run(8);
    Path hidden = Files.move(rotated, directory.resolve("hidden"));
    node.run(1);
    Files.move(hidden, rotated);
    node.run(2);

    assertThat(node.publisher.texts()).containsExactly("a", "b");
  }
}
