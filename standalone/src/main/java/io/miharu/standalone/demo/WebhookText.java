package io.miharu.standalone.demo;

import com.fasterxml.jackson.databind.JsonNode;
import io.miharu.standalone.terminal.Terminal;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;

/** A webhook in Monasca's form, as a person wants to read it. */
final class WebhookText {
  private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("HH:mm:ss");

  private final Terminal terminal;
  private final ZoneId zone;

  WebhookText(Terminal terminal, ZoneId zone) {
    this.terminal = terminal;
    this.zone = zone;
  }

  /** What is missing is left out, so that any JSON object gives something readable. */
  List<String> lines(JsonNode webhook) {
    var state = webhook.path("state").asText("?");
    var headline = new StringBuilder(" " + terminal.bold("webhook"));
    if (webhook.hasNonNull("alarm_timestamp")) {
      var at = Instant.ofEpochSecond(webhook.get("alarm_timestamp").asLong());
      headline.append("  ").append(TIME.format(at.atZone(zone)));
    }
    headline
        .append("  ")
        .append(webhook.path("old_state").asText("?"))
        .append(' ')
        .append(terminal.arrow())
        .append(' ')
        .append(coloured(state))
        .append("  ")
        .append(terminal.bold(printable(webhook.path("alarm_name").asText("(no alarm name)"))));
    if (webhook.hasNonNull("severity")) {
      headline.append(" (").append(printable(webhook.get("severity").asText())).append(')');
    }
    var lines = new ArrayList<String>();
    lines.add(headline.toString());
    if (webhook.hasNonNull("message")) {
      lines.add("          " + printable(webhook.get("message").asText()));
    }
    var metrics = webhook.path("metrics");
    if (metrics.isArray()) {
      lines.add("          " + metricsLine(metrics));
    }
    return lines;
  }

  private static String metricsLine(JsonNode metrics) {
    var count = metrics.size() == 1 ? "1 metric" : metrics.size() + " metrics";
    if (metrics.isEmpty()) {
      return count;
    }
    var first = metrics.get(0);
    var dimensions = new ArrayList<String>();
    first
        .path("dimensions")
        .properties()
        .forEach(entry -> dimensions.add(entry.getKey() + "=" + entry.getValue().asText()));
    return "%s: %s{%s}%s"
        .formatted(
            count,
            printable(first.path("name").asText("?")),
            printable(String.join(",", dimensions)),
            metrics.size() > 1 ? ", …" : "");
  }

  private String coloured(String state) {
    return switch (state) {
      case "ALARM" -> terminal.red(state);
      case "OK" -> terminal.green(state);
      default -> terminal.yellow(printable(state));
    };
  }

  /** What came over the network must not move the cursor or change colours. */
  private static String printable(String text) {
    return text.replaceAll("\\p{Cntrl}+", " ");
  }
}
