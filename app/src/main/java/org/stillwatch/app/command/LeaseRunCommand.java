package org.stillwatch.app.command;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.stillwatch.app.config.Durations;
import org.stillwatch.core.notice.NoticeJson;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;

/** Holds an instrument while another program runs. */
@Command(
    name = "run",
    description = {
      "Takes an instrument, runs a program with "
          + LeaseOption.VARIABLE
          + " set, shows all the while that it lives, and gives the instrument back.",
      "Exit code: that of the program; 1 when the instrument is not to be had."
    },
    footer = {
      "",
      "Example: stillwatch lease run hv1 --purpose \"gain scan\" --if-lost ramp-down -- python3"
          + " scan.py"
    })
final class LeaseRunCommand extends Asking {

  /** Two beats may be lost on the way. */
  private static final int BEATS = 3;

  @Parameters(index = "0", paramLabel = "INSTRUMENT", description = "its id")
  private String instrument = "";

  @Parameters(
      index = "1..*",
      arity = "1..*",
      paramLabel = "COMMAND",
      description = "the program with its arguments, after --")
  private List<String> command = List.of();

  @Mixin private LeaseCommand.Wish wish = new LeaseCommand.Wish();

  @Option(
      names = "--heartbeat",
      paramLabel = "DUR",
      description =
          "the lease is lost when the program's life was not shown for so long"
              + " (default: ${DEFAULT-VALUE})")
  private String heartbeat = "60s";

  @Option(names = "--queue", description = "waits for it when somebody else has it")
  private boolean queue;

  @Override
  public Integer call() throws InterruptedException, IOException {
    var every = Durations.parse(heartbeat).dividedBy(BEATS);
    var station = station();
    try (var stopping = new Stopping()) {
      var ticket =
          station.post(
              LeaseCommand.path(instrument, ""),
              wish.body("heartbeat", heartbeat, ",\"queue\":" + queue));
      var id = ticket.path("id").asString("");
      try {
        if (!isGiven(station, ticket, id, every, stopping)) {
          return 130;
        }
        return run(station, id, every, stopping);
      } finally {
        giveBack(station, id);
      }
    }
  }

  /** Waits until it is given; false when this was interrupted before. */
  private boolean isGiven(
      StationClient station, JsonNode first, String id, Duration every, Stopping stopping)
      throws InterruptedException {
    var ticket = first;
    while (!ticket.path("given").asBoolean(false)) {
      warn("waiting for %s at place %d".formatted(instrument, ticket.path("place").asInt()));
      if (stopping.await(every)) {
        return false;
      }
      ticket = beat(station, id);
    }
    return true;
  }

  private JsonNode beat(StationClient station, String id) {
    return station.post(
        LeaseCommand.path(instrument, "/beat"), "{\"id\":" + NoticeJson.string(id) + "}");
  }

  private int run(StationClient station, String id, Duration every, Stopping stopping)
      throws InterruptedException, IOException {
    var builder = new ProcessBuilder(command).inheritIO();
    builder.environment().put(LeaseOption.VARIABLE, id);
    Process program;
    try {
      program = builder.start();
    } catch (IOException e) {
      throw new Failure(
          Failure.USAGE, "'" + command.getFirst() + "' cannot be started: " + e.getMessage());
    }
    while (!program.waitFor(every.toMillis(), TimeUnit.MILLISECONDS)) {
      try {
        var alive = beat(station, id);
      } catch (Failure e) {
        // the program may be able to end in order; its commands are refused if the lease is lost
        warn("warning: the lease could not be kept (" + e.getMessage() + ")");
      }
      if (stopping.await(Duration.ZERO)) {
        program.destroy();
      }
    }
    return program.exitValue();
  }

  private void giveBack(StationClient station, String id) {
    try {
      var done =
          station.post(
              LeaseCommand.path(instrument, "/release"), "{\"id\":" + NoticeJson.string(id) + "}");
    } catch (Failure e) {
      warn("warning: the lease was not given back (" + e.getMessage() + ")");
    }
  }
}
