package org.stillwatch.benchmarks;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Runs one benchmark by name: {@code Benchmarks NAME [FOLDER or SIZE]}. */
public final class Benchmarks {

  private static final String USUAL = "../shared/data/bluefors/maxmazin-whitefridge";

  /** One program: measures and prints a table. */
  interface Program {
    void run(RealDays days, Scratch scratch) throws Exception;
  }

  private static final Map<String, Program> PROGRAMS =
      Map.of(
          "import", ImportCost::speed,
          "import-memory", ImportCost::memory,
          "import-growth", ImportCost::growth,
          "notice", NoticeLatency::run,
          "start", StartUp::run,
          "idle", IdleCost::run,
          "trend", TrendCost::run,
          "poll", PollCost::run,
          "peers", Peers::run);

  /** A program that makes its own data. */
  interface OfItsOwn {
    void run(int size, Scratch scratch) throws Exception;
  }

  private static final Map<String, OfItsOwn> OF_THEIR_OWN =
      Map.of(
          "backtest",
          BackTestCost::run,
          "cos",
          CosCost::run,
          "rules",
          RuleSteps::run,
          "notice-live",
          PushLatency::run,
          "lane",
          LaneRoundTrip::run,
          "influx",
          InfluxCost::run,
          "hdf5",
          Hdf5Cost::run,
          "interval",
          PollInterval::run,
          "xmlrpc",
          XmlRpcLatency::run);

  private Benchmarks() {}

  /** Exit codes: 0 measured, 2 wrong usage or absent data. */
  public static void main(String[] arguments) throws Exception {
    System.exit(run(arguments));
  }

  static int run(String... arguments) throws Exception {
    var own = arguments.length == 0 ? null : OF_THEIR_OWN.get(arguments[0]);
    if (own != null) {
      return run(own, arguments.length > 1 ? arguments[1] : "1");
    }
    var program = arguments.length == 0 ? null : PROGRAMS.get(arguments[0]);
    if (program == null) {
      System.err.println(
          "Name a benchmark, as in 'benchmarks/run import': "
              + Stream.concat(PROGRAMS.keySet().stream(), OF_THEIR_OWN.keySet().stream())
                  .sorted()
                  .collect(Collectors.joining(", "))
              + ".");
      return 2;
    }
    var folder = Path.of(arguments.length > 1 ? arguments[1] : USUAL).toAbsolutePath().normalize();
    if (!Files.isDirectory(folder)) {
      System.err.println(
          "There is no folder "
              + folder
              + "; give one with Bluefors day folders such as 26-06-26 after the name.");
      return 2;
    }
    var days = RealDays.in(folder);
    if (days.days().isEmpty()) {
      System.err.println("The folder " + folder + " holds no day folders such as 26-06-26.");
      return 2;
    }
    try (var scratch = Scratch.make()) {
      program.run(days, scratch);
    }
    return 0;
  }

  private static int run(OfItsOwn program, String size) throws Exception {
    if (!size.matches("[1-9][0-9]{0,3}")) {
      System.err.println("'" + size + "' is no size; expected a whole number such as 30.");
      return 2;
    }
    try (var scratch = Scratch.make()) {
      program.run(Integer.parseInt(size), scratch);
    }
    return 0;
  }
}
