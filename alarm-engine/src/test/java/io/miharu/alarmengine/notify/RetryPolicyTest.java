package io.miharu.alarmengine.notify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class RetryPolicyTest {
  private final RetryPolicy policy =
      new RetryPolicy(8, Duration.ofSeconds(1), Duration.ofMinutes(5));

  @Test
  void doublesUpToTheLongestDelay() {
    assertThat(policy.delayMs(1, 0.999999)).isBetween(999L, 1_000L);
    assertThat(policy.delayMs(4, 0.999999)).isBetween(7_999L, 8_000L);
    assertThat(policy.delayMs(1_000_000, 0.999999)).isBetween(299_999L, 300_000L);
  }

  @Test
  void spreadsOverTheUpperHalf() {
    assertThat(policy.delayMs(3, 0)).isEqualTo(2_000);
    assertThat(policy.delayMs(3, 0.5)).isEqualTo(3_000);
  }

  @Test
  void boundsWhatAReceiverMayAsk() {
    assertThat(RetryPolicy.boundedMs(Duration.ofDays(3650))).isEqualTo(3_600_000);
    assertThat(RetryPolicy.boundedMs(Duration.ofSeconds(-5))).isZero();
  }

  @Test
  void refusesWhatMakesNoSense() {
    assertThatThrownBy(() -> new RetryPolicy(0, Duration.ZERO, Duration.ZERO))
        .hasMessageContaining("at least 1");
    assertThatThrownBy(() -> new RetryPolicy(1, Duration.ofSeconds(2), Duration.ofSeconds(1)))
        .hasMessageContaining("first <= longest");
  }
}
