package io.miharu.alarmengine;

import io.miharu.model.AlarmDefinition;
import io.miharu.model.AlarmSeverity;
import io.miharu.model.Dimensions;
import io.miharu.model.PostedMetric;
import io.miharu.model.PostedMetrics;
import java.util.List;

/** Definitions and posted points of tenant {@code t1} for tests. */
public final class Samples {
  private Samples() {}

  /** A definition that tells the methods of every state. */
  public static AlarmDefinition definition(
      String id, String expression, List<String> matchBy, List<String> methods) {
    return new AlarmDefinition(
        id,
        "t1",
        "name of " + id,
        "",
        expression,
        matchBy,
        AlarmSeverity.LOW,
        true,
        methods,
        methods,
        methods,
        1,
        1,
        1);
  }

  public static AlarmDefinition withoutActions(AlarmDefinition definition) {
    return new AlarmDefinition(
        definition.id(),
        definition.tenant(),
        definition.name(),
        definition.description(),
        definition.expression(),
        definition.matchBy(),
        definition.severity(),
        false,
        definition.alarmActions(),
        definition.okActions(),
        definition.undeterminedActions(),
        definition.version(),
        definition.createdAt(),
        definition.updatedAt());
  }

  public static PostedMetrics posted(String name, String host, long timestamp, double value) {
    return new PostedMetrics(
        "t1",
        List.of(new PostedMetric(name, Dimensions.of("hostname", host), timestamp, value, null)));
  }
}
