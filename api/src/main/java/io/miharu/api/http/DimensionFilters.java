package io.miharu.api.http;

import io.miharu.model.Dimensions;
import io.miharu.model.MetricRules;
import io.miharu.store.DimensionFilter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Reads dimension filters: items separated by commas, each split at its first colon, so that values
 * may contain colons. {@code key:v1|v2} takes one of the values, {@code key} and {@code key:} any.
 */
public final class DimensionFilters {
  private DimensionFilters() {}

  /**
   * The filter in the parameter; every series passes if it is absent. Of a repeated key the last
   * item counts.
   *
   * @throws ApiException 422 if a key or a value could not be one of a metric
   */
  public static DimensionFilter parse(Query query, String parameter) {
    Map<String, List<String>> alternatives = new LinkedHashMap<>();
    for (String item : query.list(parameter)) {
      int colon = item.indexOf(':');
      String key = colon < 0 ? item : item.substring(0, colon);
      String values = colon < 0 ? "" : item.substring(colon + 1);
      alternatives.put(key, checked(parameter, key, values));
    }
    return new DimensionFilter(alternatives);
  }

  /** The filter as a caller wrote it, key by key: what names a merged element. */
  public static Dimensions echo(DimensionFilter filter) {
    Dimensions.Builder echo = Dimensions.builder();
    filter.alternatives().forEach((key, values) -> echo.put(key, String.join("|", values)));
    return echo.build();
  }

  private static List<String> checked(String parameter, String key, String values) {
    refuse(parameter, MetricRules.dimensionKeyFault(key));
    List<String> alternatives =
        values.isEmpty()
            ? List.of()
            : List.of(values.split("\\|", -1)).stream().distinct().toList();
    for (String value : alternatives) {
      refuse(parameter, MetricRules.dimensionValueFault(key, value));
    }
    return alternatives;
  }

  private static void refuse(String parameter, Optional<String> fault) {
    if (fault.isPresent()) {
      throw ApiException.unprocessable(parameter + ": " + fault.get());
    }
  }
}
