package io.miharu.runtime;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Named clean-ups that run in the reverse order of their registration, each within its time: the
 * order of shutdown is right by construction, and a step that hangs is named and passed over.
 */
public final class Lifecycle implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Lifecycle.class);

  private record Step(String name, Duration limit, AutoCloseable cleanup) {}

  private final Deque<Step> steps = new ArrayDeque<>();

  /**
   * Registers what must be closed, right after it was opened, and gives it back.
   *
   * @param limit how long its closing may take before it is passed over
   */
  public synchronized <T extends AutoCloseable> T onStop(String name, Duration limit, T resource) {
    steps.push(new Step(name, limit, resource));
    return resource;
  }

  /** Closes everything registered, last first. Failures are logged and stop nothing. Idempotent. */
  @Override
  public synchronized void close() {
    ExecutorService closer =
        Executors.newCachedThreadPool(
            task -> {
              Thread thread = new Thread(task, "stop");
              thread.setDaemon(true);
              return thread;
            });
    while (!steps.isEmpty()) {
      close(steps.pop(), closer);
    }
    closer.shutdownNow();
  }

  private static void close(Step step, ExecutorService closer) {
    Future<?> done =
        closer.submit(
            () -> {
              step.cleanup().close();
              return null;
            });
    try {
      done.get(step.limit().toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException e) {
      LOG.warn("{} did not stop within {} and is left behind", step.name(), step.limit());
    } catch (ExecutionException e) {
      LOG.warn("{} failed to stop cleanly", step.name(), e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
