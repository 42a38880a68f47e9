package io.miharu.logforwarder.parse;

import static io.miharu.logforwarder.parse.ByteScan.endsWith;
import static io.miharu.logforwarder.parse.ByteScan.startsWith;

import io.miharu.model.LogLevel;

/**
 * Joins stack traces as the runtimes of Java, Python and Go print them, and to the line of a logger
 * (WARN or above) that a trace follows directly. A blank line inside or behind a trace belongs to
 * it.
 */
final class StackTraces implements Multiline {
  /** A line of a logger that a trace may follow. */
  private static final int HEADLINE = 1;

  private static final int JAVA = 2;
  private static final int PYTHON = 3;

  /** Behind Python's last line, the one that names the exception. */
  private static final int PYTHON_END = 4;

  /** Between two chained Python traces. */
  private static final int PYTHON_CHAIN = 5;

  private static final int GO_PANIC = 6;
  private static final int GO_STACK = 7;
  private static final int GO_BLANK = 8;

  /** Short, since most errors have no trace and should not be late. */
  private static final long HEADLINE_WAIT_MS = 100;

  private static final long TRACE_WAIT_MS = 1_000;

  @Override
  public int first(byte[] bytes, int from, int to, LogLevel level) {
    int trace = traceHead(bytes, from, to);
    if (trace != COMPLETE) {
      return trace;
    }
    return level.compareTo(LogLevel.WARN) >= 0 ? HEADLINE : COMPLETE;
  }

  @Override
  public int next(int state, byte[] bytes, int from, int to) {
    return switch (state) {
      case HEADLINE -> {
        int trace = traceHead(bytes, from, to);
        yield trace == JAVA || trace == PYTHON ? trace : BREAK;
      }
      case JAVA -> isJavaFrame(bytes, from, to) ? JAVA : BREAK;
      case PYTHON -> startsWith(bytes, from, to, "  ") ? PYTHON : PYTHON_END;
      case PYTHON_END -> from == to ? PYTHON_CHAIN : BREAK;
      case PYTHON_CHAIN -> pythonChain(bytes, from, to);
      case GO_PANIC -> goPanic(bytes, from, to);
      case GO_STACK -> goStack(bytes, from, to);
      case GO_BLANK -> startsWith(bytes, from, to, "goroutine ") ? GO_STACK : BREAK;
      default -> BREAK;
    };
  }

  @Override
  public LogLevel impliedLevel(int state) {
    return switch (state) {
      case JAVA, PYTHON, PYTHON_END, PYTHON_CHAIN -> LogLevel.ERROR;
      case GO_PANIC, GO_STACK, GO_BLANK -> LogLevel.FATAL;
      default -> LogLevel.UNKNOWN;
    };
  }

  @Override
  public long waitMs(int state) {
    return state == HEADLINE ? HEADLINE_WAIT_MS : TRACE_WAIT_MS;
  }

  private static int traceHead(byte[] bytes, int from, int to) {
    if (from == to) {
      return COMPLETE;
    }
    return switch (bytes[from]) {
      case 'T' ->
          startsWith(bytes, from, to, "Traceback (most recent call last):")
              ? PYTHON
              : javaHead(bytes, from, to);
      case 'p' -> startsWith(bytes, from, to, "panic: ") ? GO_PANIC : javaHead(bytes, from, to);
      case 'f' ->
          startsWith(bytes, from, to, "fatal error: ") ? GO_PANIC : javaHead(bytes, from, to);
      case 'g' -> isGoroutine(bytes, from, to) ? GO_STACK : javaHead(bytes, from, to);
      case '\t', ' ' -> isJavaFrame(bytes, from, to) ? JAVA : COMPLETE;
      default -> javaHead(bytes, from, to);
    };
  }

  private static boolean isGoroutine(byte[] bytes, int from, int to) {
    return startsWith(bytes, from, to, "goroutine ") && endsWith(bytes, from, to, "]:");
  }

  /** A qualified class name that ends in Exception, Error or Throwable, alone or with a message. */
  private static int javaHead(byte[] bytes, int from, int to) {
    if (startsWith(bytes, from, to, "Exception in thread \"")
        || startsWith(bytes, from, to, "Caused by: ")) {
      return JAVA;
    }
    int at = from;
    boolean qualified = false;
    while (at < to && isNamePart(bytes[at])) {
      qualified |= bytes[at++] == '.';
    }
    boolean ends = at == to || bytes[at] == ':';
    return qualified
            && ends
            && (endsWith(bytes, from, at, "Exception")
                || endsWith(bytes, from, at, "Error")
                || endsWith(bytes, from, at, "Throwable"))
        ? JAVA
        : COMPLETE;
  }

  private static boolean isJavaFrame(byte[] bytes, int from, int to) {
    int at = from;
    while (at < to && (bytes[at] == '\t' || bytes[at] == ' ')) {
      at++;
    }
    if (at == from) {
      return startsWith(bytes, at, to, "Caused by: ")
          || startsWith(bytes, at, to, "Suppressed: ")
          || startsWith(bytes, at, to, "Wrapped by: ");
    }
    return startsWith(bytes, at, to, "at ")
        || startsWith(bytes, at, to, "... ")
        || startsWith(bytes, at, to, "Caused by: ")
        || startsWith(bytes, at, to, "Suppressed: ")
        || startsWith(bytes, at, to, "- locked ")
        || startsWith(bytes, at, to, "nested exception is:");
  }

  private static int pythonChain(byte[] bytes, int from, int to) {
    if (startsWith(bytes, from, to, "Traceback (most recent call last):")) {
      return PYTHON;
    }
    boolean link =
        from == to
            || startsWith(bytes, from, to, "During handling of the above exception")
            || startsWith(bytes, from, to, "The above exception was the direct cause");
    return link ? PYTHON_CHAIN : BREAK;
  }

  private static int goPanic(byte[] bytes, int from, int to) {
    if (isGoroutine(bytes, from, to)) {
      return GO_STACK;
    }
    boolean more =
        from == to
            || startsWith(bytes, from, to, "[signal ")
            || startsWith(bytes, from, to, "\tpanic: ")
            || startsWith(bytes, from, to, "runtime: ");
    return more ? GO_PANIC : BREAK;
  }

  private static int goStack(byte[] bytes, int from, int to) {
    if (from == to) {
      return GO_BLANK;
    }
    boolean frame =
        bytes[from] == '\t'
            || bytes[to - 1] == ')'
            || startsWith(bytes, from, to, "created by ")
            || startsWith(bytes, from, to, "exit status ");
    return frame ? GO_STACK : BREAK;
  }

  private static boolean isNamePart(byte b) {
    return b >= 'a' && b <= 'z'
        || b >= 'A' && b <= 'Z'
        || b >= '0' && b <= '9'
        || b == '.'
        || b == '_'
        || b == '$';
  }
}
