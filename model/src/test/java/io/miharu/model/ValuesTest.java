package io.miharu.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonProcessingException;
import java.util.Map;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class ValuesTest {
  @Property
  void everyFiniteNumberSurvivesJson(@ForAll @Size(max = 30) Map<String, Double> map)
      throws Exception {
    Values.Builder builder = Values.builder();
    map.forEach(builder::put);
    Values values = builder.build();
    byte[] json = Json.writer(Values.class).writeValueAsBytes(values);
    assertThat(Json.reader(Values.class).<Values>readValue(json)).isEqualTo(values);
    map.forEach((name, number) -> assertThat(values.get(name)).isEqualTo(number));
  }

  @Test
  void absentNameIsNaN() {
    assertThat(Values.of("a", 1).get("b")).isNaN();
    assertThat(Values.of("a", 1).contains("b")).isFalse();
  }

  @Test
  void whatIsNoFiniteNumberIsRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Values.of("a", Double.NaN))
        .withMessageContaining("a is not a finite number");
    assertThatThrownBy(() -> Json.reader(Values.class).readValue("{\"a\":\"1\"}"))
        .isInstanceOf(JsonProcessingException.class);
    assertThatThrownBy(() -> Json.reader(Values.class).readValue("{\"a\":1e999}"))
        .isInstanceOf(Exception.class);
  }
}
