package org.stillwatch.web;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import org.stillwatch.core.station.BackTest;
import org.stillwatch.core.station.StationView;
import org.stillwatch.web.Endpoint.Answer;
import org.stillwatch.web.Endpoint.Shape;

/** Draft rules over stored history. */
final class BackTestRoutes {

  private static final long AGAIN_SECONDS = 10;

  private final StationView station;
  private final Optional<BackTest> backTest;

  /** Reads a lot: one at a time, so that the station is not held up. */
  private final Semaphore one = new Semaphore(1);

  BackTestRoutes(StationView station, Optional<BackTest> backTest) {
    this.station = station;
    this.backTest = backTest;
  }

  List<Endpoint> endpoints() {
    return backTest
        .map(
            test ->
                Endpoint.post(
                    "/backtest",
                    "Runs draft rules over stored history: every firing, time in alarm, flaps a"
                        + " day. Nothing is told or kept. 400 names every problem of the rules.",
                    List.of(),
                    Asked.BackTest.class,
                    new Shape.One(Shown.BackTest.class),
                    200,
                    request -> answer(test, request.body(Asked.BackTest.class))))
        .stream()
        .toList();
  }

  private Answer answer(BackTest test, Asked.BackTest asked) {
    var rules = Said.needed("rules", asked.rules());
    var times = new Times(station.now(), station.zone());
    var from = times.parse("from", Said.needed("from", asked.from()));
    var to = asked.to() == null ? times.now() : times.parse("to", asked.to());
    if (!from.isBefore(to)) {
      throw Refusal.badRequest("from=" + from + " is not before to=" + to);
    }
    if (!one.tryAcquire()) {
      throw Refusal.tooMany("another back-test is running", AGAIN_SECONDS);
    }
    try {
      return new Answer.Json(Showing.backTest(test.run(rules, from, to)));
    } catch (IllegalArgumentException e) {
      throw Refusal.badText(
          String.valueOf(e.getMessage()).lines().filter(line -> !line.isBlank()).toList());
    } finally {
      one.release();
    }
  }
}
