package org.stillwatch.app.command;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.LoggerFactory;
import org.stillwatch.app.config.ConfigurationException;
import org.stillwatch.app.cos.CosCommand;
import org.stillwatch.core.store.StoreUnavailable;
import org.stillwatch.cos.detector.CosProblem;
import org.stillwatch.formats.hdf5.Hdf5Problem;
import org.stillwatch.stores.sqlite.StoreProblem;
import org.stillwatch.web.WebUnavailable;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** All commands, and how what goes wrong is said. */
@Command(
    name = "stillwatch",
    description = "Watches the instruments of a laboratory, keeps every reading, tells people.",
    synopsisSubcommandLabel = "COMMAND",
    footer = {"", "Try it without hardware: stillwatch demo"},
    subcommands = {
      DemoCommand.class,
      RunCommand.class,
      CheckCommand.class,
      ConvertCommand.class,
      ImportCommand.class,
      ReplayCommand.class,
      BacktestCommand.class,
      ReadCommand.class,
      RecordCommand.class,
      CosCommand.class,
      StatusCommand.class,
      TopCommand.class,
      AlarmsCommand.class,
      WhoCommand.class,
      OutboxCommand.class,
      JournalCommand.class,
      PortsCommand.class,
      ProcedureCommand.class,
      MenuCommand.class,
      ModeCommand.class,
      ReloadCommand.class,
      SetCommand.class,
      HvCommand.class,
      LeaseCommand.class,
      InterlockCommand.class,
      SnapshotCommand.class,
      TestNoticeCommand.class,
      SimulateCommand.class,
      HvGuardCommand.class,
      UserCommand.class
    })
public final class Commands implements Runnable {

  @Override
  public void run() {
    throw new Failure(Failure.USAGE, "expected a command; 'stillwatch --help' lists them");
  }

  /**
   * Runs one command.
   *
   * @return the exit code
   */
  public static int run(PrintWriter out, PrintWriter err, String... args) {
    var line = new CommandLine(new Commands());
    line.setOut(out);
    line.setErr(err);
    line.setCaseInsensitiveEnumValuesAllowed(true);
    addHelp(line);
    line.setParameterExceptionHandler(
        (e, given) -> {
          err.println(e.getMessage());
          err.println(
              "'" + e.getCommandLine().getCommandSpec().qualifiedName() + " --help' shows how.");
          return Failure.USAGE;
        });
    line.setExecutionExceptionHandler((e, command, parsed) -> explain(e, err));
    return line.execute(args);
  }

  /** What is meant by no words at all, by someone at a terminal. */
  public static String[] usualWords() {
    return MenuCommand.usualWords(
        Path.of(""), Optional.ofNullable(System.getProperty(MenuCommand.HOME)));
  }

  private static void addHelp(CommandLine line) {
    line.getCommandSpec().mixinStandardHelpOptions(true).version("stillwatch " + version());
    line.getSubcommands().values().forEach(Commands::addHelp);
  }

  private static String version() {
    var version = Commands.class.getPackage().getImplementationVersion();
    return version == null ? "(from source)" : version;
  }

  private static int explain(Exception e, PrintWriter err) {
    return switch (e) {
      case Failure failure -> say(err, failure.getMessage(), failure.exitCode());
      case ConfigurationException wrong -> say(err, wrong.getMessage(), Failure.USAGE);
      case StoreProblem problem -> say(err, problem.getMessage(), Failure.USAGE);
      case StoreUnavailable unavailable -> say(err, unavailable.getMessage(), Failure.PROBLEMS);
      case CosProblem problem -> say(err, problem.getMessage(), Failure.PROBLEMS);
      case Hdf5Problem file -> say(err, file.getMessage(), Failure.PROBLEMS);
      case WebUnavailable web -> say(err, web.getMessage(), Failure.USAGE);
      case IllegalArgumentException wrong -> say(err, wrong.getMessage(), Failure.USAGE);
      case IOException io -> say(err, "cannot read or write: " + io.getMessage(), 1);
      case InterruptedException interrupted -> say(err, "interrupted", 130);
      default -> {
        LoggerFactory.getLogger(Commands.class).error("unexpected", e);
        yield say(
            err,
            "stillwatch failed in a way it should not ("
                + e.getClass().getSimpleName()
                + ": "
                + e.getMessage()
                + "); run again with STILLWATCH_LOG=debug and report what it prints",
            Failure.PROBLEMS);
      }
    };
  }

  private static int say(PrintWriter err, @Nullable String text, int code) {
    err.println(text);
    return code;
  }
}
