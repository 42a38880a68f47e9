package io.miharu.model;

import com.fasterxml.jackson.annotation.JsonTypeName;
import java.util.Objects;

/**
 * An agent's word that everything from it up to an event time has been sent. Rides in the partition
 * of the data that it speaks of, behind them.
 *
 * @param source which agent, such as {@code collector} or {@code log-forwarder}; a node is complete
 *     when each of its sources is
 * @param node the node's name
 * @param completeThrough event time in ms since the epoch, inclusive
 * @param interval ms between two scrapes; 0 for a source that does not scrape
 */
@JsonTypeName("mark")
public record NodeMark(String source, String node, long completeThrough, long interval)
    implements SampleRecord, LogRecord {
  public NodeMark {
    Objects.requireNonNull(source, "a mark needs a source");
    Objects.requireNonNull(node, "a mark needs a node");
  }
}
