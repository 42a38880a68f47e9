package io.miharu.standalone.terminal;

import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/** Shows a start as it goes: one line for each step with its time, and a table at the end. */
public final class Steps {
  private static final int TIME_COLUMN = 68;

  private final Terminal terminal;
  private final LongSupplier nanoTime;
  private final Runnable checkpoint;

  /**
   * @param nanoTime what {@link System#nanoTime()} gives
   * @param checkpoint runs before each step and may throw to end the start there
   */
  Steps(Terminal terminal, LongSupplier nanoTime, Runnable checkpoint) {
    this.terminal = terminal;
    this.nanoTime = nanoTime;
    this.checkpoint = checkpoint;
  }

  /**
   * Takes a step and prints its line.
   *
   * @param name what is being started
   * @param summary says of the result what is worth a line's space, such as its address
   * @return the step's result
   */
  public <T> T run(String name, Supplier<T> step, Function<T, String> summary) {
    checkpoint.run();
    var startNs = nanoTime.getAsLong();
    try {
      var result = step.get();
      var text = (name + " " + summary.apply(result)).strip();
      var seconds = (nanoTime.getAsLong() - startNs) / 1e9;
      terminal
          .out()
          .println(
              " %s %s%s%s"
                  .formatted(
                      terminal.success(),
                      text,
                      " ".repeat(Math.max(2, TIME_COLUMN - text.length())),
                      terminal.dim(String.format(Locale.ROOT, "%5.1f s", seconds))));
      return result;
    } catch (RuntimeException e) {
      terminal.out().println(" %s %s".formatted(terminal.failure(), name));
      throw e;
    }
  }

  /** Tells something that is no step. */
  public void note(String text) {
    terminal.out().println("   " + terminal.dim(text));
  }

  /** Ends the start here if that was asked for. */
  public void checkpoint() {
    checkpoint.run();
  }

  /** Says what takes long within a step. */
  public void progress(String text) {
    terminal.out().println("   %s %s".formatted(terminal.pending(), terminal.dim(text)));
  }

  /** Ends the start with what the user needs next. */
  public void table(List<Row> rows) {
    var width = rows.stream().mapToInt(row -> row.what().length()).max().orElse(0);
    terminal.out().println();
    for (var row : rows) {
      terminal
          .out()
          .println(
              "   %s%s   %s"
                  .formatted(
                      terminal.bold(row.what()),
                      " ".repeat(width - row.what().length()),
                      row.where()));
    }
    terminal.out().println();
  }

  /** One line of the closing table. */
  public record Row(String what, String where) {}
}
