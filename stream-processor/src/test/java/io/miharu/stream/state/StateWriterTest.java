package io.miharu.stream.state;

import static java.nio.charset.StandardCharsets.UTF_16BE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class StateWriterTest {
  @Property
  void givesBackWhatWasWritten(
      @ForAll long number, @ForAll int small, @ForAll double fraction, @ForAll String text) {
    byte[] bytes =
        StateWriter.version(3)
            .writeLong(number)
            .writeInt(small)
            .writeDouble(fraction)
            .writeBytes(text.getBytes(UTF_16BE))
            .toBytes();

    StateReader reader = StateReader.of(bytes, 3);
    assertThat(reader.readLong()).isEqualTo(number);
    assertThat(reader.readInt()).isEqualTo(small);
    assertThat(reader.readDouble()).isEqualTo(fraction);
    assertThat(new String(reader.readBytes(), UTF_16BE))
        .isEqualTo(new String(text.getBytes(UTF_16BE), UTF_16BE));
    assertThat(reader.hasMore()).isFalse();
  }

  @Test
  void refusesAnotherVersionWithTheRemedy() {
    assertThatThrownBy(() -> StateReader.of(StateWriter.version(2).toBytes(), 1))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("version 2, expected 1")
        .hasMessageContaining("reset");
  }
}
