package org.stillwatch.app.command;

import java.util.Optional;
import java.util.StringJoiner;
import org.jspecify.annotations.Nullable;
import org.stillwatch.core.notice.NoticeJson;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;

/** Who has an instrument. */
@Command(
    name = "lease",
    description = {
      "Says who has an instrument, takes it and gives it back. While somebody has it, others cannot"
          + " change it; reading, off and ramp-down need no lease."
    },
    footer = {"", "Example: stillwatch lease list"},
    synopsisSubcommandLabel = "COMMAND",
    subcommands = {
      LeaseCommand.ListThem.class,
      LeaseCommand.Take.class,
      LeaseCommand.Release.class,
      LeaseCommand.Beat.class,
      LeaseCommand.Break.class,
      LeaseRunCommand.class
    })
final class LeaseCommand implements Runnable {

  @Override
  public void run() {
    throw new Failure(
        Failure.USAGE, "expected 'list', 'take', 'release', 'beat', 'break' or 'run'");
  }

  /** Where the lease of an instrument is, over HTTP. */
  static String path(String instrument, String action) {
    return "/api/v1/leases/" + StationClient.encoded(instrument) + action;
  }

  /** Lists who has what. */
  @Command(
      name = "list",
      description =
          "Lists the instruments that can be commanded, who has each, who waits for it, and why its"
              + " outputs may not rise.",
      footer = {"", "Example: stillwatch lease list --json"})
  static final class ListThem extends Asking {

    @Override
    public Integer call() {
      var instruments = station().json("/api/v1/leases");
      for (var each : instruments) {
        say(each, words(each));
      }
      if (instruments.isEmpty() && !json()) {
        out().println("nothing can be commanded on this station; its instruments are only read");
        out().flush();
      }
      return 0;
    }

    private static String words(JsonNode each) {
      var lines = new StringJoiner(System.lineSeparator() + "  ");
      var held = each.path("held");
      lines.add(
          each.path("instrument").asString("") + ": " + (held.isObject() ? holder(held) : "free"));
      each.path("waiting").forEach(waits -> lines.add("waits: " + holder(waits)));
      if (each.path("mayNotRise").isString()) {
        lines.add("outputs may not rise: " + each.path("mayNotRise").asString(""));
      }
      return lines.toString();
    }

    private static String holder(JsonNode held) {
      return "%s (%s), by %s until %s, then %s"
          .formatted(
              held.path("owner").asString(""),
              held.path("purpose").asString(""),
              held.path("mode").asString(""),
              held.path("until").asString(""),
              held.path("ifLost").asString(""));
    }
  }

  /** What a lease is wanted for. */
  static final class Wish {
    @Option(
        names = "--purpose",
        required = true,
        paramLabel = "TEXT",
        description = "what for; all can read it")
    private String purpose = "";

    @Option(
        names = "--if-lost",
        paramLabel = "hold|ramp-down",
        description =
            "what becomes of the outputs when its owner vanishes (default: ${DEFAULT-VALUE})")
    private String ifLost = "hold";

    @Option(
        names = "--who",
        paramLabel = "NAME",
        description = "default: the user of this computer")
    private @Nullable String who;

    /**
     * As the body of a request.
     *
     * @param more further keys, each with a comma before it
     */
    String body(String mode, String length, String more) {
      return "{\"purpose\":%s,\"mode\":%s,\"for\":%s,\"if-lost\":%s,\"who\":%s%s}"
          .formatted(
              NoticeJson.string(purpose),
              NoticeJson.string(mode),
              NoticeJson.string(length),
              NoticeJson.string(ifLost),
              NoticeJson.string(AlarmsCommand.someone(who)),
              more);
    }
  }

  /** For how long. */
  static final class Length {
    private static final String USUAL = "12h";

    @Option(
        names = "--for",
        paramLabel = "DUR",
        description = "it lasts so long by itself (default: " + USUAL + ")")
    private @Nullable String length;

    @Option(
        names = "--heartbeat",
        paramLabel = "DUR",
        description =
            "it lasts as long as 'lease beat' comes this often, at least; in place of --for")
    private @Nullable String heartbeat;

