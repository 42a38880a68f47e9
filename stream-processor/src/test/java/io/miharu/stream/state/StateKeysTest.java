package io.miharu.stream.state;

import static org.assertj.core.api.Assertions.assertThat;

import io.miharu.model.Dimensions;
import org.apache.kafka.common.utils.Bytes;
import org.junit.jupiter.api.Test;

class StateKeysTest {
  private static final EntityId WEB =
      new EntityId("acme", Dimensions.of("namespace", "shop", "pod_name", "web-0"));

  @Test
  void givesTheEntityBack() {
    assertThat(StateKeys.entity(StateKeys.ofEntity("n1", WEB))).isEqualTo(WEB);
    assertThat(StateKeys.partialGroup(StateKeys.ofPartial(60_000, WEB, "n1"))).isEqualTo(WEB);
    assertThat(StateKeys.partialWindow(StateKeys.ofPartial(60_000, WEB, "n1"))).isEqualTo(60_000);
  }

  @Test
  void keepsNodesApartOfWhichOneBeginsLikeTheOther() {
    Bytes from = StateKeys.ofNode("n1");
    Bytes to = StateKeys.behind(from);

    assertThat(StateKeys.ofEntity("n1", WEB)).isBetween(from, to);
    assertThat(StateKeys.ofEntity("n10", WEB)).isGreaterThan(to);
    assertThat(StateKeys.ofEntity("n", WEB)).isLessThan(from);
  }

  @Test
  void sortsWindowsByTimeAlsoBeforeTheEpoch() {
    assertThat(StateKeys.ofPartial(-60_000, WEB, "n1"))
        .isLessThan(StateKeys.ofPartial(0, WEB, "n1"));
    assertThat(StateKeys.ofPartial(0, WEB, "n2")).isLessThan(StateKeys.ofPartial(60_000, WEB, "a"));
    assertThat(StateKeys.ofPartial(0, WEB, "n1")).isLessThan(StateKeys.ofPartial(0, WEB, "n2"));
    assertThat(StateKeys.ofNodeWindow("n1", 59_999))
        .isLessThan(StateKeys.ofEntityWindow("n1", 60_000, WEB));
  }
}
