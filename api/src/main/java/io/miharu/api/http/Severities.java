package io.miharu.api.http;

import io.miharu.model.AlarmSeverity;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.Set;

/** Reads severities in any letter case. */
public final class Severities {
  private Severities() {}

  /**
   * The severities in the parameter, separated by a bar; all of them if it is absent.
   *
   * @throws ApiException 422 for an unknown one
   */
  public static Set<AlarmSeverity> filter(Query query, String parameter) {
    Set<AlarmSeverity> severities = EnumSet.noneOf(AlarmSeverity.class);
    query
        .first(parameter)
        .ifPresent(
            text -> {
              for (String item : text.split("\\|", -1)) {
                severities.add(parse(item));
              }
            });
    return severities.isEmpty() ? EnumSet.allOf(AlarmSeverity.class) : severities;
  }

  private static AlarmSeverity parse(String text) {
    return Arrays.stream(AlarmSeverity.values())
        .filter(severity -> severity.name().equalsIgnoreCase(text))
        .findFirst()
        .orElseThrow(
            () ->
                ApiException.unprocessable(
                    "Invalid severity",
                    "severity '"
                        + text
                        + "' must be one of "
                        + Arrays.toString(AlarmSeverity.values())));
  }
}
