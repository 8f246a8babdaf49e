package org.stillwatch.app.command;

import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.stillwatch.core.notice.NoticeJson;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;

/** Conditions that permit or force outputs. */
@Command(
    name = "interlock",
    description = {
      "Shows the interlocks between instruments, exercises them on record, and puts them aside for"
          + " a while. An interlock that was never proven is not armed, and outputs may not rise.",
      "They do not replace interlocks in hardware."
    },
    footer = {"", "Example: stillwatch interlock prove gas-lost"},
    synopsisSubcommandLabel = "COMMAND",
    subcommands = {
      InterlockCommand.ListThem.class,
      InterlockCommand.Prove.class,
      InterlockCommand.Aside.class,
      InterlockCommand.Again.class
    })
final class InterlockCommand implements Runnable {

  /** A proof waits for what the interlock waits for, and for outputs to come down. */
  private static final Duration PROOF = Duration.ofMinutes(15);

  @Override
  public void run() {
    throw new Failure(Failure.USAGE, "expected 'list', 'prove', 'aside' or 'again'");
  }

  private static String path(String name, String action) {
    return "/api/v1/interlocks/" + StationClient.encoded(name) + action;
  }

  private static String words(JsonNode lock) {
    boolean forces = lock.path("kind").asString("").equals("force");
    boolean engaged = lock.path("engaged").asBoolean(false);
    var aside = lock.path("aside");
    var state =
        aside.isString()
            ? "put aside: " + aside.asString("")
            : !lock.path("armed").asBoolean(false)
                ? "NOT ARMED"
                : forces
                    ? (engaged ? "FORCES" : "armed")
                    : (engaged ? "permits" : "DOES NOT PERMIT");
    return "%-20s %-6s %-10s %s; %s; proven: %s"
        .formatted(
            lock.path("name").asString(""),
            lock.path("kind").asString(""),
            lock.path("instrument").asString(""),
            state,
            lock.path("why").asString(""),
            lock.path("proven").isString()
                ? lock.path("proven").asString("")
                    + " by "
                    + lock.path("provenBy").asString("")
                    + (lock.path("due").isString()
                        ? ", again until " + lock.path("due").asString("")
                        : "")
                : "never");
  }

  /** Lists them. */
  @Command(
      name = "list",
      description = "Lists the interlocks, what each says now and why, and when it was proven.",
      footer = {"", "Example: stillwatch interlock list --json"})
  static final class ListThem extends Asking {
    @Override
    public Integer call() {
      var locks = station().json("/api/v1/interlocks");
      locks.forEach(lock -> say(lock, words(lock)));
      if (locks.isEmpty() && !json()) {
        out().println("the station file has no 'interlocks:'");
        out().flush();
      }
      return 0;
    }
  }

  /** A command about one. */
  abstract static class OfOne extends Asking {
    @Parameters(index = "0", paramLabel = "NAME", description = "the interlock")
    private String name = "";

    @Option(
        names = "--who",
        paramLabel = "NAME",
        description = "default: the user of this computer")
    private @Nullable String who;

    String name() {
      return name;
    }

    String asked() {
      return "\"who\":" + NoticeJson.string(AlarmsCommand.someone(who));
    }
  }

  /** Exercises one. */
  @Command(
      name = "prove",
      description = {
        "Exercises an interlock with simulated input through the real path, and keeps what came of"
            + " it. Where it has no shadow, REAL OUTPUTS COME DOWN, so it asks once more.",
        "Exit code 1: it did not act as it should; outputs may not rise."
      },
      footer = {"", "Example: stillwatch interlock prove gas-lost --yes"})
  static final class Prove extends OfOne {
    @Option(names = "--yes", description = "does it without asking once more")
    private boolean yes;

    @Override
    public Integer call() {
      boolean confirmed =
          yes
              || Confirming.atTheTerminal(
                  out(),
                  "Real outputs come down where '" + name() + "' has no shadow. Prove it? [y/N] ");
      var proof =
          station()
              .post(
                  path(name(), "/prove"),
                  "{\"confirmed\":" + confirmed + "," + asked() + "}",
                  PROOF);
      boolean passed = proof.path("passed").asBoolean(false);
      if (json()) {
        out().println(proof);
      } else {
        proof.path("stages").forEach(stage -> out().println(stage.asString("")));
        out()
            .println(name() + (passed ? " is proven" : " is NOT proven; its outputs may not rise"));
      }
      out().flush();
      return passed ? 0 : Failure.PROBLEMS;
    }
  }

  /** Puts one aside. */
  @Command(
      name = "aside",
      description = "Puts an interlock aside for a while: it does nothing then, and all are told.",
      footer = {
        "",
        "Example: stillwatch interlock aside gas-good --for 2h --why \"humidity sensor is"
            + " exchanged\""
      })
  static final class Aside extends OfOne {
    @Option(names = "--for", required = true, paramLabel = "DUR", description = "at most 31d")
    private String length = "";

    @Option(
        names = "--why",
        required = true,
        paramLabel = "TEXT",
        description = "kept in the journal, and told")
    private String why = "";

    @Override
    public Integer call() {
      var lock =
          station()
              .post(
                  path(name(), "/aside"),
                  "{\"for\":%s,\"why\":%s,%s}"
                      .formatted(NoticeJson.string(length), NoticeJson.string(why), asked()));
      say(lock, words(lock));
      return 0;
    }
  }

  /** Lets one work again. */
  @Command(
      name = "again",
      description = "Lets an interlock that was put aside work again.",
      footer = {"", "Example: stillwatch interlock again gas-good"})
  static final class Again extends OfOne {
    @Option(names = "--why", paramLabel = "TEXT", description = "kept in the journal")
    private String why = "";

    @Override
    public Integer call() {
      var lock =
          station()
              .post(
                  path(name(), "/again"),
                  "{\"why\":%s,%s}".formatted(NoticeJson.string(why), asked()));
      say(lock, words(lock));
      return 0;
    }
  }
}
