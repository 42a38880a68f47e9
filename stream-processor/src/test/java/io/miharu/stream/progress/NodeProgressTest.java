package io.miharu.stream.progress;

import static org.assertj.core.api.Assertions.assertThat;

import io.miharu.model.NodeMark;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class NodeProgressTest {
  private static final long START = 1_000_000_000_000L;

  private final NodeProgress progress = new NodeProgress(Duration.ofSeconds(30));
  private long clock = START;

  @Test
  void isTheMinimumOverLiveNodes() {
    mark("n1", clock - 5_000);
    mark("n2", clock - 7_000);

    tick();

    assertThat(progress.completeThrough()).isEqualTo(START - 7_000);
    assertThat(progress.silent()).isEmpty();
  }

  @Test
  void countsEachSourceOfANode() {
    progress.mark(new NodeMark("collector", "n1", clock - 1_000, 15_000));
    progress.mark(new NodeMark("log-forwarder", "n1", clock - 4_000, 0));

    tick();

    assertThat(progress.completeThrough()).isEqualTo(START - 4_000);
  }

  @Test
  void followsTheClockWhileNobodyIsExpected() {
    tick();

    assertThat(progress.completeThrough()).isEqualTo(START);
  }

  @Test
  void waitsForASilentNodeAtMostTheGrace() {
    tick();
    mark("n1", clock);
    mark("n2", clock);
    long silentSince = clock;
    tick();
    for (int i = 0; i < 28; i++) {
      mark("n1", clock);
      tick();
    }
    assertThat(progress.completeThrough()).isEqualTo(silentSince);

    mark("n1", clock);
    tick();
    mark("n1", clock);
    tick();

    assertThat(progress.silent()).containsExactly("n2");
    assertThat(progress.completeThrough()).isGreaterThan(silentSince + 25_000);
  }

  @Test
  void staysAGraceBehindTheClockWhenAllAreSilent() {
    tick();
    mark("n1", clock);
    for (int i = 0; i < 60; i++) {
      tick();
    }

    assertThat(progress.completeThrough()).isEqualTo(progress.clockMs() - 30_000);
  }

  @Test
  void takesALaptopAsleepForNobodysSilence() {
    tick();
    mark("n1", clock);
    tick();
    long before = progress.completeThrough();
    clock += Duration.ofHours(1).toMillis();

    tick();

    assertThat(progress.silent()).isEmpty();
    assertThat(progress.completeThrough()).isEqualTo(before);
  }

  @Test
  void waitsForANodeThatCatchesUp() {
    tick();
    mark("n1", clock);
    for (int i = 0; i < 40; i++) {
      tick();
    }
    long whenBack = progress.completeThrough();

    mark("n1", START + 1_000);
    tick();
    assertThat(progress.silent()).isEmpty();
    assertThat(progress.completeThrough()).as("never goes back").isEqualTo(whenBack);

    mark("n1", whenBack + 500);
    tick();
    assertThat(progress.completeThrough()).isEqualTo(whenBack + 500);
  }

  @Test
  void forgetsANodeAfterADay() {
    tick();
    mark("n1", clock);
    for (int i = 0; i < 60; i++) {
      tick();
    }
    assertThat(progress.forget()).isEmpty();

    clock += Duration.ofHours(25).toMillis();
    tick();

    assertThat(progress.forget()).extracting(SourceMark::node).containsExactly("n1");
    assertThat(progress.expected()).isEmpty();
  }

  @Test
  void goesOnAfterARestore() {
    List<SourceMark> saved = new ArrayList<>();
    tick();
    saved.add(SourceMark.fromBytes(mark("n1", clock - 3_000).toBytes()));
    tick();

    NodeProgress restored = new NodeProgress(Duration.ofSeconds(30));
    restored.restore(progress.toBytes());
    restored.restoreSources(saved);

    assertThat(restored.completeThrough()).isEqualTo(progress.completeThrough());
    assertThat(restored.clock(clock)).isTrue();
    assertThat(restored.completeThrough()).isEqualTo(progress.completeThrough());
    assertThat(restored.silent()).isEmpty();
  }

  @Test
  void ignoresAClockThatDoesNotGoOn() {
    assertThat(progress.clock(START)).isTrue();
    assertThat(progress.clock(START)).isFalse();
    assertThat(progress.clock(START - 300)).isFalse();
    assertThat(progress.clockMs()).isEqualTo(START);
  }

  private SourceMark mark(String node, long completeThrough) {
    return progress.mark(new NodeMark("collector", node, completeThrough, 15_000));
  }

  private void tick() {
    progress.clock(clock);
    clock += 1_000;
  }
}
