package org.stillwatch.app.command;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.stillwatch.core.notice.NoticeJson;
import org.stillwatch.core.reading.ChannelId;
import org.stillwatch.core.reading.SupplyOutput;
import org.stillwatch.core.reading.Unit;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import tools.jackson.databind.JsonNode;

/** Shows and changes the outputs of a high-voltage supply. */
@Command(
    name = "hv",
    description = {
      "Sets voltage and current of one channel of a high-voltage supply, and switches it on or off."
          + " What is changed is asked once more, read back and written into the journal.",
      "Without a channel, shows all of them."
    },
    footer = {
      "",
      "Example: stillwatch hv -c 3 -v 250 -i 2 -on",
      "         stillwatch hv -c 3 -off",
      "         stillwatch hv --off-all"
    })
final class HvCommand extends Asking {

  /** The reason in the journal when none is given. */
  static final String WHY = "hv command line";

  private static final List<String> COLUMNS = List.of("vset", "vmon", "iset", "imon", "power");

  @Option(
      names = {"-c", "--channel"},
      paramLabel = "N",
      description = "the channel, from 0")
  private @Nullable Integer channel;

  @Option(
      names = {"-b", "--board"},
      paramLabel = "N",
      description = "the board, from 0 (default: ${DEFAULT-VALUE})")
  private int board = 0;

  @Option(
      names = {"-v", "--voltage"},
      paramLabel = "VOLTS",
      description = "the voltage to be set, such as 250 or 0.25kV")
  private @Nullable String voltage;

  @Option(
      names = {"-i", "--current"},
      paramLabel = "MICROAMPERES",
      description = "the current limit to be set, such as 2 or 2uA")
  private @Nullable String current;

  @Option(
      names = {"-on", "--on"},
      description = "switches the channel on, after what else is set")
  private boolean on;

  @Option(
      names = {"-off", "--off"},
      description = "switches the channel off; is not asked once more, and never refused")
  private boolean off;

  @Option(names = "--off-all", description = "makes all outputs of the supply safe")
  private boolean offAll;

  @Option(
      names = {"-p", "--port"},
      paramLabel = "PORT",
      description =
          "is taken and not needed: the station is found by --url, STILLWATCH_URL, --data")
  private @Nullable Integer port;

  @Option(
      names = "--instrument",
      paramLabel = "ID",
      description = "the supply, when there are several")
  private @Nullable String instrument;

  @Option(
      names = "--why",
      paramLabel = "TEXT",
      description = "kept in the journal (default: ${DEFAULT-VALUE})")
  private String why = WHY;

  @Option(names = "--yes", description = "does it without asking once more")
  private boolean yes;

  @Option(names = "--who", paramLabel = "NAME", description = "default: the user of this computer")
  private @Nullable String who;

  @Mixin private LeaseOption lease = new LeaseOption();

  @Override
  public Integer call() {
    if (on && off) {
      throw new Failure(
          Failure.USAGE,
          "on and off at once is not possible; nothing was changed, say one of them");
    }
    boolean change = on || off || voltage != null || current != null;
    if (offAll && (change || channel != null)) {
      throw new Failure(
          Failure.USAGE,
          "--off-all is for all channels; nothing was changed, leave the other options out");
    }
    if (port != null) {
      warn(
          "-p is not needed any more: the station is found by --url, STILLWATCH_URL or --data, and"
              + " speaks for the supply");
    }
    var station = station();
    var supply = Supply.find(station.json("/api/v1/settings"), Optional.ofNullable(instrument));
    if (offAll) {
      return allOff(station, supply);
    }
    if (channel == null) {
      if (change) {
        throw new Failure(
            Failure.USAGE,
            "the channel is missing; expected -c with %s on board %d of %s"
                .formatted(supply.channels(board), board, supply.instrument()));
      }
      return table(station, supply);
    }
    return change(station, supply, supply.output(board, channel));
  }

  private int allOff(StationClient station, Supply supply) {
    var done =
        station.post(
            "/api/v1/instruments/" + supply.instrument() + "/safe",
            "{\"who\":%s,\"why\":%s}"
                .formatted(NoticeJson.string(AlarmsCommand.someone(who)), NoticeJson.string(why)));
    say(done, done.path("text").asString(""));
    return 0;
  }

  private int change(StationClient station, Supply supply, SupplyOutput output) {
    var values = new LinkedHashMap<String, String>();
    if (off) {
      // also when it seems to be off: what is known may be old
      values.put(output.id(Supply.POWER).text(), "off");
    }
    // the limit before what it limits
    if (current != null) {
      number(supply, output.id(Supply.ISET), current, Unit.of("uA"), values);
    }
    if (voltage != null) {
      number(supply, output.id(Supply.VSET), voltage, Unit.of("V"), values);
    }
    if (on) {
      var id = output.id(Supply.POWER);
      if (supply.shown(id).equals("on")) {
        warn("warning: " + id + " is on already");
      } else {
        values.put(id.text(), "on");
      }
    }
    if (values.isEmpty()) {
      warn(
          "warning: nothing is to be changed; expected -v, -i, -on or -off with a value that is"
              + " new");
      return 0;
    }
    if (supply.isOff(output) && !on && !off) {
      warn(
          "warning: channel %d is off; it takes what is set when it is switched on with -on"
              .formatted(output.channel()));
    }
    if (!json()) {
      values.forEach(
          (id, value) ->
              out().println(id + ": " + supply.shown(new ChannelId(id)) + " => " + value));
      out().flush();
    }
    boolean onlyOff = off && values.size() == 1;
    if (!onlyOff && !yes && !Confirming.atTheTerminal(out(), "Do this? [y/N] ")) {
      throw new Failure(Failure.USAGE, "nothing was changed; answer y, or say --yes");
    }
    var done = new Changes(values, why, AlarmsCommand.someone(who), true, lease.id()).make(station);
    done.forEach(each -> say(each, each.path("text").asString("")));
    return 0;
  }

  private void number(
      Supply supply, ChannelId id, String text, Unit usual, Map<String, String> values) {
    var wanted = supply.wanted(id, text, usual);
    var now = supply.present(id);
    if (now.isPresent() && now.getAsDouble() == wanted.value()) {
      warn("warning: " + id + " is " + wanted + " already");
    } else {
      values.put(id.text(), wanted.toString());
    }
  }

  private int table(StationClient station, Supply supply) {
    var channels = new LinkedHashMap<String, JsonNode>();
    station
        .json("/api/v1/channels")
        .forEach(each -> channels.put(each.path("id").asString(""), each));
    if (!json()) {
      out()
          .printf(
              "%-5s %-7s %12s %12s %12s %12s  %-5s %s%n",
              "board", "channel", "vset", "vmon", "iset", "imon", "power", "state");
    }
    for (var output : supply.outputs()) {
      var row = HvRow.of(output, channels);
      out().println(json() ? row.json(COLUMNS) : row.line(COLUMNS));
    }
    out().flush();
    return 0;
  }
}
