package io.miharu.standalone.status;

import io.miharu.runtime.health.Check;
import io.miharu.standalone.status.Status.Source;
import io.miharu.standalone.terminal.Terminal;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;

/** A status for people. */
final class StatusText {
  private static final String COLLECTOR = "collector";
  private static final String LOG_FORWARDER = "log-forwarder";

  private final Terminal terminal;

  StatusText(Terminal terminal) {
    this.terminal = terminal;
  }

  List<String> lines(Status status) {
    List<String> lines = new ArrayList<>();
    lines.add(terminal.bold(status.isWell() ? "All is well" : "Something needs a look"));
    lines.add("");
    nodes(status, lines);
    hops(status, lines);
    checks(status, lines);
    lines.add("");
    lines.add(
        status.deadLetters() == 0
            ? "No dead letters"
            : terminal.yellow(status.deadLetters() + " dead letters")
                + ", see the topic miharu.dead-letters");
    return lines;
  }

  private void nodes(Status status, List<String> lines) {
    TreeSet<String> names = new TreeSet<>();
    status.nodes().forEach(source -> names.add(source.node()));
    lines.add(row("Node", "newest metrics", "newest logs"));
    if (names.isEmpty()) {
      lines.add("  none has been heard of");
    }
    for (String name : names) {
      lines.add(row("  " + name, age(status, name, COLLECTOR), age(status, name, LOG_FORWARDER)));
    }
    lines.add("");
  }

  private String age(Status status, String node, String source) {
    Optional<Source> found =
        status.nodes().stream()
            .filter(each -> each.node().equals(node) && each.source().equals(source))
            .findFirst();
    if (found.isEmpty()) {
      return "-";
    }
    String age = duration(status.nowMs() - found.get().completeThroughMs());
    return found.get().live() ? age + " ago" : "MISSING, " + age + " ago";
  }

  private void hops(Status status, List<String> lines) {
    lines.add(row("Topic", "read by", "behind"));
    for (Status.Hop hop : status.hops()) {
      lines.add(row("  " + hop.topic(), hop.reader(), hop.behind() + " records"));
    }
    lines.add("");
  }

  private void checks(Status status, List<String> lines) {
    for (Map.Entry<String, List<Check>> process : new TreeMap<>(status.checks()).entrySet()) {
      lines.add(process.getKey());
      for (Check check : process.getValue()) {
        lines.add("  " + mark(check.status()) + " " + check.name() + ": " + check.detail());
      }
    }
  }

  private String mark(Check.Status status) {
    return switch (status) {
      case OK -> terminal.success();
      case DEGRADED -> terminal.yellow("!");
      case NOT_READY -> terminal.failure();
    };
  }

  private static String row(String first, String second, String third) {
    return String.format(Locale.ROOT, "%-28s  %-22s  %s", first, second, third).stripTrailing();
  }

  /** Two figures at most: what is old need not be exact. */
  static String duration(long ms) {
    long seconds = Math.max(0, ms) / 1_000;
    if (seconds < 120) {
      return seconds + " s";
    }
    if (seconds < 7_200) {
      return seconds / 60 + " min";
    }
    return seconds < 172_800 ? seconds / 3_600 + " h" : seconds / 86_400 + " d";
  }
}
