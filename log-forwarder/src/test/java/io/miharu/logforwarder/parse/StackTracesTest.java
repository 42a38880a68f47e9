package io.miharu.logforwarder.parse;

import static org.assertj.core.api.Assertions.assertThat;

import io.miharu.model.LogLevel;
import io.miharu.model.LogLine;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

class StackTracesTest {
  private static List<String> events(String... lines) {
    return Parsing.all(Parsing.cri("stderr", lines)).stream().map(LogLine::text).toList();
  }

  @Test
  void joinsAJavaTraceToTheLineOfItsLogger() {
    assertThat(
            events(
                "10:00:00 ERROR [main] Pay - refused",
                "java.lang.IllegalStateException: no card",
                "\tat shop.Pay.charge(Pay.java:41)",
                "\tSuppressed: java.io.IOException: x",
                "\t\tat a.B.c(B.java:1)",
                "Caused by: java.io.IOException",
                "\t... 12 more",
                "10:00:01 INFO next"))
        .hasSize(2)
        .last()
        .isEqualTo("10:00:01 INFO next");
  }

  @Test
  void keepsErrorLinesApart() {
    assertThat(events("10:00:00 ERROR a", "10:00:01 ERROR b", "10:00:02 INFO c"))
        .containsExactly("10:00:00 ERROR a", "10:00:01 ERROR b", "10:00:02 INFO c");
  }

  @Test
  void joinsChainedPythonTraces() {
    String[] trace = {
      "Traceback (most recent call last):",
      "  File \"a.py\", line 1, in <module>",
      "    f()",
      "KeyError: 'x'",
      "",
      "During handling of the above exception, another exception occurred:",
      "",
      "Traceback (most recent call last):",
      "  File \"a.py\", line 3, in <module>",
      "ValueError: y",
    };
    List<LogLine> lines = Parsing.all(Parsing.cri("stderr", trace) + Parsing.cri("stderr", "next"));

    assertThat(lines).extracting(LogLine::text).containsExactly(String.join("\n", trace), "next");
    assertThat(lines.get(0).level()).isEqualTo(LogLevel.ERROR);
  }

  @Test
  void joinsAGoPanicWithItsGoroutines() {
    String[] panic = {
      "panic: runtime error: invalid memory address or nil pointer dereference",
      "[signal SIGSEGV: segmentation violation code=0x1 addr=0x0 pc=0x1]",
      "",
      "goroutine 1 [running]:",
      "main.f(...)",
      "\t/app/main.go:5",
      "main.main()",
      "\t/app/main.go:9 +0x1d",
      "",
      "goroutine 7 [select]:",
      "created by main.g in goroutine 1",
      "\t/app/main.go:12 +0x2",
      "exit status 2",
    };
    List<LogLine> lines = Parsing.all(Parsing.cri("stderr", panic) + Parsing.cri("stderr", "next"));

    assertThat(lines).extracting(LogLine::text).containsExactly(String.join("\n", panic), "next");
    assertThat(lines.get(0).level()).isEqualTo(LogLevel.FATAL);
  }

  @Test
  void anotherStreamDoesNotInterruptATrace() {
    List<LogLine> lines =
        Parsing.all(
            Parsing.cri("stderr", "a.B.CException: x")
                + Parsing.cri("stdout", "between")
                + Parsing.cri("stderr", "\tat a.B.c(B.java:1)"));

    assertThat(lines)
        .extracting(LogLine::text)
        .containsExactly("between", "a.B.CException: x\n\tat a.B.c(B.java:1)");
  }

  @Test
  void theLastEventIsNeverStuck() {
    Parsing parsing = new Parsing(Parsing.LIMIT);
    byte[] file = Parsing.cri("stderr", "10:00:00 ERROR a").getBytes(StandardCharsets.UTF_8);
    parsing.parser.parse(file, 0, file.length, 0, 5_000);

    parsing.parser.completeIdle(5_099);
    assertThat(parsing.lines).isEmpty();
    parsing.parser.completeIdle(5_100);
    assertThat(parsing.lines).extracting(LogLine::text).containsExactly("10:00:00 ERROR a");
  }

  @Test
  void aPartThatNeverGetsItsEndIsCompletedAfterAWhile() {
    Parsing parsing = new Parsing(Parsing.LIMIT);
    byte[] file = "2026-11-22T21:41:03Z stdout P half\n".getBytes(StandardCharsets.UTF_8);
    parsing.parser.parse(file, 0, file.length, 0, 1_000);

    parsing.parser.completeIdle(5_999);
    assertThat(parsing.lines).isEmpty();
    parsing.parser.completeIdle(6_000);
    assertThat(parsing.lines).extracting(LogLine::text).containsExactly("half");
  }
}
