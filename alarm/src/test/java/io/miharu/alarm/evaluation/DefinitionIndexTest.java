package io.miharu.alarm.evaluation;

import static org.assertj.core.api.Assertions.assertThat;

import io.miharu.model.Dimensions;
import io.miharu.model.Feeder;
import io.miharu.model.Matched;
import io.miharu.model.Values;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class DefinitionIndexTest {
  private final DefinitionIndex index = new DefinitionIndex();

  @Test
  void findsDefinitionsOfTheTenantByNameAndDimensions() {
    put("any", "m > 1");
    put("prod", "m{env=prod} > 1 and n > 1");
    put("both", "m{env=prod, h=a} > 1");
    put("other", "x > 1");

    assertThat(match("tenant", "m", "env", "prod", "h", "a"))
        .containsExactly("any", "both", "prod");
    assertThat(match("tenant", "m", "env", "test")).containsExactly("any");
    assertThat(match("tenant", "n")).containsExactly("prod");
    assertThat(match("tenant", "M")).isEmpty();
    assertThat(match("another", "m")).isEmpty();
  }

  @Test
  void handsEachDefinitionOnlyTheValuesThatConcernItAndEachOnce() {
    put("def", "m > 1 and m < 100 and n > 1 and m{h=a} > 3");
    List<Matched> matched =
        index.match(
            "tenant", Feeder.ROLLUPS, Dimensions.of("h", "a"), 7, Values.of("n", 2, "x", 3));
    assertThat(matched)
        .containsExactly(
            new Matched("def", Feeder.ROLLUPS, Dimensions.of("h", "a"), 7, Values.of("n", 2)));
    assertThat(index.match("tenant", Feeder.RATES, Dimensions.of("h", "a"), 7, Values.of("m", 2)))
        .extracting(Matched::values)
        .containsExactly(Values.of("m", 2));
  }

  @Test
  void leavesOutSeriesWithoutAnyMatchByKey() {
    index.put(Scenario.definition("def", 1, "m > 1", "h", "d"));
    assertThat(match("tenant", "m", "d", "sda")).containsExactly("def");
    assertThat(match("tenant", "m", "x", "y")).isEmpty();
  }

  @Test
  void replacesAndRemoves() {
    put("def", "m > 1 and n{h=a} > 1");
    put("def", "n{h=b} > 1");
    assertThat(match("tenant", "m")).isEmpty();
    assertThat(match("tenant", "n", "h", "a")).isEmpty();
    assertThat(match("tenant", "n", "h", "b")).containsExactly("def");

    assertThat(index.put(Scenario.definition("def", 2, "n == 1"))).isFalse();
    assertThat(match("tenant", "n", "h", "b")).as("the readable version stays").hasSize(1);

    index.remove("def");
    index.remove("unknown");
    assertThat(match("tenant", "n", "h", "b")).isEmpty();
  }

  @Test
  void agreesWithAScanOverAllDefinitions() {
    Random random = new Random(7);
    List<Dimensions> asked = new ArrayList<>();
    for (int i = 0; i < 300; i++) {
      Dimensions dimensions = dimensions(random);
      asked.add(dimensions);
      put("d%03d".formatted(i), dimensions.isEmpty() ? "m > 1" : "m" + dimensions + " > 1");
    }
    for (int i = 0; i < 300; i += 3) {
      index.remove("d%03d".formatted(i));
    }
    for (int i = 0; i < 200; i++) {
      Dimensions series = dimensions(random);
      List<String> scanned = new ArrayList<>();
      for (int d = 0; d < 300; d++) {
        if (d % 3 != 0 && series.containsAll(asked.get(d))) {
          scanned.add("d%03d".formatted(d));
        }
      }
      assertThat(index.match("tenant", Feeder.RATES, series, 0, Values.of("m", 1)))
          .extracting(Matched::definitionId)
          .isEqualTo(scanned);
    }
  }

  private static Dimensions dimensions(Random random) {
    Dimensions.Builder dimensions = Dimensions.builder();
    for (String key : List.of("a", "b", "c")) {
      if (random.nextBoolean()) {
        dimensions.put(key, "v" + random.nextInt(3));
      }
    }
    return dimensions.build();
  }

  private void put(String id, String expression) {
    assertThat(index.put(Scenario.definition(id, 1, expression))).isTrue();
  }

  private List<String> match(String tenant, String name, String... dimensions) {
    return index
        .match(tenant, Feeder.RATES, Dimensions.of(dimensions), 0, Values.of(name, 1))
        .stream()
        .map(Matched::definitionId)
        .toList();
  }
}
