package io.miharu.standalone.up;

import io.miharu.runtime.Process;
import io.miharu.runtime.StartException;
import io.miharu.runtime.health.Check;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/** Waits until every process can do its work. */
final class Readiness {
  private static final long LOOK_AGAIN_MS = 50;

  private final List<Process> processes;
  private final LongSupplier nanoTime;
  private final Runnable checkpoint;

  /**
   * @param nanoTime what {@link System#nanoTime()} gives
   * @param checkpoint runs before each look and may throw to end the waiting
   */
  Readiness(List<Process> processes, LongSupplier nanoTime, Runnable checkpoint) {
    this.processes = List.copyOf(processes);
    this.nanoTime = nanoTime;
    this.checkpoint = checkpoint;
  }

  /**
   * Returns when all are ready.
   *
   * @throws StartException after the limit, with what is not ready and why
   */
  void await(Duration limit) {
    long endNs = nanoTime.getAsLong() + limit.toNanos();
    while (true) {
      checkpoint.run();
      List<String> waitingFor = waitingFor();
      if (waitingFor.isEmpty()) {
        return;
      }
      if (nanoTime.getAsLong() > endNs) {
        throw new StartException(
            "Not ready after " + limit.toSeconds() + " s: " + String.join("; ", waitingFor));
      }
      try {
        TimeUnit.MILLISECONDS.sleep(LOOK_AGAIN_MS);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new StartException("Interrupted while waiting to be ready", e);
      }
    }
  }

  private List<String> waitingFor() {
    return processes.stream()
        .flatMap(
            process ->
                process.health().stream()
                    .filter(check -> check.status() == Check.Status.NOT_READY)
                    .map(check -> process.name() + " " + check.name() + ": " + check.detail()))
        .toList();
  }
}
