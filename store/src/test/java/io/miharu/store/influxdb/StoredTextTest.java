package io.miharu.store.influxdb;

import static org.assertj.core.api.Assertions.assertThat;

import io.miharu.store.Lines;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class StoredTextTest {
  @Property
  void readsBackAnyText(@ForAll("texts") String text) {
    assertThat(StoredText.decode(StoredText.encode(text))).isEqualTo(text);
    assertThat(StoredText.decode(StoredText.encodeMeasurement(text))).isEqualTo(text);
  }

  @Property
  void storesNoCharacterThatLineProtocolOrInfluxQlCannotCarry(@ForAll("texts") String text) {
    assertThat(StoredText.encode(text)).doesNotContain("\n", "\r", "\0", "\\");
  }

  /** What is compared with in queries must be what was written, but for line protocol's escapes. */
  @Property
  void writesTheFormThatQueriesCompareWith(@ForAll("texts") String text) {
    Lines tag = new Lines();
    StoredText.append(text, false, tag);
    tag.endLine();
    Lines measurement = new Lines();
    StoredText.append(text, true, measurement);
    measurement.endLine();

    assertThat(unescaped(tag)).isEqualTo(StoredText.encode(text) + "\n");
    assertThat(unescaped(measurement)).isEqualTo(StoredText.encodeMeasurement(text) + "\n");
  }

  @Example
  void leavesOrdinaryTextAlone() {
    for (String text : new String[] {"web-7d9f", "100%", "a,b c=d", "%zz", "Größe", "%0"}) {
      assertThat(StoredText.encode(text)).isEqualTo(text);
    }
    assertThat(StoredText.encode("a\nb\\%0A")).isEqualTo("a%0Ab%5C%250A");
    assertThat(StoredText.encodeMeasurement("#_x")).isEqualTo("%23_x");
  }

  private static String unescaped(Lines lines) {
    return lines.text(0, 1).replaceAll("\\\\([, =])", "$1");
  }

  @Provide
  Arbitrary<String> texts() {
    return Arbitraries.oneOf(
        Arbitraries.strings().withChars("\\%0A5C2#_\n\r\0 ,=\"'x").ofMaxLength(8),
        Arbitraries.strings()
            .withCharRange('\0', '\uD7FF')
            .withCharRange('\uE000', '\uFFFF')
            .ofMaxLength(12));
  }
}
