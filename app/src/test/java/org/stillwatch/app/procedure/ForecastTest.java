package org.stillwatch.app.procedure;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.stillwatch.core.procedure.Forecast;
import org.stillwatch.core.procedure.RunView;
import org.stillwatch.simulators.bluefors.FridgeModel;

/** Forecasts of runs of the shipped modes, on the course of the simulated refrigerator. */
class ForecastTest {

  @TempDir Path folder;

  /** The simulated fridge, whose time goes so many times slower; drop-outs have no value. */
  private static void cools(CooldownLab lab, Duration from, double slower) {
    var model = new FridgeModel(3);
    double begin = from.toMinutes() / 60.0;
    lab.still(hours -> at(model, (hours - begin) / slower, 5));
    lab.mxc(hours -> at(model, (hours - begin) / slower, 6));
  }

  private static OptionalDouble at(FridgeModel model, double hours, int channel) {
    var sensor =
        model.at(Duration.ofSeconds(Math.round(Math.max(0, hours) * 3600))).sensor(channel);
    return sensor.temperatureK().isPresent() && sensor.temperatureK().getAsDouble() > 0
        ? sensor.temperatureK()
        : OptionalDouble.empty();
  }

  @Test
  void aSlowerCooldownIsPredictedFromTheLastOneAndAsWellAfterAPowerCut() {
    var lab = new CooldownLab(CooldownLab.station(folder, ""), CooldownLab.START);
    cools(lab, Duration.ZERO, 1);
    lab.know();
    lab.start("full-cooldown", Map.of(), "");
    lab.live(Duration.ofHours(41));
    var first = Duration.between(CooldownLab.START, lab.time.instant());
    lab.stop("warm again");

    cools(lab, first, 1.15);
    lab.live(Duration.ofMinutes(1));
    lab.start("full-cooldown", Map.of(), "");
    var started = lab.time.instant();
    lab.live(Duration.ofHours(19));
    var forecasts = newest(lab).forecasts();
    // the story: the still is at 4 K after 33.25 h, the mixing chamber at 20 mK after 37.3 h
    assertEquals(2, forecasts.size());
    assertNear(33.25 * 1.15, started, forecasts.get(0));
    assertNear(37.3 * 1.15, started, forecasts.get(1));
    assertEquals(List.of(1, 1), forecasts.stream().map(Forecast::earlier).toList());
    lab.crash();
    // values are kept with five digits
    var after = newest(lab).forecasts();
    for (int i = 0; i < 2; i++) {
      var moved = Duration.between(forecasts.get(i).expected(), after.get(i).expected());
      assertTrue(moved.abs().compareTo(Duration.ofMinutes(1)) < 0, () -> "moved by " + moved);
    }
  }

  private static RunView newest(CooldownLab lab) {
    return lab.views().getFirst();
  }

  private static void assertNear(double hours, java.time.Instant started, Forecast forecast) {
    double expected = Duration.between(started, forecast.expected()).toSeconds() / 3600.0;
    assertTrue(
        Math.abs(expected - hours) < 0.15 * (hours - 19),
        () -> forecast.goal() + " expected after " + expected + " h, not " + hours);
  }

  @Test
  void aFirstCooldownHasNoForecastBeforeThereIsGroundForOne() {
    var lab = new CooldownLab(CooldownLab.station(folder, ""), CooldownLab.START);
    cools(lab, Duration.ZERO, 1);
    lab.know();
    lab.start("full-cooldown", Map.of(), "");
    lab.live(Duration.ofHours(5));
    assertEquals(List.of(), newest(lab).forecasts());
    assertEquals(2, newest(lab).goals().size());
  }
}
