package io.miharu.stream.rollups;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.miharu.model.Dimensions;
import io.miharu.model.Feeder;
import io.miharu.model.MetricBatch;
import io.miharu.model.MetricRecord;
import io.miharu.model.PartialRecord;
import io.miharu.model.Rollup;
import io.miharu.model.RollupBatch;
import io.miharu.model.RollupPartial;
import io.miharu.model.TaskMark;
import io.miharu.model.Tier;
import io.miharu.model.Values;
import io.miharu.stream.meters.StreamMeters;
import io.miharu.stream.state.MemoryStore;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class GroupWindowsTest {
  private static final Dimensions SHOP = Dimensions.of("namespace", "shop");
  private static final String MEMORY = "namespace.mem.working_set_bytes";
  private static final long END = 60_000;

  private final Task task = new Task();

  @Test
  void addsNodesUpWhenEveryRatesTaskIsPastTheEnd() {
    task.partial(SHOP, "n2", 0, rollup(200));
    task.partial(SHOP, "n1", 0, rollup(100));
    task.mark(0, END - 1, 100_000);
    task.mark(1, END - 2, 100_000);
    assertThat(task.rollups).isEmpty();

    task.mark(1, END - 1, 101_000);

    assertThat(task.rollups)
        .containsExactly(
            new RollupBatch(
                "acme",
                SHOP,
                Tier.MINUTE,
                0,
                0,
                List.of(new Rollup(MEMORY, 300, 300, 2, 100, 200))));
    assertThat(task.metrics)
        .containsExactly(
            new MetricBatch("acme", SHOP, 0, Feeder.ROLLUPS, true, Values.of(MEMORY, 300)));
    assertThat(task.partials.size()).isZero();
  }

  @Test
  void sendsWhatComesLaterAsAnAddition() {
    task.partial(SHOP, "n1", 0, rollup(100));
    task.bothPast(END, 100_000);
    task.partial(SHOP, "n2", 0, rollup(50));
    task.partial(SHOP, "n3", 0, rollup(25));

    assertThat(task.rollups).extracting(RollupBatch::windowStart).containsOnly(0L);
    assertThat(task.rollups).extracting(RollupBatch::delta).doesNotHaveDuplicates().hasSize(3);
    assertThat(task.rollups).extracting(RollupBatch::delta).first().isEqualTo(0L);
    assertThat(task.rollups.stream().mapToDouble(batch -> batch.metrics().get(0).total()).sum())
        .isEqualTo(175);
    assertThat(task.metrics).as("a window is told to alarms once").hasSize(1);
  }

  @Test
  void addsUpWhatANodeSendsTwiceBeforeTheEnd() {
    task.partial(SHOP, "n1", 0, rollup(100));
    task.partial(SHOP, "n1", 0, rollup(11));
    task.bothPast(END, 100_000);

    assertThat(task.rollups.get(0).metrics())
        .containsExactly(new Rollup(MEMORY, 111, 111, 2, 11, 100));
  }

  @Test
  void tellsItsProgressOnceForEachClockThatAllTasksHaveRead() {
    task.mark(0, END + 5, 100_000);
    task.mark(1, END + 7, 100_000);
    task.mark(0, END + 9, 101_000);
    task.mark(1, END + 9, 101_000);

    assertThat(task.marks)
        .containsExactly(
            new TaskMark(Feeder.ROLLUPS, 2, 3, END - 1, 100_000),
            new TaskMark(Feeder.ROLLUPS, 2, 3, END - 1, 101_000));
  }

  @Test
  void goesOnFromItsStoresAfterARestart() {
    task.partial(SHOP, "n1", 0, rollup(100));
    task.mark(0, END, 100_000);
    task.restart();
    task.mark(1, END, 100_000);
    task.restart();
    task.partial(SHOP, "n2", 0, rollup(50));
    task.mark(1, END, 100_000);

    assertThat(task.rollups).extracting(batch -> batch.delta() > 0).containsExactly(false, true);
    assertThat(task.marks).hasSize(1);
  }

  @Property(tries = 200)
  void theOrderOfArrivalChangesNoBit(@ForAll long numbers, @ForAll long order) {
    Random random = new Random(numbers);
    List<RollupPartial> partials = new ArrayList<>();
    for (int node = 0; node < 20; node++) {
      for (long start : new long[] {0, END}) {
        double total = random.nextDouble() * Math.pow(10, random.nextInt(12));
        partials.add(new RollupPartial("acme", SHOP, "n" + node, start, List.of(rollup(total))));
      }
    }
    Task inOrder = run(partials);
    Collections.shuffle(partials, new Random(order));
    Task shuffled = run(partials);

    assertThat(shuffled.rollups).isEqualTo(inOrder.rollups).hasSize(2);
    assertThat(shuffled.metrics).isEqualTo(inOrder.metrics);
  }

  private static Task run(List<RollupPartial> partials) {
    Task task = new Task();
    partials.forEach(task::partial);
    task.bothPast(2 * END, 200_000);
    return task;
  }

  private static Rollup rollup(double total) {
    return new Rollup(MEMORY, total, total, 1, total, total);
  }

  /** One of three tasks, fed by two rates tasks. */
  private static final class Task implements Output {
    final List<RollupBatch> rollups = new ArrayList<>();
    final List<MetricBatch> metrics = new ArrayList<>();
    final List<TaskMark> marks = new ArrayList<>();
    final MemoryStore partials = new MemoryStore();
    private final MemoryStore progress = new MemoryStore();
    private GroupWindows windows;
    private long offset;

    Task() {
      windows = create();
    }

    void restart() {
      windows = create();
    }

    private GroupWindows create() {
      StreamMeters meters = new StreamMeters(new SimpleMeterRegistry());
      return new GroupWindows(partials, new GroupProgress(progress), 2, 3, this, meters);
    }

    void partial(Dimensions group, String node, long start, Rollup rollup) {
      partial(new RollupPartial("acme", group, node, start, List.of(rollup)));
    }

    void partial(RollupPartial partial) {
      windows.partial(partial, offset++);
    }

    void mark(int ratesTask, long completeThrough, long clock) {
      windows.mark(new TaskMark(Feeder.RATES, ratesTask, 2, completeThrough, clock));
    }

    void bothPast(long completeThrough, long clock) {
      mark(0, completeThrough, clock);
      mark(1, completeThrough, clock);
    }

    @Override
    public void metrics(@Nullable String key, MetricRecord record) {
      if (record instanceof MetricBatch batch) {
        metrics.add(batch);
      } else if (record instanceof TaskMark mark) {
        marks.add(mark);
      }
    }

    @Override
    public void rollup(String key, RollupBatch rollup) {
      rollups.add(rollup);
    }

    @Override
    public void partial(@Nullable String key, PartialRecord partial) {
      throw new AssertionError("groups feed no groups");
    }
  }
}
