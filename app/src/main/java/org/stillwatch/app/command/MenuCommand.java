package org.stillwatch.app.command;

import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.stillwatch.app.process.StationProcess;
import org.stillwatch.stores.sqlite.DataDirectory;
import org.stillwatch.web.Role;
import org.stillwatch.web.User;
import org.stillwatch.web.WebSettings;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** The menu of procedures, on a station that runs or in the same process with one. */
@Command(
    name = "menu",
    description = {
      "Offers the procedures of a station as a numbered list, asks for their values, and shows them"
          + " run.",
      "Where no station runs, it starts the one of STATION.yaml in this window; without that"
          + " argument, of the station.yaml in this folder or beside the launcher."
    },
    footer = {"", "Example: stillwatch menu station.yaml"})
final class MenuCommand implements Callable<Integer> {

  /** Set by the launchers: the folder where they lie. */
  static final String HOME = "stillwatch.home";

  private static final String USUAL_FILE = "station.yaml";
  private static final Duration PATIENCE = Duration.ofMinutes(1);

  @Mixin private RemoteOption remote = new RemoteOption();

  @Parameters(
      index = "0",
      arity = "0..1",
      paramLabel = "STATION.yaml",
      description = "the station to start where none runs")
  private @Nullable Path file;

  @Option(names = "--who", paramLabel = "NAME", description = "default: the user of this computer")
  private @Nullable String who;

  @Spec private @Nullable CommandSpec spec;

  /** What is meant by no words at all: the menu, where a station is there to be started. */
  static String[] usualWords(Path folder, Optional<String> home) {
    return stationFile(folder, home).isPresent() ? new String[] {"menu"} : new String[] {"--help"};
  }

  private static Optional<Path> stationFile(Path folder, Optional<String> home) {
    return Stream.concat(Stream.of(folder), home.map(Path::of).stream())
        .map(place -> place.resolve(USUAL_FILE))
        .filter(Files::isRegularFile)
        .findFirst();
  }

  @Override
  public Integer call() throws InterruptedException {
    var out = Objects.requireNonNull(spec).commandLine().getOut();
    var dialogue = new TerminalDialogue(System.in, out);
    var own = remote.urlGiven() ? Optional.<Path>empty() : ownFile();
    if (own.isEmpty()) {
      menu(remote.station(), dialogue).run();
      return 0;
    }
    var token = HexFormat.of().formatHex(new SecureRandom().generateSeed(16));
    var start = new StationStart(own.get(), remote.dataIfGiven(), web -> withMenuUser(web, token));
    var data = start.dataFolder(start.read().usable());
    var running = DataDirectory.address(data);
    if (running.isPresent()) {
      menu(StationClient.find(running, data, System.getenv()), dialogue).run();
    } else {
      runHere(start, token, dialogue);
    }
    return 0;
  }

  private Optional<Path> ownFile() {
    return Optional.ofNullable(file)
        .or(
            () ->
                remote.dataGiven()
                    ? Optional.empty()
                    : stationFile(Path.of(""), Optional.ofNullable(System.getProperty(HOME))));
  }

  private Menu menu(StationClient station, Dialogue dialogue) {
    return new Menu(station, dialogue, AlarmsCommand.someone(who));
  }

  /** Where a station has users, whoever started it in this window is one of them. */
  private static WebSettings withMenuUser(WebSettings web, String token) {
    if (web.users().isEmpty()) {
      return web;
    }
    var menu = User.withToken("menu", Role.OPERATOR, token);
    return web.withUsers(Stream.concat(web.users().stream(), Stream.of(menu)).toArray(User[]::new));
  }

  private void runHere(StationStart start, String token, Dialogue dialogue)
      throws InterruptedException {
    var err = Objects.requireNonNull(spec).commandLine().getErr();
    dialogue.say("No station runs, so the one of " + start.file() + " starts in this window.");
    try (var process = start.start(err)) {
      var closing = new Thread(process::close, "closing");
      Runtime.getRuntime().addShutdownHook(closing);
      try {
        runHere(process, token, dialogue);
      } finally {
        removeHook(closing);
      }
    }
  }

  private static void removeHook(Thread hook) {
    try {
      var removed = Runtime.getRuntime().removeShutdownHook(hook);
    } catch (IllegalStateException e) {
      // Ctrl+C at the prompt: the program is ending already, and the hook closes the station
    }
  }

  private void runHere(StationProcess process, String token, Dialogue dialogue)
      throws InterruptedException {
    dialogue.say("page: " + process.page());
    dialogue.say(
        "Leaving the menu or closing this window ends the station; a run in progress goes on when"
            + " it starts again.");
    if (!process.station().awaitReady(PATIENCE)) {
      dialogue.say("Some instruments are not ready yet; the page says which.");
    }
    var environment = new HashMap<>(System.getenv());
    environment.put("STILLWATCH_TOKEN", token);
    var station =
        StationClient.find(Optional.of(process.page().toString()), Path.of(""), environment);
    var menu = menu(station, dialogue);
    do {
      menu.run();
    } while (!new RunClient(station).active().isEmpty() && staysOnSecondThought(dialogue));
  }

  private static boolean staysOnSecondThought(Dialogue dialogue) {
    var answer =
        dialogue.ask("A procedure is running, and nothing watches it then. Leave? y, or Enter: ");
    return answer
        .map(text -> !text.strip().toLowerCase(java.util.Locale.ROOT).startsWith("y"))
        .orElse(false);
  }
}
