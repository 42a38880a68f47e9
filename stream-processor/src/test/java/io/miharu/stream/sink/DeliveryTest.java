package io.miharu.stream.sink;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.miharu.runtime.health.Check;
import io.miharu.store.Lines;
import io.miharu.store.StoreException;
import io.miharu.store.StoreWriter;
import io.miharu.store.Target;
import io.miharu.store.UnavailableReason;
import io.miharu.store.WriteOutcome;
import io.miharu.store.WriteOutcome.Accepted;
import io.miharu.store.WriteOutcome.Rejected;
import io.miharu.store.WriteOutcome.Unavailable;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;

class DeliveryTest {
  private static final Clock CLOCK = Clock.fixed(Instant.EPOCH, ZoneOffset.UTC);

  private final FakeStore store = new FakeStore();
  private final StoreGate gate = new StoreGate(store, CLOCK);
  private final List<String> letters = new ArrayList<>();
  private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
  private final SinkMeters meters = new SinkMeters(registry, RecordReader.topics());
  private final Delivery delivery =
      new Delivery(gate, this::letter, meters, Duration.ofMillis(200));
  private final Flight flight = new Flight();

  @Test
  void putsEachBadLineAsideAloneWithItsRecordAndKeepsAllOthers() throws Exception {
    for (int i = 0; i < 1000; i++) {
      add(i, i == 0 || i == 499 || i == 500 || i == 999 ? "bad" + i : "line" + i);
    }
    delivery.deliver(flight);

    assertThat(letters)
        .containsExactly(
            "0 bad0 Rejected", "499 bad499 Rejected", "500 bad500 Rejected", "999 bad999 Rejected");
    assertThat(store.kept).hasSize(996).contains("line1", "line498", "line501", "line998");
    assertThat(registry.get("sink.lines").tag("target", "raw").counter().count()).isEqualTo(996);
    assertThat(registry.get("sink.rejected").counter().count()).isEqualTo(4);
  }

  @Test
  void waitsOutEveryKindOfAbsenceAndPutsNothingAside() throws Exception {
    for (UnavailableReason reason : UnavailableReason.values()) {
      store.next.add(new Unavailable(reason, "down"));
    }
    add(1, "line");
    delivery.deliver(flight);

    assertThat(store.kept).containsExactly("line");
    assertThat(letters).isEmpty();
    assertThat(gate.health().status()).isEqualTo(Check.Status.OK);
    assertThat(registry.get("sink.retries").tag("reason", "disk_full").counter().count())
        .isEqualTo(1);
  }

  @Test
  void preparesAgainAndTellsWhenTheDatabaseIsGone() throws Exception {
    add(1, "line");
    delivery.deliver(flight);
    int before = gate.generation();
    store.next.add(new Unavailable(UnavailableReason.DATABASE_MISSING, "gone"));
    delivery.deliver(flight);

    assertThat(store.preparations).isEqualTo(2);
    assertThat(gate.generation()).isEqualTo(before + 1);
  }

  @Test
  void saysInHealthWhatIsWrongSinceWhenAndWhatToDo() {
    store.next.add(new Unavailable(UnavailableReason.DISK_FULL, "no space left"));
    gate.write(Target.RAW, new Lines(), 0, 0);

    assertThat(gate.health())
        .isEqualTo(
            Check.notReady(
                "store",
                "no write since 1970-01-01T00:00:00Z, trying again: no space left."
                    + " Free space on the store's disk, or shorten retentions."));
  }

  @Test
  void writesWithAUserWhoMayNotCreateTheDatabase() throws Exception {
    store.mayPrepare = false;
    add(1, "line");
    delivery.deliver(flight);

    assertThat(store.kept).containsExactly("line");
  }

  @Test
  void takesADefectOfTheStoreForAnAbsence() {
    StoreGate broken =
        new StoreGate(
            new StoreWriter() {
              @Override
              public void prepare() {}

              @Override
              public WriteOutcome write(Target target, Lines lines, int from, int to) {
                throw new IllegalStateException("defect");
              }
            },
            CLOCK);

    assertThat(broken.write(Target.RAW, new Lines(), 0, 0)).isInstanceOf(Unavailable.class);
  }

  private void add(int offset, String text) {
    flight.begin(new ConsumerRecord<>("miharu.metrics", 0, offset, new byte[0], new byte[0]));
    Lines lines = flight.lines().lines(Target.RAW);
    lines.putAscii(text);
    lines.endLine();
  }

  private CompletableFuture<Void> letter(
      ConsumerRecord<byte[], byte[]> record, byte[] value, String cause, String message) {
    String line = new String(value, StandardCharsets.UTF_8).strip();
    letters.add(record.offset() + " " + line + " " + cause);
    return CompletableFuture.completedFuture(null);
  }

  /** Refuses bodies with a line that begins with "bad" as a whole, as the strictest store would. */
  private static final class FakeStore implements StoreWriter {
    private final Set<String> kept = new TreeSet<>();
    private final Deque<WriteOutcome> next = new ArrayDeque<>();
    private int preparations;
    private boolean mayPrepare = true;

    @Override
    public void prepare() {
      preparations++;
      if (!mayPrepare) {
        throw new StoreException(UnavailableReason.LOGIN, "may not create");
      }
    }

    @Override
    public WriteOutcome write(Target target, Lines lines, int from, int to) {
      WriteOutcome planned = next.poll();
      if (planned != null) {
        return planned;
      }
      String body = lines.text(from, to);
      if (body.contains("bad")) {
        return new Rejected("bad line");
      }
      kept.addAll(List.of(body.split("\n")));
      return new Accepted(0);
    }
  }
}
