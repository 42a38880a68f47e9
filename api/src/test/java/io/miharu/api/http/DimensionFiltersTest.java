package io.miharu.api.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.miharu.model.Dimensions;
import io.miharu.store.DimensionFilter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DimensionFiltersTest {
  private static final Dimensions SERIES =
      Dimensions.of("hostname", "n7", "url", "http://h:80/", "mount", "/");

  @ParameterizedTest
  @CsvSource(
      delimiter = ' ',
      value = {
        "d= true",
        "d=hostname:n7 true",
        "d=hostname:n8 false",
        "d=hostname:n8|n7 true",
        "d=hostname%3An8%7Cn9 false",
        "d=hostname true",
        "d=hostname: true",
        "d=service false",
        "d=url:http://h:80/ true",
        "d=hostname:n7,mount:/ true",
        "d=hostname:n7%2Cmount:/x false",
        "d=hostname:n7&d=mount:/x false",
        "d=hostname:n8,hostname:n7 true",
        "d=hostname:n7,hostname:n8 false",
        "d=,hostname:n7, true",
      })
  void letsSeriesThrough(String query, boolean passes) {
    assertThat(DimensionFilters.parse(Query.parse(query), "d").matches(SERIES)).isEqualTo(passes);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"_a:b", ":b", "a:%22", "a:%7B", "a%3D:b", "a:b|", "a:|b", "a:b%3B", "%3C"})
  void refusesWhatNoSeriesCanHave(String filter) {
    assertThatThrownBy(() -> DimensionFilters.parse(Query.parse("d=" + filter), "d"))
        .isInstanceOfSatisfying(
            ApiException.class, error -> assertThat(error.status()).isEqualTo(422));
  }

  @Test
  void refusesLongKeysAndValues() {
    for (String filter : new String[] {"x".repeat(256), "a:" + "x".repeat(256)}) {
      assertThatThrownBy(() -> DimensionFilters.parse(Query.parse("d=" + filter), "d"))
          .isInstanceOf(ApiException.class);
    }
  }

  @Test
  void showsTheFilterAsItWasGiven() {
    DimensionFilter filter = DimensionFilters.parse(Query.parse("d=b:1|2,a,c:x"), "d");

    assertThat(DimensionFilters.echo(filter))
        .isEqualTo(Dimensions.of("a", "", "b", "1|2", "c", "x"));
  }
}
