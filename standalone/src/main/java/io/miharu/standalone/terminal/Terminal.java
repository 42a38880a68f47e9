package io.miharu.standalone.terminal;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintWriter;
import java.nio.charset.Charset;
import java.util.function.UnaryOperator;

/**
 * Where a command writes, and what it may use there.
 *
 * @param out for results and progress; flushes on every line
 * @param colours whether escape sequences for colours are understood and wanted
 * @param symbols whether characters beyond ASCII can be shown
 */
public record Terminal(PrintWriter out, boolean colours, boolean symbols) {
  /** This process's standard output: plain when it is not a terminal or NO_COLOR is set. */
  public static Terminal ofThisProcess() {
    var console = System.console();
    var charset =
        console != null
            ? console.charset()
            : Charset.forName(System.getProperty("native.encoding", "UTF-8"));
    var out = new PrintWriter(new FileOutputStream(FileDescriptor.out), true, charset);
    var colours = console != null && System.getenv("NO_COLOR") == null;
    return new Terminal(out, colours, charset.newEncoder().canEncode('✔'));
  }

  /** A check mark for what went well. */
  public String success() {
    return paint("32", symbols ? "✔" : "ok");
  }

  /** A cross for what failed. */
  public String failure() {
    return paint("31", symbols ? "✘" : "FAILED");
  }

  /** A bullet for what is still going on. */
  public String pending() {
    return symbols ? "…" : "...";
  }

  /** An arrow from one thing to another. */
  public String arrow() {
    return symbols ? "→" : "->";
  }

  public String bold(String text) {
    return paint("1", text);
  }

  public String dim(String text) {
    return paint("2", text);
  }

  public String red(String text) {
    return paint("31", text);
  }

  public String green(String text) {
    return paint("32", text);
  }

  public String yellow(String text) {
    return paint("33", text);
  }

  private String paint(String code, String text) {
    UnaryOperator<String> escape = parameters -> "\u001b[" + parameters + "m";
    return colours ? escape.apply(code) + text + escape.apply("0") : text;
  }
}
