package io.miharu.model;

/** Severity of a log line, in rising order; UNKNOWN where the text does not say. */
public enum LogLevel {
  UNKNOWN,
  TRACE,
  DEBUG,
  INFO,
  WARN,
  ERROR,
  FATAL;

  /** Whether the line reports a failure: what {@code log.errors} counts. */
  public boolean isError() {
    return compareTo(ERROR) >= 0;
  }
}
