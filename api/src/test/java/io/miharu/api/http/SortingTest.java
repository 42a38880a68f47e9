package io.miharu.api.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Comparator;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SortingTest {
  private record Thing(String id, String name, int size) {}

  private static final Sorting<Thing> SORTING =
      new Sorting<>("id", Comparator.comparing(Thing::id))
          .by("name", Comparator.comparing(Thing::name))
          .by("size", Comparator.comparing(Thing::size));

  private static final List<Thing> THINGS =
      List.of(new Thing("3", "a", 1), new Thing("1", "b", 1), new Thing("2", "a", 2));

  @ParameterizedTest
  @CsvSource({
    "'',1 2 3",
    "sort_by=id+desc,3 2 1",
    "sort_by=name,2 3 1",
    "sort_by=name%20asc,2 3 1",
    "'sort_by=name+desc%2Cid',1 2 3",
    "'sort_by=size+desc,name',2 3 1",
    "sort_by=size&sort_by=name,3 1 2",
  })
  void sorts(String query, String ids) {
    assertThat(THINGS.stream().sorted(SORTING.order(Query.parse(query))).map(Thing::id))
        .containsExactly(ids.split(" "));
  }

  @ParameterizedTest
  @ValueSource(strings = {"foo", "name+DESC", "name+up", "name++desc", "name+asc+asc", "+name"})
  void refusesUnknownFieldsAndDirections(String sortBy) {
    assertThatThrownBy(() -> SORTING.order(Query.parse("sort_by=" + sortBy)))
        .isInstanceOfSatisfying(
            ApiException.class, error -> assertThat(error.status()).isEqualTo(422));
  }
}
