package io.miharu.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class DimensionsTest {
  @Property
  void behavesLikeASortedMap(@ForAll @Size(max = 20) Map<String, String> map) throws Exception {
    Dimensions dimensions = Dimensions.copyOf(map);
    assertThat(dimensions.toMap()).isEqualTo(map);
    assertThat(dimensions.keys()).isEqualTo(List.copyOf(new TreeMap<>(map).keySet()));
    map.forEach((key, value) -> assertThat(dimensions.get(key)).isEqualTo(value));
    assertThat(dimensions).isEqualTo(Dimensions.copyOf(new HashMap<>(map)));
    byte[] json = Json.writer(Dimensions.class).writeValueAsBytes(dimensions);
    assertThat(Json.reader(Dimensions.class).<Dimensions>readValue(json)).isEqualTo(dimensions);
  }

  @Property
  void containsExactlyItsParts(
      @ForAll @Size(max = 10) Map<String, String> some,
      @ForAll @Size(max = 3) Map<String, String> more) {
    Map<String, String> all = new HashMap<>(more);
    all.putAll(some);
    Dimensions whole = Dimensions.copyOf(all);
    assertThat(whole.containsAll(Dimensions.copyOf(some))).isTrue();
    assertThat(Dimensions.copyOf(some).containsAll(whole)).isEqualTo(all.equals(some));
  }

  @Test
  void orderOfPairsDoesNotMatterAndTheLastOfAKeyWins() {
    assertThat(Dimensions.of("b", "2", "a", "1", "b", "3"))
        .isEqualTo(Dimensions.of("a", "1", "b", "3"))
        .hasSameHashCodeAs(Dimensions.of("a", "1", "b", "3"))
        .hasToString("{a=1, b=3}");
  }

  @Test
  void sameKeyWithAnotherValueIsNotContained() {
    assertThat(Dimensions.of("a", "1").containsAll(Dimensions.of("a", "2"))).isFalse();
  }

  @Test
  void keepsOnlyTheKeysAskedFor() {
    assertThat(Dimensions.of("a", "1", "b", "2").only(List.of("b", "c")))
        .isEqualTo(Dimensions.of("b", "2"));
  }

  @Test
  void halfAPairAndNullsAreRefused() {
    assertThatIllegalArgumentException().isThrownBy(() -> Dimensions.of("a"));
    assertThatNullPointerException().isThrownBy(() -> Dimensions.of("a", nothing()));
  }

  @SuppressWarnings("NullAway")
  private static String nothing() {
    return null;
  }
}
