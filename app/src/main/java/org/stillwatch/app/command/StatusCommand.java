package org.stillwatch.app.command;

import java.io.PrintWriter;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import java.util.stream.Stream;
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
      "Tells how a running station is: instruments, sinks, alarms, rules that cannot be judged,"
          + " notices that wait or are parked.",
      "Exit code 0: all well; 1: an alarm that is not shelved, a fault, a rule that watches"
          + " nothing, or a parked notice; 3: unreachable."
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
    var rules = station.json("/api/v1/rules");
    var idle = idle(rules, status);
    if (json) {
      out.println(status);
    } else {
      print(status, station.json("/api/v1/notices?limit=" + NOTICES), out);
      unknown(rules, idle.keySet(), out);
      idle.forEach((rule, why) -> out.println("rule " + rule + " " + why));
    }
    out.flush();
    return wrong(status) || !idle.isEmpty() ? Failure.PROBLEMS : 0;
  }

  private static boolean wrong(JsonNode status) {
    for (var instrument : status.path("instruments")) {
      var state = instrument.path("state").asString("");
      if (!state.equals("ok") && !state.equals("starting")) {
        return true;
      }
    }
    for (var sink : status.path("sinks")) {
      var state = sink.path("state").asString("");
      if (!state.equals("ok") && !state.equals("starting")) {
        return true;
      }
    }
    return open(status) > 0
        || status.path("outbox").path("parked").asLong(0) > 0
        || !status.path("station").path("store").path("ok").asBoolean(true);
  }

  /** Alarms that somebody should look at: those that are not put aside. */
  private static long open(JsonNode status) {
    return status
        .path("alarms")
        .valueStream()
        .filter(alarm -> !alarm.path("state").asString("").equals("shelved"))
        .count();
  }

  /** Rules that would never tell anything, and why: people think that they are watched over. */
  private static Map<String, String> idle(JsonNode rules, JsonNode status) {
    var seen = new HashSet<String>();
    for (var channel : status.path("channels")) {
      if (channel.path("time").isString()) {
        seen.add(channel.path("id").asString(""));
      }
    }
    var idle = new LinkedHashMap<String, String>();
    for (var rule : rules) {
      var name = rule.path("name").asString("");
      var channel = rule.path("channel").asString("");
      if (rule.path("broken").asBoolean(false)) {
        idle.put(name, "is broken: " + rule.path("unknownBecause").asString(""));
      } else if (status.path("station").path("ready").asBoolean(false) && !seen.contains(channel)) {
        idle.put(name, "watches " + channel + ", which has never been seen");
      }
    }
    return idle;
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
    for (var sink : status.path("sinks")) {
      long waiting = sink.path("waiting").asLong(0);
      out.printf(
          "%-16s %-12s %-10s %s%n",
          sink.path("name").asString(""),
          sink.path("state").asString(""),
          "sink",
          Stream.of(
                  sink.path("reason").asString(""),
                  waiting > 0 ? waiting + " readings waiting" : "")
              .filter(text -> !text.isEmpty())
              .collect(Collectors.joining("; ")));
    }
    var store = status.path("station").path("store");
    if (!store.path("ok").asBoolean(true)) {
      out.println("store: " + store.path("reason").asString(""));
    }
    out.println(
        status.path("alarms").isEmpty()
            ? "no active alarm"
            : "alarms: "
                + open(status)
                + " open, "
                + (status.path("alarms").size() - open(status))
                + " shelved");
    for (var alarm : status.path("alarms")) {
      AlarmsCommand.lines(alarm).forEach(out::println);
    }
    var outbox = status.path("outbox");
    out.printf(
        "outbox: %d waiting, %d parked%n",
        outbox.path("waiting").asLong(0), outbox.path("parked").asLong(0));
    for (var notice : notices) {
      for (var delivery : notice.path("deliveries")) {
        var state = delivery.path("state").asString("");
        if (state.equals("waiting") || state.equals("parked")) {
          out.printf(
              "  %s: '%s' to %s, %d tries: %s%n",
              delivery.path("held").asBoolean(false)
                  ? "held until " + AlarmsCommand.time(delivery.path("at"))
                  : state,
              notice.path("title").asString(""),
              recipient(delivery),
              delivery.path("attempts").asLong(0),
              delivery.path("last").asString(""));
        }
      }
    }
  }

  /** The person and the way to them; the way alone when it is for no one in particular. */
  static String recipient(JsonNode delivery) {
    var notifier = delivery.path("notifier").asString("");
    var person = delivery.path("recipient").asString(notifier);
    return person.equals(notifier) ? notifier : person + " by " + notifier;
  }

  /** Rules that cannot be judged now are not fine, even when nothing is active. */
  private static void unknown(JsonNode rules, Set<String> idle, PrintWriter out) {
    for (var rule : rules) {
      var reason = rule.path("unknownBecause").asString("");
      if (!reason.isEmpty() && !idle.contains(rule.path("name").asString(""))) {
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
