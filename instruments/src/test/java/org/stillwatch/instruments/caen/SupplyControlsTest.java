package org.stillwatch.instruments.caen;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.stillwatch.core.instrument.Controls.Change;
import org.stillwatch.core.instrument.Controls.Outcome;
import org.stillwatch.core.instrument.Setting;
import org.stillwatch.simulators.caen.SimulatedBoard;
import org.stillwatch.simulators.wire.Misbehaviour;

class SupplyControlsTest {

  private final SimulatedBoard board = Bench.n1470(0).standing(0, 250);
  private final Bench bench = new Bench(board);

  @BeforeEach
  void polled() {
    bench.poll(9);
  }

  private static String refusal(Outcome outcome) {
    return assertInstanceOf(Outcome.Refused.class, outcome).why();
  }

  @ParameterizedTest
  @CsvSource({
    "ch1/vset, 123.4",
    "ch1/iset, 12.34",
    "ch1/rup, 20",
    "ch1/rdw, 30",
    "ch1/maxv, 700",
    "ch1/trip, 1000",
    "ch1/pdwn, 1",
    "ch1/imrange, 0",
    "ch1/power, 1",
    "ch0/power, 0"
  })
  void eachSettingIsWrittenAndReadBack(String name, double value) {
    assertEquals(new Outcome.Done(value), bench.set(name, value));
    assertEquals(Optional.of(value), bench.controls.present(bench.setting(name)));
  }

  @Test
  void whatIsReadBackIsWhatTheSupplyHas() {
    assertEquals(new Outcome.Done(123.4), bench.set("ch1/vset", 123.44));
  }

  @Test
  void rangesComeFromTheSupplyAndTheHighestVoltage() {
    assertEquals(Optional.of(new Setting.Range(0, 8000)), bench.setting("ch1/vset").range());
    assertEquals(new Outcome.Done(500), bench.set("ch1/maxv", 500));
    assertEquals(Optional.of(new Setting.Range(0, 500)), bench.setting("ch1/vset").range());
    assertEquals("600 V is outside 0 to 500 V", refusal(bench.set("ch1/vset", 600)));
  }

  @ParameterizedTest
  @ValueSource(doubles = {Double.NaN, Double.POSITIVE_INFINITY, -1, 9000})
  void whatIsNoVoltageIsNotSent(double value) {
    long before = board.settings();
    var why = refusal(bench.set("ch1/vset", value));
    assertTrue(why.contains("no number") || why.contains("outside 0 to 8000 V"), why);
    assertEquals(before, board.settings());
  }

  @Test
  void theTouchedThingsAreNamed() {
    assertEquals(Setting.Touches.OUTPUT, bench.setting("ch0/vset").touches());
    assertEquals(Setting.Touches.OUTPUT, bench.setting("ch0/power").touches());
    assertEquals(Setting.Touches.PROTECTION, bench.setting("ch0/maxv").touches());
    assertEquals(Setting.Touches.PROTECTION, bench.setting("ch0/trip").touches());
    assertEquals(Setting.Touches.OTHER, bench.setting("ch0/rup").touches());
    assertTrue(bench.setting("ch0/power").isSafe(0));
    assertTrue(bench.setting("ch0/vset").isSafe(0));
  }

  @Test
  void aVoltageRisesOnlyWhereTheChannelIsNotKnownToBeOff() {
    assertTrue(bench.controls.raises(bench.setting("ch0/vset"), 300));
    assertFalse(bench.controls.raises(bench.setting("ch0/vset"), 200));
    assertFalse(bench.controls.raises(bench.setting("ch1/vset"), 300), "it is off");
    assertTrue(bench.controls.raises(bench.setting("ch1/power"), 1));
    bench.time.rest(Duration.ofMinutes(1));
    assertTrue(bench.controls.raises(bench.setting("ch1/vset"), 300), "not known any more");
  }

  @Test
  void localRefusesBeforeAnythingIsSent() {
    board.local(true);
    long before = board.settings();
    assertEquals(
        "board 0 is in LOCAL; set its front panel to REMOTE", refusal(bench.set("ch0/vset", 300)));
    assertEquals(before, board.settings());
    assertEquals(
        "board 0 is in LOCAL; set its front panel to REMOTE", refusal(bench.set("ch0/power", 0)));
    assertTrue(board.settings() > before, "off is always sent");
  }

