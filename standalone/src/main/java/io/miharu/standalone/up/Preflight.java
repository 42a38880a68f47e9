package io.miharu.standalone.up;

import io.miharu.runtime.Lifecycle;
import io.miharu.runtime.StartException;
import io.miharu.runtime.config.ConfigurationException;
import io.miharu.standalone.terminal.Terminal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Locale;

/** Everything that can be found wrong before the first server is started, told all at once. */
final class Preflight {
  private final UpOptions options;
  private final Terminal terminal;
  private final Lifecycle lifecycle;
  private final boolean demo;

  /**
   * @param demo whether the demo will run
   */
  Preflight(UpOptions options, Terminal terminal, Lifecycle lifecycle, boolean demo) {
    this.options = options;
    this.terminal = terminal;
    this.lifecycle = lifecycle;
    this.demo = demo;
  }

  /**
   * Locks the data directory (registered for its release), checks the ports, and empties the
   * directory if that was asked for and nothing else is wrong.
   *
   * @throws ConfigurationException with every problem that was found
   * @throws DataDirectory.InUse alone, since the other instance holds the ports too
   */
  DataDirectory run() {
    var problems = new ArrayList<String>();
    DataDirectory opened = null;
    try {
      opened =
          lifecycle.onStop(
              "data directory", Duration.ofSeconds(1), DataDirectory.open(options.data()));
    } catch (DataDirectory.InUse e) {
      throw e;
    } catch (StartException e) {
      problems.add(e.getMessage());
    }
    problems.addAll(Ports.problems(options.portClaims(demo)));
    if (opened == null || !problems.isEmpty()) {
      throw new ConfigurationException(problems);
    }
    if (options.reset() && !opened.reset(this::mayDelete)) {
      throw new StartException("Nothing was deleted and nothing started: the answer was not yes");
    }
    return opened;
  }

  private boolean mayDelete() {
    if (options.yes()) {
      return true;
    }
    var console = System.console();
    if (console == null) {
      throw new StartException(
          "--reset asks before it deletes, but this is not a terminal. Add --yes to delete everything in %s without a question"
              .formatted(options.data().toAbsolutePath().normalize()));
    }
    terminal
        .out()
        .print(
            " Delete everything in %s: records, history, alarms? [y/N] "
                .formatted(options.data().toAbsolutePath().normalize()));
    terminal.out().flush();
    var answer = console.readLine();
    return answer != null && answer.strip().toLowerCase(Locale.ROOT).matches("y|yes");
  }
}
