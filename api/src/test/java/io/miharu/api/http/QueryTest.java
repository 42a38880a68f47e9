package io.miharu.api.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class QueryTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = ' ',
      value = {
        "name=cpu cpu",
        "name=a&name=b a",
        "name=&name=b b",
        "x=1&name=a%20b 'a b'",
        "name=a+b 'a b'",
        "name=%C3%A9 é",
        "name=100% 100%",
        "name=5%zz%41 5%zzA",
        "name=a=b a=b",
        "flag&name=a a",
        "&&name=a& a",
        "n%61me=a a",
      })
  void readsTheFirstValue(String query, String value) {
    assertThat(Query.parse(query).first("name")).contains(value);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "name", "name=", "other=x", "NAME=x", "&", "="})
  void holdsAnEmptyValueForAbsent(String query) {
    assertThat(Query.parse(query).first("name")).isEmpty();
  }

  @Test
  void namesAMissingRequiredParameter() {
    assertThatThrownBy(() -> Query.parse(null).required("start_time"))
        .isInstanceOfSatisfying(
            ApiException.class, error -> assertThat(error.status()).isEqualTo(422))
        .hasMessageContaining("Missing start_time");
  }

  @ParameterizedTest
  @ValueSource(strings = {"g=a,b", "g=a%2Cb", "g=a%2cb", "g=a&g=b", "g=a&x=1&g=b", "g=a,,b,"})
  void readsListsInAllForms(String query) {
    assertThat(Query.parse(query).list("g")).containsExactly("a", "b");
  }

  @Test
  void readsAnAbsentListAsEmpty() {
    assertThat(Query.parse("g=").list("g")).isEqualTo(List.of());
  }

  @ParameterizedTest
  @CsvSource({
    "merge_metrics=true,true",
    "merge_metrics=True,true",
    "merge_metrics=TRUE,true",
    "merge_metrics=true&merge_metrics=false,true",
    "merge_metrics=false&merge_metrics=true,false",
    "merge_metrics=rue,false",
    "merge_metrics=1,false",
    "merge_metrics,false",
    "x=1,false",
  })
  void readsFlags(String query, boolean set) {
    assertThat(Query.parse(query).flag("merge_metrics")).isEqualTo(set);
  }

  @Test
  void keepsTheQueryAsItWasSentInLinks() {
    String raw = "name=a%3Ab&dimensions=k:v,x&offset=7&flag&limit=1";

    assertThat(Query.parse(raw).asSent()).isEqualTo("?" + raw);
    assertThat(Query.parse("").asSent()).isEmpty();
  }

  @Test
  void putsTheNewOffsetFirstAndDropsTheOldOne() {
    Query query = Query.parse("name=a%3Ab&offset=7&limit=1&offset=8");

    assertThat(query.withOffset("é &=+1_2026-01-01T00:00:00Z"))
        .isEqualTo("?offset=%C3%A9%20%26%3D%2B1_2026-01-01T00%3A00%3A00Z&name=a%3Ab&limit=1");
  }

  @Test
  void findsItsOwnOffsetAgain() {
    String offset = "ü+ %&#?=,\"\\_1";

    assertThat(Query.parse(Query.parse("a=1").withOffset(offset).substring(1)).first("offset"))
        .contains(offset);
  }
}
