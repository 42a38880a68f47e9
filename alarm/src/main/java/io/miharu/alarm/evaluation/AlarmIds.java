package io.miharu.alarm.evaluation;

import com.fasterxml.uuid.Generators;
import com.fasterxml.uuid.impl.NameBasedGenerator;
import io.miharu.model.Dimensions;
import java.util.UUID;

/**
 * Ids that follow from what they name (UUID version 5), so that two runs over one log can be
 * compared id by id.
 */
final class AlarmIds {
  /** Ours alone: a random UUID, fixed for ever. */
  private static final UUID NAMESPACE = UUID.fromString("6f2b7c1e-9d43-4a58-8e0c-5b1f3a7d2c94");

  private final NameBasedGenerator generator = Generators.nameBasedGenerator(NAMESPACE);

  /**
   * An alarm's id.
   *
   * @param timestamp event time in ms of the sample that it began with
   */
  String alarm(String definitionId, Dimensions matchValues, long timestamp) {
    StringBuilder name = new StringBuilder("alarm").append('\0').append(definitionId).append('\0');
    matchValues.forEach((key, value) -> name.append(key).append('\0').append(value).append('\0'));
    return generator.generate(name.append(timestamp).toString()).toString();
  }

  /**
   * A transition's id.
   *
   * @param timestamp of the transition in ms
   */
  String transition(String alarmId, long timestamp) {
    return generator.generate("transition\0" + alarmId + '\0' + timestamp).toString();
  }
}
