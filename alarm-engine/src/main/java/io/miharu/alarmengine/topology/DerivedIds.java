package io.miharu.alarmengine.topology;

import com.fasterxml.uuid.Generators;
import com.fasterxml.uuid.impl.NameBasedGenerator;
import io.miharu.model.MetricId;
import io.miharu.model.StateTransition;
import java.util.UUID;

/**
 * Ids that follow from what they name (UUID version 5, RFC 9562), so that a replay gives the same
 * ones. Names are joined with NUL, which no name, dimension or id may hold.
 */
final class DerivedIds {
  private static final NameBasedGenerator NOTIFICATION = generator("notification");
  private static final NameBasedGenerator SERIES = generator("series");

  private DerivedIds() {}

  /** Of the notification that tells the method of the transition. */
  static String notification(StateTransition transition, String methodId) {
    return NOTIFICATION.generate(transition.id() + '\0' + methodId).toString();
  }

  /** Under which an alarm's series is kept. */
  static String seriesKey(String alarmId, MetricId series) {
    StringBuilder name = new StringBuilder(series.name());
    series
        .dimensions()
        .forEach((key, value) -> name.append('\0').append(key).append('\0').append(value));
    return alarmId + "/" + SERIES.generate(name.toString());
  }

  private static NameBasedGenerator generator(String kind) {
    UUID namespace =
        Generators.nameBasedGenerator(NameBasedGenerator.NAMESPACE_URL)
            .generate("https://miharu.io/" + kind);
    return Generators.nameBasedGenerator(namespace);
  }
}
