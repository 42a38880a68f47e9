package io.miharu.standalone.status;

import io.miharu.runtime.health.Check;
import java.util.List;
import java.util.Map;

/**
 * A running pipeline at a moment.
 *
 * @param nowMs when it was asked, in ms since the epoch
 * @param checks by process
 * @param nodes every agent on every node that is expected
 * @param hops how far each consumer is behind
 * @param deadLetters records that were put aside, as far as the topic still has them
 */
public record Status(
    long nowMs,
    Map<String, List<Check>> checks,
    List<Source> nodes,
    List<Hop> hops,
    long deadLetters) {
  public Status {
    checks = Map.copyOf(checks);
    nodes = List.copyOf(nodes);
    hops = List.copyOf(hops);
  }

  /**
   * An agent on a node.
   *
   * @param node the node's name
   * @param source which agent
   * @param completeThroughMs event time of its newest data, in ms since the epoch
   * @param live whether it is heard of
   */
  public record Source(String node, String source, long completeThroughMs, boolean live) {}

  /**
   * A consumer of a topic.
   *
   * @param topic that it reads
   * @param reader who reads
   * @param behind records that it has not dealt with yet
   */
  public record Hop(String topic, String reader, long behind) {}

  /** Whether nothing is wrong and nobody is missing. */
  public boolean isWell() {
    return checks.values().stream()
            .flatMap(List::stream)
            .allMatch(check -> check.status() == Check.Status.OK)
        && nodes.stream().allMatch(Source::live)
        && deadLetters == 0;
  }
}
