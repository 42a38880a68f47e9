package io.miharu.standalone.terminal;

import io.miharu.embedded.ServerStartException;
import io.miharu.runtime.Lifecycle;
import io.miharu.runtime.StartException;
import io.miharu.runtime.config.ConfigurationException;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BiConsumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Starts something, waits for SIGINT or SIGTERM, and stops it in reverse order of the start: exit
 * status 0 after a start that succeeded, 1 after one that failed (which is rolled back), 1 also if
 * the stop took too long and was cut short.
 *
 * <p>A signal during the start ends it at the next step. The JVM would report 143 or 130 for a
 * process that ended by a signal; the status is 0 here because ending is what the user asked for,
 * and a service manager should not take it for a failure.
 */
public final class Foreground {
  private static final Logger log = LoggerFactory.getLogger(Foreground.class);

  /** From the signal to the end of the process; whoever sent it may lose patience after 10 s. */
  private static final Duration STOP_LIMIT = Duration.ofMillis(9_500);

  private final Terminal terminal;
  private final CountDownLatch stopRequested = new CountDownLatch(1);
  private final CountDownLatch stopped = new CountDownLatch(1);
  private final AtomicInteger status = new AtomicInteger(1);

  public Foreground(Terminal terminal) {
    this.terminal = terminal;
  }

  /** The user asked to stop while the start was going on. */
  private static final class StoppedWhileStarting extends RuntimeException {
    private static final long serialVersionUID = 1L;
  }

  /**
   * Runs until a signal comes.
   *
   * @param start starts everything; registers with the lifecycle, at once, whatever must be stopped
   * @return the exit status
   */
  public int run(BiConsumer<Steps, Lifecycle> start) {
    Runtime.getRuntime().addShutdownHook(new Thread(this::stopOnSignal, "stop-on-signal"));
    var lifecycle = new Lifecycle();
    try {
      start.accept(new Steps(terminal, System::nanoTime, this::expectNoStop), lifecycle);
      stopRequested.await();
      status.set(0);
    } catch (StoppedWhileStarting e) {
      status.set(0);
    } catch (InterruptedException e) {
      // Whoever interrupts the main thread wants it to end: go on to the clean stop.
      log.info("Interrupted", e);
    } catch (StartException | ServerStartException e) {
      log.error("The start failed", e);
      tell(List.of(e.getMessage()));
    } catch (ConfigurationException e) {
      tell(e.problems());
    } catch (RuntimeException e) {
      log.error("The start failed", e);
      tell(List.of("Unexpected failure: " + e));
    } finally {
      stop(lifecycle);
    }
    return status.get();
  }

  private void expectNoStop() {
    if (stopRequested.getCount() == 0) {
      throw new StoppedWhileStarting();
    }
  }

  private void tell(List<String> problems) {
    for (var problem : problems) {
      terminal.out().println(" " + terminal.failure() + " " + problem);
    }
  }

  private void stop(Lifecycle lifecycle) {
    var startNs = System.nanoTime();
    if (status.get() == 0) {
      terminal.out().println();
      terminal.out().println(" Stopping " + terminal.pending());
    }
    lifecycle.close();
    if (status.get() == 0) {
      var seconds = (System.nanoTime() - startNs) / 1e9;
      terminal
          .out()
          .println(
              String.format(Locale.ROOT, " %s Stopped in %.1f s", terminal.success(), seconds));
    }
    stopped.countDown();
  }

  /** Runs in the JVM's shutdown, also after a normal end, when it has nothing left to do. */
  private void stopOnSignal() {
    stopRequested.countDown();
    try {
      if (!stopped.await(STOP_LIMIT.toMillis(), TimeUnit.MILLISECONDS)) {
        status.set(1);
        terminal
            .out()
            .println(
                " Not everything stopped in time and was cut short; the next start copes with that.");
      }
    } catch (InterruptedException e) {
      status.set(1);
    }
    // The shutdown that the signal began can only be ended by halt, which decides the status too.
    Runtime.getRuntime().halt(status.get());
  }
}
