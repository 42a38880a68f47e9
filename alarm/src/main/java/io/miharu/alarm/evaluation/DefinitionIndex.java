package io.miharu.alarm.evaluation;

import io.miharu.model.AlarmDefinition;
import io.miharu.model.Dimensions;
import io.miharu.model.Feeder;
import io.miharu.model.Matched;
import io.miharu.model.Values;
import java.util.Collection;
import java.util.List;

/**
 * Which definitions a measurement concerns. A metric that no definition of its tenant names costs
 * one hash look-up. Not thread-safe.
 */
public final class DefinitionIndex {

  public DefinitionIndex() {}

  /** An index of the given definitions; those that cannot be read are left out. */
  public static DefinitionIndex of(Collection<AlarmDefinition> definitions) {
    DefinitionIndex index = new DefinitionIndex();
    definitions.forEach(index::put);
    return index;
  }

  /**
   * Adds the definition, or replaces the one with its id.
   *
   * @return false if its expression cannot be read: it is then not in the index
   */
  public boolean put(AlarmDefinition definition) {
    throw new UnsupportedOperationException("follows");
  }

  /** Removes the definition; does nothing if it is unknown. */
  public void remove(String definitionId) {}

  /**
   * What concerns each definition, ordered by definition id; empty if nothing does.
   *
   * @param tenant the Monasca project id
   * @param feeder the step of the pipeline that the values came from
   * @param dimensions of every metric in {@code values}
   * @param timestamp event time in ms since the epoch
   * @param values by metric name
   */
  public List<Matched> match(
      String tenant, Feeder feeder, Dimensions dimensions, long timestamp, Values values) {
    throw new UnsupportedOperationException("follows");
  }
}
