package org.stillwatch.app.command;

import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.stillwatch.core.notice.NoticeJson;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import tools.jackson.databind.JsonNode;

/** Sends a test notice and waits to see what becomes of it. */
@Command(
    name = "test-notice",
    description = "Sends a test notice down one route, or all, and says who was told.",
    footer = {"", "Example: stillwatch test-notice --route team"})
final class TestNoticeCommand implements Callable<Integer> {

  private static final int LOOKS = 60;
  private static final long BETWEEN_MILLIS = 500;

  @Mixin private RemoteOption remote = new RemoteOption();

  @Option(names = "--route", paramLabel = "NAME", description = "one route; default: all")
  private @Nullable String route;

  @Option(names = "--json", description = "one JSON object")
  private boolean json;

  @Spec private @Nullable CommandSpec spec;

  @Override
  public Integer call() throws InterruptedException {
    var line = Objects.requireNonNull(spec).commandLine();
    var station = remote.station();
    var body = route == null ? "{}" : "{\"route\":" + NoticeJson.string(route) + "}";
    var id = station.post("/api/v1/test-notices", body).path("id").asString("");
    var told = awaitOutcome(station, id);
    if (json) {
      line.getOut().println(told);
    } else {
      for (var delivery : told.path("deliveries")) {
        line.getOut()
            .printf(
                "%s: %s, %s%n",
                delivery.path("notifier").asString(""),
                delivery.path("state").asString(""),
                delivery.path("last").asString(""));
      }
    }
    line.getOut().flush();
    boolean all = true;
    for (var delivery : told.path("deliveries")) {
      all &= delivery.path("state").asString("").equals("delivered");
    }
    if (told.path("deliveries").isEmpty()) {
      line.getErr().println("nobody was told: the routes name no notifier");
      return Failure.PROBLEMS;
    }
    return all ? 0 : Failure.PROBLEMS;
  }

  /** Looks until every delivery was tried, at most half a minute. */
  private static JsonNode awaitOutcome(StationClient station, String id)
      throws InterruptedException {
    var found = notice(station, id);
    for (int i = 0; i < LOOKS && waiting(found); i++) {
      Thread.sleep(BETWEEN_MILLIS);
      found = notice(station, id);
    }
    return found;
  }

  private static boolean waiting(JsonNode notice) {
    for (var delivery : notice.path("deliveries")) {
      if (delivery.path("state").asString("").equals("waiting")
          && delivery.path("attempts").asLong(0) == 0) {
        return true;
      }
    }
    return false;
  }

  private static JsonNode notice(StationClient station, String id) {
    for (var notice : station.json("/api/v1/notices?limit=50")) {
      if (notice.path("id").asString("").equals(id)) {
        return notice;
      }
    }
    throw new Failure(Failure.PROBLEMS, "the station took the test notice but does not show it");
  }
}
