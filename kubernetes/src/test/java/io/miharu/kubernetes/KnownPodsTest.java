package io.miharu.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class KnownPodsTest {
  private final KnownPods known = new KnownPods("common");

  @Test
  void forgetsOldestDeletedPod() {
    for (int i = 0; i <= KnownPods.DELETED_KEPT; i++) {
      known.put(pod("p" + i, "u" + i));
      known.delete("u" + i);
    }
    assertThat(known.byUid("u0")).isEmpty();
    assertThat(known.byName("shop", "p0")).isEmpty();
    assertThat(known.byUid("u1")).isPresent();
  }

  @Test
  void keepsSuccessorWhenPredecessorIsForgotten() {
    known.put(pod("cache-0", "old"));
    known.delete("old");
    known.put(pod("cache-0", "new"));
    for (int i = 0; i < KnownPods.DELETED_KEPT; i++) {
      known.put(pod("p" + i, "u" + i));
      known.delete("u" + i);
    }
    assertThat(known.byUid("old")).isEmpty();
    assertThat(known.byName("shop", "cache-0")).map(Pod::uid).contains("new");
  }

  @Test
  void versionStaysWhileNothingChanges() {
    known.put(pod("cache-0", "u"));
    known.putTenant("shop", "p");
    long version = known.version();
    known.put(pod("cache-0", "u"));
    known.putTenant("shop", "p");
    assertThat(known.version()).isEqualTo(version);
  }

  private static Pod pod(String name, String uid) {
    return Pod.named("shop", name, uid, "common");
  }
}
