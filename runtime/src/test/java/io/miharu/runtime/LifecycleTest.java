package io.miharu.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

class LifecycleTest {
  private static final Duration LIMIT = Duration.ofSeconds(5);

  private final List<String> closed = new CopyOnWriteArrayList<>();
  private final Lifecycle lifecycle = new Lifecycle();

  @Test
  void closesInReverseOrderAndOnlyOnce() {
    lifecycle.onStop("first", LIMIT, () -> closed.add("first"));
    lifecycle.onStop("second", LIMIT, () -> closed.add("second"));
    lifecycle.close();
    lifecycle.close();
    assertThat(closed).containsExactly("second", "first");
  }

  @Test
  void failureStopsNothing() {
    lifecycle.onStop("first", LIMIT, () -> closed.add("first"));
    lifecycle.onStop(
        "second",
        LIMIT,
        () -> {
          throw new IllegalStateException("no");
        });
    lifecycle.close();
    assertThat(closed).containsExactly("first");
  }

  @Test
  void stepThatHangsIsPassedOver() {
    CountDownLatch never = new CountDownLatch(1);
    lifecycle.onStop("first", LIMIT, () -> closed.add("first"));
    lifecycle.onStop("second", Duration.ofMillis(50), never::await);
    lifecycle.close();
    assertThat(closed).containsExactly("first");
  }
}