    String body(Wish wish, String more) {
      if (length != null && heartbeat != null) {
        throw new Failure(
            Failure.USAGE, "--for and --heartbeat at once are not possible; say one of them");
      }
      return heartbeat != null
          ? wish.body("heartbeat", heartbeat, more)
          : wish.body("long-run", Optional.ofNullable(length).orElse(USUAL), more);
    }
  }

  /** A command that gets a lease. */
  abstract static class Getting extends Asking {
    @Parameters(index = "0", paramLabel = "INSTRUMENT", description = "its id")
    private String instrument = "";

    @Mixin private Wish wish = new Wish();
    @Mixin private Length length = new Length();

    int get(String action, String more) {
      var ticket = station().post(path(instrument, action), length.body(wish, more));
      var id = ticket.path("id").asString("");
      var shell = "export " + LeaseOption.VARIABLE + "=" + id;
      say(
          ticket,
          ticket.path("given").asBoolean(false)
              ? "%s is yours until %s; bring the lease with each command:%n%s"
                  .formatted(instrument, ticket.path("until").asString(""), shell)
              : ("%s is held by somebody else, you wait at place %d; show that you do, within each"
                      + " %.0f s, with 'lease beat %s':%n%s")
                  .formatted(
                      instrument,
                      ticket.path("place").asInt(),
                      ticket.path("length").asDouble(),
                      instrument,
                      shell));
      return 0;
    }
  }

  /** Takes a lease. */
  @Command(
      name = "take",
      description = {
        "Takes an instrument, and prints the id of the lease. It belongs to you alone: whoever has"
            + " it can command as you.",
        "Exit code 1: somebody else has it."
      },
      footer = {
        "",
        "Example: stillwatch lease take hv1 --purpose \"gain scan of chamber 3\" --for 12h"
      })
  static final class Take extends Getting {
    @Option(names = "--queue", description = "waits for it when somebody else has it")
    private boolean queue;

    @Override
    public Integer call() {
      return get("", ",\"queue\":" + queue);
    }
  }

  /** Takes a lease from somebody. */
  @Command(
      name = "break",
      description = "Takes an instrument from whoever has it. All are told, with the reason.",
      footer = {
        "",
        "Example: stillwatch lease break hv1 --purpose \"make it safe\" --why \"anna went home\""
      })
  static final class Break extends Getting {
    @Option(
        names = "--why",
        required = true,
        paramLabel = "TEXT",
        description = "kept in the journal, and told")
    private String why = "";

    @Override
    public Integer call() {
      return get("/break", ",\"why\":" + NoticeJson.string(why));
    }
  }

  /** A command about a lease that one has. */
  abstract static class Owning extends Asking {
    @Parameters(index = "0", paramLabel = "INSTRUMENT", description = "its id")
    private String instrument = "";

    @Mixin private LeaseOption lease = new LeaseOption();

    String instrument() {
      return instrument;
    }

    JsonNode ask(String action) {
      var id =
          lease
              .id()
              .orElseThrow(
                  () ->
                      new Failure(
                          Failure.USAGE,
                          "the lease is missing; expected --lease ID or "
                              + LeaseOption.VARIABLE
                              + ", as 'lease take' printed it"));
      return station().post(path(instrument, action), "{\"id\":" + NoticeJson.string(id) + "}");
    }
  }

  /** Gives a lease back. */
  @Command(
      name = "release",
      description = "Gives an instrument back, or leaves the queue for it.",
      footer = {"", "Example: stillwatch lease release hv1"})
  static final class Release extends Owning {
    @Override
    public Integer call() {
      say(ask("/release"), instrument() + " was given back");
      return 0;
    }
  }

  /** Shows that one lives. */
  @Command(
      name = "beat",
      description = {
        "Shows that the owner of a lease lives, or who waits for one.",
        "Exit code 1: the lease is over."
      },
      footer = {"", "Example: stillwatch lease beat hv1"})
  static final class Beat extends Owning {
    @Override
    public Integer call() {
      var ticket = ask("/beat");
      say(
          ticket,
          ticket.path("given").asBoolean(false)
              ? instrument() + " is yours until " + ticket.path("until").asString("")
              : instrument()
                  + " is held by somebody else, you wait at place "
                  + ticket.path("place").asInt());
      return 0;
    }
  }
}
