package org.stillwatch.instruments.bluefors.controller;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import org.stillwatch.instruments.bluefors.controller.ControllerJson.Past;
import org.stillwatch.instruments.bluefors.controller.ControllerJson.Result;
import org.stillwatch.link.http.HttpLink;
import org.stillwatch.link.http.Reply;

/** The questions to the controller. Reads only. */
final class ControllerHttp implements AutoCloseable {

  /** Times of the history are in UTC and whole seconds. */
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss", Locale.ROOT).withZone(ZoneOffset.UTC);

  private final HttpLink link;

  ControllerHttp(HttpLink link) {
    this.link = link;
  }

  String shown() {
    return link.shown();
  }

  /** What the scanner measured last, whichever sensor that was. */
  Result<Measurement> latest() {
    return read(link.get("/channel/measurement/latest"), ControllerJson::measurement);
  }

  /** The sensors that the controller has, and whether each is switched on. */
  Result<Map<Integer, Boolean>> sensors() {
    return read(link.get("/channels"), ControllerJson::sensors);
  }

  /** What was measured from one time to another, both widened to whole seconds. */
  Result<Past> past(int sensor, Instant from, Instant to) {
    var question =
        """
        {"channel_nr":%d,"start_time":"%s","stop_time":"%s",\
        "fields":["timestamp","temperature","resistance"]}\
        """
            .formatted(
                sensor,
                TIME.format(from.truncatedTo(ChronoUnit.SECONDS)),
                TIME.format(to.truncatedTo(ChronoUnit.SECONDS).plus(Duration.ofSeconds(1))));
    return read(
        link.post("/channel/historical-data", question), text -> ControllerJson.past(sensor, text));
  }

  private <T> Result<T> read(Reply reply, Function<String, Result<T>> reader) {
    return switch (reply) {
      case Reply.Failed(String why) -> new Result.Failed<>(why);
      case Reply.Answer(int status, String body) when status == 200 -> reader.apply(body);
      case Reply.Answer(int status, String body) ->
          new Result.Failed<>(link.shown() + " answers HTTP " + status + "; is it the controller?");
    };
  }

  @Override
  public void close() {
    link.close();
  }
}
