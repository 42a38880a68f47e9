package io.miharu.logforwarder.parse;

/** Where a container wrote a line. */
public enum LogStream {
  STDOUT("stdout"),
  STDERR("stderr");

  private final String text;

  LogStream(String text) {
    this.text = text;
  }

  /** As container runtimes write it, and as it travels. */
  public String text() {
    return text;
  }
}