  @Test
  void aBoardThatWouldSayOkAndDoNothingIsNotAsked() {
    board.interlock(true);
    long before = board.settings();
    assertEquals(
        "channel 0 of board 0 is interlocked; it would say OK and do nothing",
        refusal(bench.set("ch0/power", 1)));
    board.interlock(false);
    board.kill(true);
    assertTrue(refusal(bench.set("ch0/vset", 300)).contains("is killed"));
    board.kill(false);
    board.disable(true);
    assertTrue(refusal(bench.set("ch0/vset", 300)).contains("is disabled"));
    assertEquals(before, board.settings());
    assertEquals(new Outcome.Done(0), bench.set("ch0/power", 0), "off is always sent");
  }

  @Test
  void whatSaysOkAndDoesNothingIsFoundByReadingBack() {
    board.deaf(true);
    assertEquals(
        new Outcome.Failed("the supply said OK, and the supply has 250 V"),
        bench.set("ch0/vset", 300));
    assertEquals(
        new Outcome.Failed("the supply said OK, and the channel is on"), bench.set("ch0/power", 0));
  }

  @Test
  void whatCannotBeKnownIsRefusedButOffIsNot() {
    bench.line.next(1, new Misbehaviour.Silence());
    assertTrue(refusal(bench.set("ch0/vset", 300)).contains("so its state is not known"));
    bench.line.next(1, new Misbehaviour.Silence());
    assertEquals(new Outcome.Done(0), bench.set("ch0/power", 0), "heard, though not answered");
  }

  @Test
  void aCommandWhoseEffectCannotBeReadBackIsUnconfirmed() {
    bench.line.always(new Misbehaviour.Silence());
    var why = assertInstanceOf(Outcome.Unconfirmed.class, bench.set("ch0/power", 0)).why();
    assertTrue(why.startsWith("OFF to channel 0 of board 0 was sent, and whether"), why);
  }

  @Test
  void whatCouldNotBeSentIsNotSaidToBeSent() {
    bench.port.unplug(Duration.ofDays(1));
    var why = assertInstanceOf(Outcome.Failed.class, bench.set("ch0/power", 0)).why();
    assertTrue(why.startsWith("nothing was sent, since 10.0.0.9:1470 "), why);
  }

  @Test
  void aBatchIsSetTogether() {
    var changes =
        List.of(
            new Change(bench.setting("ch1/vset"), 100),
            new Change(bench.setting("ch2/vset"), 200),
            new Change(bench.setting("ch3/vset"), 300));
    assertEquals(
        List.of(new Outcome.Done(100), new Outcome.Done(200), new Outcome.Done(300)),
        bench.controls.setAll(changes));
  }

  @Test
  void aBatchWithOneThatIsRefusedChangesNothing() {
    long before = board.settings();
    var outcomes =
        bench.controls.setAll(
            List.of(
                new Change(bench.setting("ch1/vset"), 100),
                new Change(bench.setting("ch2/vset"), 99_999)));
    assertTrue(outcomes.stream().allMatch(Outcome.Refused.class::isInstance), outcomes.toString());
    assertEquals(before, board.settings());
  }

  @Test
  void offIsDoneAlsoInABatchThatIsRefused() {
    var outcomes =
        bench.controls.setAll(
            List.of(
                new Change(bench.setting("ch1/vset"), 99_999),
                new Change(bench.setting("ch0/power"), 0)));
    assertInstanceOf(Outcome.Refused.class, outcomes.get(0));
    assertEquals(new Outcome.Done(0), outcomes.get(1));
    assertFalse(board.isOn(0));
  }

  @Test
  void aBatchOfWhichOneFailsIsSetBack() {
    assertEquals(new Outcome.Done(50), bench.set("ch1/vset", 50));
    bench.poll(1);
    board.deaf(2, true);
    var outcomes =
        bench.controls.setAll(
            List.of(
                new Change(bench.setting("ch1/vset"), 100),
                new Change(bench.setting("ch2/vset"), 200)));
    assertEquals(
        new Outcome.Failed("it was set back, since another change failed"), outcomes.get(0));
    assertInstanceOf(Outcome.Failed.class, outcomes.get(1));
    bench.poll(1);
    assertEquals(Optional.of(50.0), bench.controls.present(bench.setting("ch1/vset")));
  }

  @Test
  void whatWaitsForItsTurnDoesNotSwitchOnAgainWhatIsSwitchedOffMeanwhile()
      throws InterruptedException {
    var outcomes =
        bench.whileTheLaneIsTaken(
            () -> bench.set("ch0/vset", 300), () -> bench.controls.makeSafe("smell of gas"));
    assertTrue(
        refusal(outcomes.getFirst()).contains("switched off while it waited"), outcomes.toString());
    assertEquals(new Outcome.Done(0), outcomes.getLast());
    assertEquals(new Outcome.Done(200), bench.set("ch0/vset", 200));
  }
}
