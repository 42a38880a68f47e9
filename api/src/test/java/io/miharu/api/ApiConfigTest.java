package io.miharu.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.miharu.runtime.config.Configuration;
import io.miharu.runtime.config.ConfigurationException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ApiConfigTest {
  @Test
  void hasDefaults() {
    ApiConfig config = load(Map.of());

    assertThat(config.host()).isEqualTo("127.0.0.1");
    assertThat(config.port()).isEqualTo(8070);
    assertThat(config.auth()).isEqualTo(AuthMode.NONE);
    assertThat(config.defaultTenant()).isEqualTo("default");
    assertThat(config.maxBodyBytes()).isEqualTo(8_388_608);
    assertThat(config.notificationTypes()).containsExactly("EMAIL", "PAGERDUTY", "WEBHOOK");
    assertThat(config.notificationPeriods()).containsExactly(60);
  }

  @Test
  void takesEverySetting() {
    ApiConfig config =
        load(
            Map.of(
                "miharu.api.host", "::1",
                "miharu.api.port", "0",
                "miharu.api.auth", "none",
                "miharu.api.default-tenant", "t1",
                "miharu.api.max-body-bytes", "1",
                "miharu.api.notification-types", "SLACK",
                "miharu.api.notification-periods", "30,90"));

    assertThat(config.host()).isEqualTo("::1");
    assertThat(config.port()).isZero();
    assertThat(config.defaultTenant()).isEqualTo("t1");
    assertThat(config.maxBodyBytes()).isEqualTo(1);
    assertThat(config.notificationTypes()).containsExactly("SLACK");
    assertThat(config.notificationPeriods()).containsExactly(30, 90);
  }

  @Test
  void refusesUnknownSettings() {
    assertThatThrownBy(() -> load(Map.of("miharu.api.prot", "1")))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining("prot");
    assertThatThrownBy(() -> load(Map.of("miharu.api.auth", "nobody")))
        .isInstanceOf(ConfigurationException.class);
  }

  private static ApiConfig load(Map<String, String> settings) {
    return Configuration.load(null, Map.of(), settings, List.of(ApiConfig.class))
        .of(ApiConfig.class);
  }
}
