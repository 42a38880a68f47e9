package io.miharu.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MetricRulesTest {
  private static final String CAT = "\uD83D\uDC08";

  @ParameterizedTest
  @ValueSource(strings = {"cpu.user_perc", "it's", "a:b/c|d", "_x", "größe", "tab\there"})
  void acceptsNames(String name) {
    assertThat(MetricRules.nameFault(name)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "", "a b", "a<", "a>", "a=", "a{", "a}", "a,", "a\"", "a\\", "a;", "a&", "a(", "a)"
      })
  void refusesNames(String name) {
    assertThat(MetricRules.nameFault(name)).isPresent();
  }

  @Test
  void countsCharactersNotUtf16Units() {
    assertThat(MetricRules.nameFault(CAT.repeat(255))).isEmpty();
    assertThat(MetricRules.nameFault(CAT.repeat(256)).orElseThrow()).contains("256");
  }

  @ParameterizedTest
  @ValueSource(strings = {"hostname", "a b", "f(x)", "it's", "k8s.io/name"})
  void acceptsDimensionKeysAndValues(String text) {
    assertThat(MetricRules.dimensionsFault(Dimensions.of(text, text))).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "a<", "a>", "a=", "a{", "a}", "a,", "a\"", "a\\", "a;", "a&"})
  void refusesDimensionKeysAndValues(String text) {
    assertThat(MetricRules.dimensionKeyFault(text)).isPresent();
    assertThat(MetricRules.dimensionsFault(Dimensions.of("k", text)).orElseThrow()).contains("'k'");
  }

  @Test
  void reservesKeysButNotValuesThatBeginWithAnUnderscore() {
    assertThat(MetricRules.dimensionKeyFault("_k")).isPresent();
    assertThat(MetricRules.dimensionsFault(Dimensions.of("k", "_v"))).isEmpty();
  }

  @Test
  void refusesNumbersThatJsonCannotHold() {
    assertThat(MetricRules.valueFault(-0.5)).isEmpty();
    assertThat(MetricRules.valueFault(Double.NaN)).isPresent();
    assertThat(MetricRules.valueFault(Double.NEGATIVE_INFINITY)).isPresent();
  }

  @Test
  void boundsValueMeta() {
    Map<String, String> entries = new HashMap<>();
    for (int i = 0; i < 16; i++) {
      entries.put("k" + i, "v");
    }
    assertThat(MetricRules.valueMetaFault(entries, "x".repeat(2048))).isEmpty();
    assertThat(MetricRules.valueMetaFault(entries, "x".repeat(2049))).isPresent();
    assertThat(MetricRules.valueMetaFault(Map.of("", "v"), "{}")).isPresent();
    assertThat(MetricRules.valueMetaFault(Map.of("k".repeat(256), "v"), "{}")).isPresent();
    entries.put("one more", "v");
    assertThat(MetricRules.valueMetaFault(entries, "{}")).isPresent();
  }
}
