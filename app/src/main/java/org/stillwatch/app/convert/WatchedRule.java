package org.stillwatch.app.convert;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import org.stillwatch.core.reading.Unit;
import org.stillwatch.instruments.logfile.ColumnLabel;

/**
 * A rule of the fridge log watcher: {@code [low, high, message_low, message_high, initial_state,
 * delay]}. A message that begins with "Trigger", or has "Snapshot" in it, takes a snapshot after
 * the delay instead of being told; one with "Alarm" in it is an alarm; an empty one tells nothing.
 *
 * @param column the label of its column
 * @param initially {@code low}, {@code high}, or empty
 */
record WatchedRule(
    String column,
    double low,
    double high,
    String lowMessage,
    String highMessage,
    String initially,
    Duration delay,
    int line) {

  private static final Pattern NUMBERED = Pattern.compile("(.*\\S)\\s*:\\s*\\d+\\s*");
  private static final int LEAST = 4;
  private static final int MOST = 6;

  /** The column of a rule's key: several rules of one column are told apart by {@code :2}. */
  static String column(String key) {
    var match = NUMBERED.matcher(key);
    return match.matches() ? match.group(1) : key.strip();
  }

  /** Reads a rule; what is wrong with it is added to the findings. */
  static Optional<WatchedRule> of(String key, PythonValue value, Findings findings) {
    var what = "the rule '" + key + "'";
    if (!(value instanceof PythonValue.Items items)
        || items.values().size() < LEAST
        || items.values().size() > MOST) {
      findings.left(
          value.line(),
          what
              + " is left out; expected [low, high, message_low, message_high, initial_state,"
              + " delay]");
      return Optional.empty();
    }
    var parts = items.values();
    if (!(parts.get(0) instanceof PythonValue.Numeral low)
        || !(parts.get(1) instanceof PythonValue.Numeral high)) {
      findings.left(value.line(), what + " is left out; expected two numbers as its limits");
      return Optional.empty();
    }
    if (low.value() > high.value()) {
      findings.left(
          value.line(),
          what
              + " is left out; its low limit "
              + Yaml.number(low.value())
              + " is above its high limit "
              + Yaml.number(high.value()));
      return Optional.empty();
    }
    return Optional.of(
        new WatchedRule(
            column(key),
            low.value(),
            high.value(),
            message(parts.get(2), what, findings),
            message(parts.get(3), what, findings),
            parts.size() > 4 ? side(parts.get(4), what, findings) : "",
            parts.size() > 5 ? delay(parts.get(5), what, findings) : Duration.ZERO,
            value.line()));
  }

  private static String message(PythonValue value, String what, Findings findings) {
    return switch (value) {
      case PythonValue.Text text -> text.text().strip();
      case PythonValue.Nothing ignored -> "";
      default -> {
        findings.left(value.line(), what + ": one of its messages is no text and tells nothing");
        yield "";
      }
    };
  }

  private static String side(PythonValue value, String what, Findings findings) {
    var word =
        switch (value) {
          case PythonValue.Text text -> text.text().strip().toLowerCase(Locale.ROOT);
          case PythonValue.Numeral number -> Yaml.number(number.value());
          case PythonValue.Truth truth -> truth.value() ? "high" : "low";
          default -> "";
        };
    return switch (word) {
      case "low", "l", "0", "-1" -> "low";
      case "high", "h", "1" -> "high";
      case "" -> "";
      default -> {
        findings.left(value.line(), what + ": expected low or high as its initial state");
        yield "";
      }
    };
  }

  private static Duration delay(PythonValue value, String what, Findings findings) {
    if (value instanceof PythonValue.Numeral number
        && number.value() >= 0
        && number.value() < 1e9) {
      return Duration.ofMillis(Math.round(number.value() * 1000));
    }
    if (!(value instanceof PythonValue.Nothing)) {
      findings.left(value.line(), what + ": expected seconds as its delay; there is none now");
    }
    return Duration.ZERO;
  }

  boolean tells() {
    return !lowMessage.isEmpty() || !highMessage.isEmpty();
  }

  boolean takesSnapshot() {
    return isTrigger(lowMessage) || isTrigger(highMessage);
  }

  private static boolean isTrigger(String message) {
    return message.startsWith("Trigger") || message.contains("Snapshot");
  }

  private static boolean isAlarm(String message) {
    return message.contains("Alarm") && !isTrigger(message);
  }

  /** The lines of a station file. */
  String yaml(String name, String channel, String set) {
    var out = new StringBuilder();
    out.append("  - name: ").append(Yaml.text(name)).append('\n');
    out.append("    channel: ").append(channel).append('\n');
    out.append("    low: ").append(edge("below", low, lowMessage, set)).append('\n');
    out.append("    high: ").append(edge("above", high, highMessage, set)).append('\n');
    if (!initially.isEmpty()) {
      out.append("    initially: ").append(initially).append('\n');
    }
    return out.toString();
  }

  private String edge(String limit, double value, String message, String set) {
    var keys = new LinkedHashMap<String, String>();
    keys.put(limit, Yaml.number(value) + unit());
    if (isTrigger(message)) {
      var snapshot = new LinkedHashMap<String, String>();
      snapshot.put("set", set);
      if (!delay.isZero()) {
        snapshot.put("after", length(delay));
      }
      snapshot.put("label", Yaml.quoted(message));
      keys.put("snapshot", Yaml.keys(snapshot));
    } else if (!message.isEmpty()) {
      keys.put("say", Yaml.quoted(message));
      keys.put("severity", isAlarm(message) ? "warning" : "info");
    }
    return Yaml.keys(keys);
  }

  /** The unit of the column, in which the watcher's limits are. */
  private String unit() {
    var symbol = ColumnLabel.parse(column).unit().symbol();
    return symbol.isEmpty() || Unit.known(symbol).isEmpty() ? "" : " " + symbol;
  }

  /** A length of time in the largest unit that it is whole in. */
  static String length(Duration length) {
    long millis = length.toMillis();
    return millis % 3_600_000 == 0
        ? millis / 3_600_000 + "h"
        : millis % 60_000 == 0
            ? millis / 60_000 + "m"
            : millis % 1000 == 0 ? millis / 1000 + "s" : millis + "ms";
  }

  /** The messages that a return to normal, which is always told, would not have had. */
  List<String> silentReturns() {
    var sides = new ArrayList<String>();
    if (isAlarm(highMessage) && lowMessage.isEmpty()) {
      sides.add("below " + Yaml.number(low));
    }
    if (isAlarm(lowMessage) && highMessage.isEmpty()) {
      sides.add("above " + Yaml.number(high));
    }
    return sides;
  }
}
