package org.stillwatch.app.command;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.stillwatch.core.notice.NoticeJson;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import tools.jackson.databind.JsonNode;

/** Lists alarms, and says what people do about them. */
@Command(
    name = "alarms",
    description = {
      "Lists the alarms of a running station that are not normal.",
      "With ack, shelve or unshelve, does something about one of them."
    },
    footer = {"", "Example: stillwatch alarms --json"},
    subcommands = {
      AlarmsCommand.Ack.class,
      AlarmsCommand.Shelve.class,
      AlarmsCommand.Unshelve.class
    })
final class AlarmsCommand implements Callable<Integer> {

  @Mixin private RemoteOption remote = new RemoteOption();

  @Option(names = "--json", description = "one JSON object a line")
  private boolean json;

  @Spec private @Nullable CommandSpec spec;

  @Override
  public Integer call() {
    var out = Objects.requireNonNull(spec).commandLine().getOut();
    var alarms = remote.station().json("/api/v1/alarms");
    for (var alarm : alarms) {
      if (json) {
        out.println(alarm);
      } else {
        lines(alarm).forEach(out::println);
        out.println("         id " + alarm.path("id").asString(""));
      }
    }
    if (alarms.isEmpty() && !json) {
      out.println("no alarm");
    }
    out.flush();
    return 0;
  }

  /** An alarm for people: how it stands, then its text and what was done about it. */
  static List<String> lines(JsonNode alarm) {
    var lines = new ArrayList<String>();
    lines.add(
        "%-8s %s, %s since %s: %s"
            .formatted(
                alarm.path("severity").asString(""),
                alarm.path("title").asString(""),
                alarm.path("state").asString(""),
                time(alarm.path("since")),
                alarm.path("text").asString("")));
    var by = alarm.path("acknowledged");
    if (by.isObject()) {
      lines.add(
          "         acknowledged by "
              + by.path("who").asString("")
              + " at "
              + time(by.path("at"))
              + said(by.path("note").asString("")));
    }
    if (alarm.path("shelved").isString()) {
      var shelf = alarm.path("shelf");
      lines.add(
          "         shelved until "
              + time(alarm.path("shelved"))
              + (shelf.isObject()
                  ? " by " + shelf.path("who").asString("") + said(shelf.path("why").asString(""))
                  : " by maintenance"));
    }
    return lines;
  }

  /** A time to the second, as people read it. */
  static String time(JsonNode time) {
    return time.asString("").replaceFirst("\\.\\d+Z$", "Z");
  }

  private static String said(String note) {
    return note.isEmpty() ? "" : ": " + note;
  }

  /** Who does it, as the computer knows them. */
  static String someone(@Nullable String who) {
    return who == null || who.isBlank() ? System.getProperty("user.name", "someone") : who;
  }

  private static String path(String id, String action) {
    return "/api/v1/alarms/" + StationClient.encoded(id) + "/" + action;
  }

  private static String who(@Nullable String who) {
    return "\"who\":" + NoticeJson.string(someone(who));
  }

  /** Acknowledges an alarm. */
  @Command(
      name = "ack",
      description =
          "Says that someone has seen an alarm and takes care of it; the others are told.",
      footer = {"", "Example: stillwatch alarms ack 3f9a0c1d5e7b2468 --note \"on my way\""})
  static final class Ack implements Callable<Integer> {
    @Mixin private RemoteOption remote = new RemoteOption();

    @Parameters(paramLabel = "ID", description = "of the alarm, as 'alarms' prints it")
    private String id = "";

    @Option(names = "--note", paramLabel = "TEXT", description = "what is being done")
    private String note = "";

    @Option(
        names = "--who",
        paramLabel = "NAME",
        description = "default: the user of this computer")
    private @Nullable String who;

    @Spec private @Nullable CommandSpec spec;

    @Override
    public Integer call() {
      var out = Objects.requireNonNull(spec).commandLine().getOut();
      var body = "{" + who(who) + ",\"note\":" + NoticeJson.string(note) + "}";
      var alarm = remote.station().post(path(id, "ack"), body);
      out.printf(
          "acknowledged by %s: %s%n",
          alarm.path("acknowledged").path("who").asString(""), alarm.path("title").asString(""));
      out.flush();
      return 0;
    }
  }

  /** Puts an alarm aside. */
  @Command(
      name = "shelve",
      description = "Puts the alarms of a rule aside for a while: watched and shown, not told.",
      footer = {"", "Example: stillwatch alarms shelve water-out --for 2h --why \"filter change\""})
  static final class Shelve implements Callable<Integer> {
    @Mixin private RemoteOption remote = new RemoteOption();

    @Parameters(paramLabel = "ID", description = "of an alarm, or the name of a rule")
    private String id = "";

    @Option(names = "--for", required = true, paramLabel = "DUR", description = "for how long: 2h")
    private String length = "";

    @Option(names = "--why", required = true, paramLabel = "TEXT", description = "why")
    private String why = "";

    @Option(
        names = "--who",
        paramLabel = "NAME",
        description = "default: the user of this computer")
    private @Nullable String who;

    @Spec private @Nullable CommandSpec spec;

    @Override
    public Integer call() {
      var out = Objects.requireNonNull(spec).commandLine().getOut();
      var body =
          "{%s,\"for\":%s,\"why\":%s}"
              .formatted(who(who), NoticeJson.string(length), NoticeJson.string(why));
      var shelf = remote.station().post(path(id, "shelve"), body);
      out.printf(
          "shelved by %s until %s: %s%n",
          shelf.path("who").asString(""),
          time(shelf.path("until")),
          shelf.path("rule").asString(""));
      out.flush();
      return 0;
    }
  }

  /** Ends a shelf. */
  @Command(
      name = "unshelve",
      description = "Ends a shelf before its time; what is still in alarm is told.",
      footer = {"", "Example: stillwatch alarms unshelve water-out"})
  static final class Unshelve implements Callable<Integer> {
    @Mixin private RemoteOption remote = new RemoteOption();

    @Parameters(paramLabel = "ID", description = "of an alarm, or the name of a rule")
    private String id = "";

    @Option(
        names = "--who",
        paramLabel = "NAME",
        description = "default: the user of this computer")
    private @Nullable String who;

    @Spec private @Nullable CommandSpec spec;

    @Override
    public Integer call() {
      var out = Objects.requireNonNull(spec).commandLine().getOut();
      var shelf = remote.station().post(path(id, "unshelve"), "{" + who(who) + "}");
      out.printf("no longer shelved: %s%n", shelf.path("rule").asString(""));
      out.flush();
      return 0;
    }
  }
}
