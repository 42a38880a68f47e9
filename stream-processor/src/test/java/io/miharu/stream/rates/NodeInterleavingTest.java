package io.miharu.stream.rates;

import static io.miharu.stream.rates.NodeSamplesFixture.START;
import static io.miharu.stream.rates.NodeSamplesFixture.batch;
import static org.assertj.core.api.Assertions.assertThat;

import io.miharu.model.ClockMark;
import io.miharu.model.NodeMark;
import io.miharu.model.SampleRecord;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

class NodeInterleavingTest {
  private record Sent(String node, SampleRecord record) {}

  @Property(tries = 100)
  void nodesDoNotChangeEachOthersResults(@ForAll long numbers, @ForAll long order) {
    List<List<Sent>> queues = queues(new Random(numbers));
    NodeSamplesFixture oneByOne = run(concatenated(queues));

    NodeSamplesFixture mixed = run(interleaved(queues, new Random(order)));

    assertThat(mixed.metrics).containsExactlyInAnyOrderElementsOf(oneByOne.metrics);
    assertThat(mixed.rollups).containsExactlyInAnyOrderElementsOf(oneByOne.rollups).isNotEmpty();
    assertThat(mixed.partials).containsExactlyInAnyOrderElementsOf(oneByOne.partials);
  }

  private static NodeSamplesFixture run(List<Sent> records) {
    NodeSamplesFixture task = new NodeSamplesFixture();
    List.of("n1", "n2", "n3").forEach(node -> task.mark(node, -1));
    records.forEach(sent -> task.send(sent.node(), sent.record()));
    return task;
  }

  /** Three nodes with two containers each over three minutes, some batches repeated; a clock. */
  private static List<List<Sent>> queues(Random random) {
    List<List<Sent>> queues = new ArrayList<>();
    for (String node : List.of("n1", "n2", "n3")) {
      List<Sent> queue = new ArrayList<>();
      double cpu = 0;
      for (int atMs = 0; atMs <= 180_000; atMs += 15_000) {
        for (String pod : List.of("web-0", "web-1")) {
          cpu = random.nextInt(10) == 0 ? 0 : cpu + random.nextDouble();
          SampleRecord record =
              batch(node, pod, atMs + random.nextInt(900), null, cpu, random.nextDouble());
          queue.add(new Sent(node, record));
          if (random.nextInt(5) == 0) {
            queue.add(new Sent(node, record));
          }
        }
        queue.add(new Sent(node, new NodeMark("collector", node, START + atMs + 1_000, 15_000)));
      }
      queues.add(queue);
    }
    List<Sent> clock = new ArrayList<>();
    for (int second = 0; second < 25; second++) {
      clock.add(new Sent("", new ClockMark(START + second * 1_000)));
    }
    queues.add(clock);
    return queues;
  }

  private static List<Sent> concatenated(List<List<Sent>> queues) {
    List<Sent> all = new ArrayList<>();
    queues.forEach(all::addAll);
    return all;
  }

  private static List<Sent> interleaved(List<List<Sent>> queues, Random random) {
    List<Sent> mixed = new ArrayList<>();
    int[] next = new int[queues.size()];
    int left = queues.stream().mapToInt(List::size).sum();
    while (left > 0) {
      int queue = random.nextInt(queues.size());
      if (next[queue] < queues.get(queue).size()) {
        mixed.add(queues.get(queue).get(next[queue]++));
        left--;
      }
    }
    return mixed;
  }
}
