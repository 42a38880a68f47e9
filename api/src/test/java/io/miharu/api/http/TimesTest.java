package io.miharu.api.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TimesTest {
  @ParameterizedTest
  @CsvSource({
    "2026-11-22T22:08:43.062Z,2026-11-22T22:08:43.062Z",
    "2026-11-22T22:08:43Z,2026-11-22T22:08:43Z",
    "2026-11-22T22:08:43.123456789Z,2026-11-22T22:08:43.123456789Z",
    "2026-11-22T22:08:43.5Z,2026-11-22T22:08:43.500Z",
    "2026-11-22T22:08:43,2026-11-22T22:08:43Z",
    "2026-11-22T22:08Z,2026-11-22T22:08:00Z",
    "2026-11-22,2026-11-22T00:00:00Z",
    "2026-11-22T22:08:43+01:00,2026-11-22T21:08:43Z",
    "2026-11-22T22:08:43.5+0130,2026-11-22T20:38:43.500Z",
    "2026-11-22T22:08:43-05:00,2026-11-23T03:08:43Z",
    "2026-11-22 22:08:43,2026-11-22T22:08:43Z",
    "2026-11-22t22:08:43z,2026-11-22T22:08:43Z",
    "0001-01-01T00:00:00Z,0001-01-01T00:00:00Z",
    "9999-12-31T23:59:59.999Z,9999-12-31T23:59:59.999Z",
  })
  void readsIso(String text, Instant instant) {
    assertThat(Times.parse("start_time", text)).isEqualTo(instant);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "yesterday",
        "2026-11-22T22:08:43 01:00",
        "2026-02-30",
        "2026-11-22T25:00:00Z",
        "+12026-11-22",
        "2026-11-22T",
        "1795385900014",
        "2026-11-22T22:08:43Zx",
        "2026-11-22T22:08:43.Z",
        "é",
      })
  void refusesOtherText(String text) {
    assertThatThrownBy(() -> Times.parse("start_time", text))
        .isInstanceOfSatisfying(
            ApiException.class, error -> assertThat(error.status()).isEqualTo(422))
        .hasMessageContaining(text)
        .hasMessageContaining("start_time");
  }

  @ParameterizedTest
  @CsvSource({
    "0,1970-01-01T00:00:00Z",
    "1795385900014,2026-11-22T22:18:20.014Z",
    "2026-11-22T22:18:20.014Z,2026-11-22T22:18:20.014Z",
  })
  void readsOffsets(String text, Instant instant) {
    assertThat(Times.parseOrEpochMs("offset", text)).isEqualTo(instant);
  }

  @Test
  void refusesAnOffsetBeyondAllTime() {
    assertThatThrownBy(() -> Times.parseOrEpochMs("offset", "9".repeat(40)))
        .isInstanceOf(ApiException.class);
  }

  @ParameterizedTest
  @CsvSource({
    "2026-01-01T00:00:00Z,2026-01-01T00:00:00.000Z,2026-01-01T00:00:00Z",
    "2026-01-01T00:00:00.007Z,2026-01-01T00:00:00.007Z,2026-01-01T00:00:00Z",
    "1969-12-31T23:59:59.999Z,1969-12-31T23:59:59.999Z,1969-12-31T23:59:59Z",
  })
  void writesFixedForms(Instant instant, String withMs, String withSeconds) {
    assertThat(Times.withMs(instant)).isEqualTo(withMs);
    assertThat(Times.withSeconds(instant)).isEqualTo(withSeconds);
  }
}
