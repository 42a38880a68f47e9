package io.miharu.api.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PagingTest {
  @ParameterizedTest
  @CsvSource({
    "'',0,10000",
    "limit=5,0,5",
    "limit=&offset=,0,10000",
    "limit=10001,0,10000",
    "limit=99999999999999999999,0,10000",
    "limit=5&limit=7,0,5",
    "offset=3&limit=0005,3,5",
    "offset=99999999999999999999,2147483647,10000",
  })
  void readsLimitAndOffset(String query, int offset, int limit) {
    assertThat(Paging.of(Query.parse(query))).isEqualTo(new Paging(offset, limit));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "limit=abc",
        "limit=-1",
        "limit=0",
        "limit=1.5",
        "limit=+5",
        "limit=%D9%A3",
        "offset=x",
        "offset=-1",
        "offset=1.0",
        "offset=4d1e-x",
      })
  void refusesWhatIsNoNumberOfRows(String query) {
    assertThatThrownBy(() -> Paging.of(Query.parse(query)))
        .isInstanceOfSatisfying(
            ApiException.class, error -> assertThat(error.status()).isEqualTo(422));
  }

  @Test
  void linksToTheNextPageOnlyWhileRowsAreLeft() {
    List<String> all = List.of("a", "b", "c");

    Listing<String> first = page("limit=2&name=x", all);
    assertThat(first.elements()).containsExactly("a", "b");
    assertThat(first.links())
        .containsExactly(
            new Link("self", "http://mon:8070/v2.0/things?limit=2&name=x"),
            new Link("next", "http://mon:8070/v2.0/things?offset=2&limit=2&name=x"));

    Listing<String> last = page("offset=2&limit=2", all);
    assertThat(last.elements()).containsExactly("c");
    assertThat(last.links()).hasSize(1);

    assertThat(page("limit=3", all).links()).hasSize(1);
    assertThat(page("offset=9999999999&limit=1", all).elements()).isEmpty();
  }

  private static Listing<String> page(String query, List<String> all) {
    Query parsed = Query.parse(query);
    Request request =
        new Request(
            new Caller("t1", Set.of()),
            "http://mon:8070",
            "/v2.0/things",
            Map.of(),
            parsed,
            () -> new byte[0]);
    return Paging.of(parsed).listing(request, all);
  }
}
