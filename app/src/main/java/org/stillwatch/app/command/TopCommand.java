package org.stillwatch.app.command;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jline.terminal.Attributes;
import org.jline.terminal.Terminal;
import org.jline.terminal.TerminalBuilder;
import org.jline.utils.AttributedString;
import org.jline.utils.AttributedStringBuilder;
import org.jline.utils.AttributedStyle;
import org.jline.utils.Display;
import org.jline.utils.InfoCmp;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import tools.jackson.databind.JsonNode;

/** The live table in the terminal. */
@Command(
    name = "top",
    description = {
      "Shows a running station as a live table: value, limits, side, age.",
      "Keys: Ctrl+P takes a snapshot, Ctrl+T sends a test notice, Ctrl+E or q ends."
    },
    footer = {"", "Example: stillwatch top --all"})
final class TopCommand implements Callable<Integer> {

  private static final int CTRL_C = 3;
  private static final int CTRL_E = 5;
  private static final int CTRL_P = 16;
  private static final int CTRL_T = 20;
  private static final Duration EVERY = Duration.ofSeconds(1);

  @Mixin private RemoteOption remote = new RemoteOption();

  @Option(names = "--all", description = "every channel, not only numbers")
  private boolean all;

  @Option(names = "--once", description = "print the table once and end")
  private boolean once;

  @Option(names = "--json", description = "print what the station says once, as JSON, and end")
  private boolean json;

  @Spec private @Nullable CommandSpec spec;

  @Override
  public Integer call() throws IOException {
    var out = Objects.requireNonNull(spec).commandLine().getOut();
    var station = remote.station();
    if (json) {
      out.println(station.get("/api/v1/status"));
      return 0;
    }
    if (once) {
      table(station, "", Integer.MAX_VALUE).forEach(line -> out.println(line));
      out.flush();
      return 0;
    }
    try (var terminal = TerminalBuilder.builder().system(true).dumb(true).build()) {
      if (terminal.getType().startsWith(Terminal.TYPE_DUMB)) {
        throw new Failure(
            Failure.USAGE, "this is no terminal that can show a live table; use 'top --once'");
      }
      return live(terminal, station);
    }
  }

  private int live(Terminal terminal, StationClient station) throws IOException {
    Attributes before = terminal.enterRawMode();
    var attributes = terminal.getAttributes();
    attributes.setLocalFlag(Attributes.LocalFlag.ISIG, false);
    terminal.setAttributes(attributes);
    terminal.puts(InfoCmp.Capability.enter_ca_mode);
    terminal.puts(InfoCmp.Capability.cursor_invisible);
    var display = new Display(terminal, true);
    try {
      var message = "";
      while (true) {
        var size = terminal.getSize();
        display.resize(size.getRows(), size.getColumns());
        display.update(lines(station, message, size.getRows(), size.getColumns()), -1);
        int key = terminal.reader().read(EVERY.toMillis());
        switch (key) {
          case CTRL_E, CTRL_C, 'q' -> {
            return 0;
          }
          case CTRL_P -> message = snapshot(station);
          case CTRL_T -> message = testNotice(station);
          case -1 -> {
            return 0;
          }
          default -> {}
        }
      }
    } finally {
      terminal.puts(InfoCmp.Capability.exit_ca_mode);
      terminal.puts(InfoCmp.Capability.cursor_visible);
      terminal.setAttributes(before);
      terminal.flush();
    }
  }

  private List<AttributedString> lines(
      StationClient station, String message, int rows, int columns) {
    List<String> lines;
    try {
      lines = table(station, message, rows);
    } catch (Failure e) {
      lines = List.of(e.getMessage() + "", "trying again; Ctrl+E ends");
    }
    return lines.stream()
        .limit(rows)
        .map(
            line ->
                new AttributedStringBuilder()
                    .append(line, style(line))
                    .toAttributedString()
                    .columnSubSequence(0, columns))
        .toList();
  }

  private static AttributedStyle style(String line) {
    return line.contains(" ALARM ")
        ? AttributedStyle.BOLD.foreground(AttributedStyle.RED)
        : line.contains(" stale ") || line.contains(" missing ")
            ? AttributedStyle.DEFAULT.foreground(AttributedStyle.YELLOW)
            : AttributedStyle.DEFAULT;
  }

  private static String snapshot(StationClient station) {
    try {
      return "snapshot taken " + station.post("/api/v1/snapshots", "{}").path("time").asString("");
    } catch (Failure e) {
      return String.valueOf(e.getMessage());
    }
  }

  private static String testNotice(StationClient station) {
    try {
      return "test notice " + station.post("/api/v1/test-notices", "{}").path("id").asString("");
    } catch (Failure e) {
      return String.valueOf(e.getMessage());
    }
  }

  /** The table as text: name, value, both limits, side, flags. */
  private List<String> table(StationClient station, String message, int rows) {
    var status = station.json("/api/v1/status");
    var rules = station.json("/api/v1/rules");
    var lines = new ArrayList<String>();
    var instruments = new StringBuilder(status.path("station").path("name").asString(""));
    for (var instrument : status.path("instruments")) {
      instruments
          .append("   ")
          .append(instrument.path("id").asString(""))
          .append(": ")
          .append(instrument.path("state").asString(""));
    }
    lines.add(instruments.toString());
    lines.add(
        "Ctrl+P snapshot  Ctrl+T test notice  Ctrl+E end   "
            + status.path("alarms").size()
            + " alarms, outbox "
            + status.path("outbox").path("waiting").asLong(0)
            + " waiting, "
            + status.path("outbox").path("parked").asLong(0)
            + " parked   "
            + message);
    lines.add(
        "%-34s %20s %10s %10s %-8s %-7s %s"
            .formatted("channel", "value", "low", "high", "side", "age", "flags"));
    // what is watched comes first, so that a small window shows what matters
    var watched = new ArrayList<String>();
    var others = new ArrayList<String>();
    for (var channel : status.path("channels")) {
      if (all || channel.path("states").isEmpty()) {
        var line = line(channel, rules, status.path("alarms"));
        (isWatched(channel, rules) ? watched : others).add(line);
      }
    }
    lines.addAll(watched);
    lines.addAll(others);
    return lines.subList(0, Math.min(rows, lines.size()));
  }

  private static boolean isWatched(JsonNode channel, JsonNode rules) {
    for (var rule : rules) {
      if (rule.path("channel").asString("").equals(channel.path("id").asString(""))) {
        return true;
      }
    }
    return false;
  }

  private static String line(JsonNode channel, JsonNode rules, JsonNode alarms) {
    var id = channel.path("id").asString("");
    var low = "";
    var high = "";
    var side = "";
    for (var rule : rules) {
      if (rule.path("channel").asString("").equals(id)) {
        low = rule.path("low").asString("");
        high = rule.path("high").asString("");
        side = rule.path("position").asString("");
      }
    }
    boolean alarm = false;
    for (var active : alarms) {
      alarm |=
          active.path("channel").asString("").equals(id)
              && !active.path("state").asString("").equals("shelved");
    }
    boolean missing = channel.path("value").isNull();
    var flags =
        (alarm ? " ALARM " : "")
            + (channel.path("stale").asBoolean(false) ? " stale " : "")
            + (missing ? " missing " + channel.path("reason").asString("") : "");
    return "%-34s %20s %10s %10s %-8s %-7s %s"
        .formatted(
            id,
            missing ? "-" : channel.path("text").asString(""),
            low,
            high,
            side,
            channel.path("age").isNumber()
                ? StatusCommand.age(channel.path("age").asDouble())
                : "-",
            flags);
  }
}
