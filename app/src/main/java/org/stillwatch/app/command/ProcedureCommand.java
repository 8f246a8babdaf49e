package org.stillwatch.app.command;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.stillwatch.app.config.ProcedureReader;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import tools.jackson.databind.JsonNode;

/** Procedures of a running station. */
@Command(
    name = "procedure",
    description = {
      "Starts, watches, holds and ends procedures: cooldowns, warm-ups and the like, which go on"
          + " through a restart of the station.",
      "'stillwatch menu' does the same, asking for one thing after the other."
    },
    footer = {"", "Example: stillwatch procedure list"},
    synopsisSubcommandLabel = "COMMAND",
    subcommands = {
      ProcedureCommand.ListThem.class,
      ProcedureCommand.Show.class,
      ProcedureReportCommand.class,
      ProcedureCommand.Start.class,
      ProcedureCommand.Status.class,
      ProcedureCommand.Stop.class,
      ProcedureCommand.Pause.class,
      ProcedureCommand.Resume.class,
      ProcedureCommand.Skip.class
    })
final class ProcedureCommand implements Runnable {

  @Override
  public void run() {
    throw new Failure(
        Failure.USAGE,
        "expected 'list', 'show', 'start', 'status', 'stop', 'pause', 'resume', 'skip' or"
            + " 'report'");
  }

  /** Lists what is offered. */
  @Command(
      name = "list",
      description =
          "Lists the procedures that are offered, with their parameters and usual values.",
      footer = {"", "Example: stillwatch procedure list --json"})
  static final class ListThem extends Asking {

    @Override
    public Integer call() {
      var procedures = new RunClient(station()).offered().path("procedures");
      for (var procedure : procedures) {
        if (json()) {
          out().println(procedure);
        } else {
          print(procedure);
        }
      }
      if (procedures.isEmpty() && !json()) {
        out().println("the station offers no procedures");
      }
      out().flush();
      return 0;
    }

    private void print(JsonNode procedure) {
      out()
          .printf(
              "%-20s %s%n",
              procedure.path("name").asString(""), procedure.path("about").asString(""));
      for (var parameter : procedure.path("parameters")) {
        out()
            .printf(
                "  %-18s %s%s%n",
                parameter.path("name").asString(""),
                parameter.path("ask").asString(""),
                parameter.path("usual").isString()
                    ? ", usually " + parameter.path("usual").asString("")
                    : ", must be given");
      }
    }
  }

  /** Shows the file of one that comes with Stillwatch; needs no station. */
  @Command(
      name = "show",
      description =
          "Prints the file of a procedure that comes with Stillwatch, to be copied and changed.",
      footer = {"", "Example: stillwatch procedure show full-cooldown > my-cooldown.yaml"})
  static final class Show implements Callable<Integer> {

    @Parameters(index = "0", paramLabel = "NAME", description = "as 'procedure list' shows it")
    private String name = "";

    @Spec private @Nullable CommandSpec spec;

    @Override
    public Integer call() {
      var out = Objects.requireNonNull(spec).commandLine().getOut();
      try {
        out.print(ProcedureReader.text(name));
      } catch (IllegalArgumentException e) {
        throw new Failure(Failure.USAGE, String.valueOf(e.getMessage()));
      }
      out.flush();
      return 0;
    }
  }

  /** Starts one. */
  @Command(
      name = "start",
      description = {
        "Starts a procedure; parameters that are not given take their usual values.",
        "Exit code 1: it cannot start now, for the reason on stderr."
      },
      footer = {
        "",
        "Example: stillwatch procedure start full-cooldown still_full_cd=4K baseT=20mK"
            + " --comment \"new sample\""
      })
  static final class Start extends Asking {
    @Parameters(index = "0", paramLabel = "NAME", description = "as 'procedure list' prints it")
    private String name = "";

    @Parameters(index = "1..*", paramLabel = "PARAM=VALUE", description = "such as baseT=20mK")
    private List<String> values = List.of();

    @Option(names = "--fridge", paramLabel = "NAME", description = "default: the usual one")
    private @Nullable String fridge;

    @Option(names = "--comment", paramLabel = "TEXT", description = "goes into the first message")
    private String comment = "";

    @Option(
        names = "--who",
        paramLabel = "NAME",
        description = "default: the user of this computer")
    private @Nullable String who;

