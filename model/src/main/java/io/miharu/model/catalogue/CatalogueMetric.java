package io.miharu.model.catalogue;

/**
 * A metric that Miharu makes by itself, for one or more entities.
 *
 * @param suffix the name behind the entity's prefix
 * @param kind how its values are to be read
 * @param unit of its values, in Monasca's words
 * @param description for people, one sentence
 */
public record CatalogueMetric(String suffix, Kind kind, String unit, String description) {
  /** What a counter's rate per second is called: Monasca's {@code _sec}. */
  public static final String RATE_SUFFIX = "_sec";

  /** The suffix of the rate per second; only counters have one. */
  public String rateSuffix() {
    return suffix + RATE_SUFFIX;
  }
}
