package io.miharu.model;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class TierTest {
  @Test
  void windowsAreAlignedToTheEpochAlsoBeforeIt() {
    assertThat(Tier.MINUTE.windowStart(119_999)).isEqualTo(60_000);
    assertThat(Tier.MINUTE.windowStart(120_000)).isEqualTo(120_000);
    assertThat(Tier.HOUR.windowStart(-1)).isEqualTo(-3_600_000);
  }
}