    @Override
    public Integer call() {
      var started =
          new RunClient(station())
              .start(
                  name,
                  Optional.ofNullable(fridge),
                  parameters(values),
                  comment,
                  AlarmsCommand.someone(who));
      for (var warning : started.path("warnings")) {
        err().println("warning: " + warning.asString(""));
      }
      err().flush();
      var run = started.path("run");
      out()
          .println(
              json()
                  ? started.toString()
                  : "started " + RunWords.name(run) + ", id " + run.path("id").asString(""));
      out().flush();
      return 0;
    }

    private static Map<String, String> parameters(List<String> words) {
      var parameters = new LinkedHashMap<String, String>();
      for (var word : words) {
        int equals = word.indexOf('=');
        if (equals < 1) {
          throw new Failure(
              Failure.USAGE,
              "'" + word + "' is no parameter; expected NAME=VALUE such as baseT=20mK");
        }
        var before = parameters.put(word.substring(0, equals).strip(), word.substring(equals + 1));
        if (before != null) {
          throw new Failure(
              Failure.USAGE, "'" + word.substring(0, equals) + "' is given more than once");
        }
      }
      return parameters;
    }
  }

  /** Tells where runs have got to. */
  @Command(
      name = "status",
      description = {
        "Tells where the runs that are active have got to: step, since when, what comes next.",
        "Exit code 1: a run is lost (a channel that it needs has no value) or stands still."
      },
      footer = {"", "Example: stillwatch procedure status --fridge blue"})
  static final class Status extends Asking {

    private static final int ENDED = 20;

    @Option(names = "--fridge", paramLabel = "NAME", description = "of this fridge only")
    private @Nullable String fridge;

    @Option(names = "--all", description = "also the newest runs that ended")
    private boolean all;

    @Override
    public Integer call() {
      var station = station();
      var words = RunWords.of(station);
      var runs =
          new RunClient(station)
              .runs(all ? ENDED : 0).stream()
                  .filter(run -> fridge == null || run.path("fridge").asString("").equals(fridge))
                  .toList();
      for (var run : runs) {
        if (json()) {
          out().println(run);
        } else {
          words.lines(run).forEach(out()::println);
        }
        out().flush();
        RunWords.problems(run)
            .forEach(problem -> err().println(RunWords.name(run) + ": " + problem));
        err().flush();
      }
      if (runs.isEmpty() && !json()) {
        out().println("no procedure is running");
      }
      out().flush();
      return runs.stream().anyMatch(RunWords::isInTrouble) ? Failure.PROBLEMS : 0;
    }
  }

  /** Does something about one run. */
  abstract static class Change extends Asking {
    private final String action;
    private final String done;

    @Parameters(
        index = "0",
        arity = "0..1",
        paramLabel = "RUN",
        description = "its id or its procedure; default: the only one that is active")
    private @Nullable String run;

    @Option(names = "--fridge", paramLabel = "NAME", description = "that of this fridge")
    private @Nullable String fridge;

    @Option(names = "--why", paramLabel = "TEXT", description = "kept in the journal")
    private String why = "";

    @Option(
        names = "--who",
        paramLabel = "NAME",
        description = "default: the user of this computer")
    private @Nullable String who;

    Change(String action, String done) {
      this.action = action;
      this.done = done;
    }

    @Override
    public Integer call() {
      var runs = new RunClient(station());
      var meant = runs.find(Optional.ofNullable(run), Optional.ofNullable(fridge));
      var now = runs.change(meant, action, why, AlarmsCommand.someone(who));
      out().println(json() ? now.toString() : done + ": " + RunWords.name(now));
      out().flush();
      return 0;
    }
  }

  /** Ends a run. */
  @Command(
      name = "stop",
      description = "Ends a run: it tells nothing more and takes no more snapshots.",
      footer = {"", "Example: stillwatch procedure stop --why \"water leak\""})
  static final class Stop extends Change {
    Stop() {
      super("stop", "stopped");
    }
  }

  /** Holds a run. */
  @Command(
      name = "pause",
      description = "Holds a run at its step; its waiting times stand still.",
      footer = {"", "Example: stillwatch procedure pause --why \"power work until noon\""})
  static final class Pause extends Change {
    Pause() {
      super("pause", "paused");
    }
  }

  /** Goes on with a run. */
  @Command(
      name = "resume",
      description = "Goes on with a run that is paused.",
      footer = {"", "Example: stillwatch procedure resume"})
  static final class Resume extends Change {
    Resume() {
      super("resume", "resumed");
    }
  }

  /** Moves a run on. */
  @Command(
      name = "skip",
      description = "Moves a run on to its next step, as if the present one were over.",
      footer = {"", "Example: stillwatch procedure skip --why \"Still sensor is broken\""})
  static final class Skip extends Change {
    Skip() {
      super("skip", "moved on");
    }
  }
}
