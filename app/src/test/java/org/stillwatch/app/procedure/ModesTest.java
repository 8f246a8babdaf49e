package org.stillwatch.app.procedure;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;
import org.stillwatch.app.config.StationFile;
import org.stillwatch.core.notice.Notice;
import org.stillwatch.core.procedure.Run;

/** Every mode of a cooldown monitor, from its start to its end, and with a crash at every row. */
class ModesTest {

  @TempDir private static Path folder;
  private final StationFile station = CooldownLab.station(folder, "");

  @TestFactory
  Stream<DynamicTest> everyModeSaysAndKeepsExactlyWhatItShould() {
    return Mode.ALL.stream()
        .map(
            mode ->
                DynamicTest.dynamicTest(
                    mode.name(),
                    () -> {
                      var lab = started(mode);
                      lab.live(Duration.ofHours(mode.hours()));
                      assertEquals(mode.said(), lab.said());
                    }));
  }

  /** The clock stands at the start of the mode, and one row has been seen. */
  private CooldownLab started(Mode mode) {
    var lab = new CooldownLab(station, CooldownLab.START);
    lab.still(hours -> Mode.still(hours + mode.from()));
    lab.mxc(hours -> Mode.mxc(hours + mode.from()));
    lab.know();
    var started = lab.start(mode.name(), mode.with(), mode.comment());
    assertEquals("anna", started.run().who());
    return lab;
  }

  @TestFactory
  Stream<DynamicTest> aCrashAtAnyRowOfAnyModeLosesAndRepeatsNothing() {
    return Mode.ALL.stream()
        .map(mode -> DynamicTest.dynamicTest(mode.name(), () -> crashEverywhere(mode)));
  }

  private void crashEverywhere(Mode mode) {
    int rows = mode.hours() * 60;
    for (int at = 0; at < rows; at = next(at, mode)) {
      for (var committed : List.of(true, false)) {
        var lab = started(mode);
        lab.live(Duration.ofMinutes(at));
        lab.rowAndCrash(committed);
        lab.live(Duration.ofMinutes(rows - at - 1));
        int crashed = at;
        assertEquals(
            mode.said(),
            lab.said(),
            () -> "crash at minute " + crashed + ", committed " + committed);
        var resumed =
            lab.told(Notice.Kind.SYSTEM).stream().filter(line -> line.contains("goes on")).count();
        assertTrue(resumed <= 1, () -> lab.told(Notice.Kind.SYSTEM).toString());
      }
    }
  }

  /** Every row near something that is said, and some between. */
  private static int next(int at, Mode mode) {
    var near =
        mode.said().stream()
            .map(line -> line.split("[: ]"))
            .mapToInt(parts -> Integer.parseInt(parts[0]) * 60 + Integer.parseInt(parts[1]))
            .flatMap(minute -> java.util.stream.IntStream.rangeClosed(minute - 1, minute + 1))
            .filter(minute -> minute > at)
            .min()
            .orElse(Integer.MAX_VALUE);
    return Math.min(near, at + 4801);
  }

  @Test
  void aRunThatIsCutOffByACrashGoesOnAtItsStepAndSaysSoOnce() {
    var lab = started(Mode.ALL.getFirst());
    lab.live(Duration.ofHours(15));
    lab.crash();
    lab.live(Duration.ofMinutes(5));
    assertEquals(
        List.of("15:01 system Full Cooldown goes on after a restart"),
        lab.told(Notice.Kind.SYSTEM));
    assertEquals(
        "wait fridge/mxc/temperature <= 20 mK",
        lab.active().stream().map(Run::at).map(Run.Position::step).findFirst().orElseThrow());
  }
}
