package io.miharu.simulator.logs;

import io.miharu.simulator.cluster.LogStyle;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;

/** What applications write: a normal event or a failure, as one or more physical lines. */
final class LogText {
  private static final DateTimeFormatter KLOG =
      DateTimeFormatter.ofPattern("MMdd HH:mm:ss.SSSSSS", Locale.ROOT).withZone(ZoneOffset.UTC);
  private static final DateTimeFormatter PLAIN =
      DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss.SSS", Locale.ROOT).withZone(ZoneOffset.UTC);

  private LogText() {}

  /**
   * Physical lines on one stream.
   *
   * @param stream stdout or stderr
   * @param lines at least one, without line ends
   */
  record Output(String stream, List<String> lines) {
    static Output stdout(String line) {
      return new Output("stdout", List.of(line));
    }
  }

  static Output normal(LogStyle style, Instant time, SplittableRandom random) {
    int order = random.nextInt(100_000);
    int millis = 3 + random.nextInt(60);
    return switch (style) {
      case JAVA ->
          Output.stdout(
              PLAIN.format(time)
                  + " INFO  [worker-"
                  + random.nextInt(8)
                  + "] shop.Orders - order "
                  + order
                  + " placed in "
                  + millis
                  + " ms, 0 errors");
      case JSON ->
          Output.stdout(
              "{\"timestamp\":\"%s\",\"level\":\"info\",\"message\":\"request served\",\"path\":\"/items/%d\",\"ms\":%d}"
                  .formatted(time, order, millis));
      case KLOG ->
          Output.stdout(
              "I"
                  + KLOG.format(time)
                  + "       1 sync.go:142] synced item "
                  + order
                  + " in "
                  + millis
                  + "ms");
    };
  }

  static Output failure(LogStyle style, Instant time, SplittableRandom random) {
    int payment = random.nextInt(100_000);
    return switch (style) {
      case JAVA ->
          new Output(
              "stderr",
              List.of(
                  PLAIN.format(time)
                      + " ERROR [worker-"
                      + random.nextInt(8)
                      + "] shop.Pay - payment "
                      + payment
                      + " failed",
                  "java.lang.IllegalStateException: payment " + payment + " failed",
                  "\tat shop.Pay.charge(Pay.java:41)",
                  "\tat shop.Orders.place(Orders.java:17)",
                  "Caused by: java.net.SocketTimeoutException: Read timed out",
                  "\tat java.base/sun.nio.ch.NioSocketImpl.timedRead(NioSocketImpl.java:278)",
                  "\t... 12 more"));
      case JSON ->
          Output.stdout(
              "{\"timestamp\":\"%s\",\"level\":\"error\",\"message\":\"payment %d refused\",\"code\":502}"
                  .formatted(time, payment));
      case KLOG ->
          new Output(
              "stderr",
              List.of(
                  "E" + KLOG.format(time) + "       1 sync.go:97] item " + payment + ": conflict"));
    };
  }
}
