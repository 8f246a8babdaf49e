package org.stillwatch.app.command;

import java.io.PrintWriter;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import tools.jackson.databind.JsonNode;

/** Tells how a running station is. */
@Command(
    name = "status",
    description = {
      "Tells how a running station is: instruments, active alarms, notices that wait or are"
          + " parked.",
      "Exit code 0: all well; 1: an alarm, a fault or a parked notice; 3: unreachable."
    },
    footer = {"", "Example: stillwatch status --data /var/lib/stillwatch"})
final class StatusCommand implements Callable<Integer> {

  private static final int NOTICES = 200;

  @Mixin private RemoteOption remote = new RemoteOption();

  @Option(names = "--json", description = "one JSON object")
  private boolean json;

  @Spec private @Nullable CommandSpec spec;

  @Override
  public Integer call() {
    var out = Objects.requireNonNull(spec).commandLine().getOut();
    var station = remote.station();
    var status = station.json("/api/v1/status");
    if (json) {
      out.println(status);
    } else {
      print(status, station.json("/api/v1/notices?limit=" + NOTICES), out);
      unknown(station.json("/api/v1/rules"), out);
    }
    out.flush();
    return wrong(status) ? Failure.PROBLEMS : 0;
  }

  private static boolean wrong(JsonNode status) {
    for (var instrument : status.path("instruments")) {
      var state = instrument.path("state").asString("");
      if (!state.equals("ok") && !state.equals("starting")) {
        return true;
      }
    }
    return !status.path("alarms").isEmpty()
        || status.path("outbox").path("parked").asLong(0) > 0
        || !status.path("station").path("store").path("ok").asBoolean(true);
  }

  private static void print(JsonNode status, JsonNode notices, PrintWriter out) {
    for (var instrument : status.path("instruments")) {
      out.printf(
          "%-16s %-12s %-10s %s%n",
          instrument.path("id").asString(""),
          instrument.path("state").asString(""),
          instrument.path("age").isNumber() ? age(instrument.path("age").asDouble()) : "-",
          instrument.path("reason").asString(""));
    }
    var store = status.path("station").path("store");
    if (!store.path("ok").asBoolean(true)) {
      out.println("store: " + store.path("reason").asString(""));
    }
    if (status.path("alarms").isEmpty()) {
      out.println("no active alarm");
    }
    for (var alarm : status.path("alarms")) {
      out.printf(
          "%-8s %s, since %s: %s%n",
          alarm.path("severity").asString(""),
          alarm.path("title").asString(""),
          alarm.path("since").asString(""),
          alarm.path("text").asString(""));
    }
    var outbox = status.path("outbox");
    out.printf(
        "outbox: %d waiting, %d parked%n",
        outbox.path("waiting").asLong(0), outbox.path("parked").asLong(0));
    for (var notice : notices) {
      for (var delivery : notice.path("deliveries")) {
        if (!delivery.path("state").asString("").equals("delivered")) {
          out.printf(
              "  %s: '%s' to %s, %d tries: %s%n",
              delivery.path("state").asString(""),
              notice.path("title").asString(""),
              delivery.path("notifier").asString(""),
              delivery.path("attempts").asLong(0),
              delivery.path("last").asString(""));
        }
      }
    }
  }

  /** Rules that cannot be judged now are not fine, even when nothing is active. */
  private static void unknown(JsonNode rules, PrintWriter out) {
    for (var rule : rules) {
      var reason = rule.path("unknownBecause").asString("");
      if (!reason.isEmpty()) {
        out.printf("rule %s is unknown: %s%n", rule.path("name").asString(""), reason);
      }
    }
  }

  /** An age for a narrow column. */
  static String age(double seconds) {
    return seconds < 120
        ? Math.round(seconds) + " s"
        : seconds < 7200
            ? Math.round(seconds / 60) + " min"
            : seconds < 172800
                ? Math.round(seconds / 3600) + " h"
                : Math.round(seconds / 86400) + " d";
  }
}
