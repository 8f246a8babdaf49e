package org.stillwatch.instruments.caen;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.stillwatch.core.instrument.Controls.Outcome;
import org.stillwatch.simulators.caen.SimulatedBoard;
import org.stillwatch.simulators.caen.SimulatedBoard.Model;
import org.stillwatch.simulators.wire.Misbehaviour;

/** On a lane by itself, as the guard has it: nobody has asked the supply before. */
class AllOffTest {

  private final SimulatedBoard board = Bench.n1470(0).standing(0, 250).standing(3, 1300);
  private final Bench bench = new Bench(board);
  private final AllOff allOff = new AllOff(bench.lane, List.of(0), Bench.TIMEOUT);

  @Test
  void allOutputsGoOffAndThatIsReadBack() {
    assertEquals(new Outcome.Done(0), allOff.carryOut());
    assertFalse(board.isOn(0) || board.isOn(3));
    assertEquals(new Outcome.Done(0), allOff.carryOut(), "again and again");
  }

  @ParameterizedTest
  @EnumSource(Model.class)
  void everyFamilyIsSwitchedOff(Model model) {
    var one = new SimulatedBoard(0, model, 1).standing(0, 250);
    var other = new Bench(one);
    assertEquals(new Outcome.Done(0), new AllOff(other.lane, List.of(0), Bench.TIMEOUT).carryOut());
    assertFalse(one.isOn(0));
  }

  @Test
  void aBoardThatDoesNotKnowAllAtOnceIsSwitchedOffChannelByChannel() {
    board.allAtOnce(false);
    allOff.learn();
    assertEquals(new Outcome.Done(0), allOff.carryOut());
    assertFalse(board.isOn(0) || board.isOn(3));
  }

  @Test
  void whatIsSpoiltIsSentAgain() {
    for (var fault : Misbehaviour.all()) {
      if (fault instanceof Misbehaviour.Unplug) {
        continue;
      }
      board.standing(0, 250).standing(3, 1300);
      bench.line.next(2, fault);
      var outcome = allOff.carryOut();
      assertFalse(board.isOn(0) || board.isOn(3), fault.word() + " " + outcome);
      assertEquals(new Outcome.Done(0), outcome, fault.word());
    }
  }

  @Test
  void aBoardThatSaysNothingIsToldAllTheSame() {
    bench.line.always(new Misbehaviour.Silence());
    var why = assertInstanceOf(Outcome.Unconfirmed.class, allOff.carryOut()).why();
    assertTrue(why.contains("whether it is off is not known"), why);
    assertFalse(board.isOn(0) || board.isOn(3), "it heard, though nobody heard it");
  }

  @Test
  void localIsSaid() {
    board.local(true);
    var why = assertInstanceOf(Outcome.Failed.class, allOff.carryOut()).why();
    assertEquals("board 0 is in LOCAL, so only its front panel can switch it off", why);
  }

  @Test
  void aBoardThatTakesOffAndDoesNothingIsSaid() {
    board.deaf(true);
    var why = assertInstanceOf(Outcome.Failed.class, allOff.carryOut()).why();
    assertEquals("board 0 takes OFF and does nothing: channel 0, 3 is still on", why);
  }

  @Test
  void oneBoardThatIsSilentDoesNotKeepTheOthersOn() {
    var second = Bench.n1470(1).standing(2, 300);
    var chain = new Bench(board, second);
    board.silent(true);
    var outcome = new AllOff(chain.lane, List.of(0, 1), Bench.TIMEOUT).carryOut();
    assertInstanceOf(Outcome.Unconfirmed.class, outcome);
    assertFalse(second.isOn(2));
  }

  @Test
  void aKnownBoardIsOffAtOnceAlsoWhenTheFirstOneIsSilent() {
    var second = Bench.n1470(1).standing(2, 300);
    var chain = new Bench(board, second);
    var both = new AllOff(chain.lane, List.of(0, 1), Bench.TIMEOUT);
    both.learn();
    board.silent(true);
    long before = chain.time.nanos();
    assertInstanceOf(Outcome.Unconfirmed.class, both.carryOut());
    assertFalse(second.isOn(2));
    assertTrue(chain.time.nanos() - before < Duration.ofSeconds(20).toNanos());
  }

  @Test
  void aPortThatIsNotThereIsSaid() {
    bench.port.unplug(Duration.ofDays(1));
    var why = assertInstanceOf(Outcome.Failed.class, allOff.carryOut()).why();
    assertTrue(why.startsWith("nothing was sent, since 10.0.0.9:1470 "), why);
  }

  @Test
  void aGuardDoesNotTakeAnotherSupplyForTheOneBefore() {
    var outputs = new SupplyOutputs(List.of(0), Bench.TIMEOUT);
    assertEquals(new Outcome.Done(0), outputs.makeSafe(bench.lane));
    var larger = new SimulatedBoard(0, Model.R14XX, 1).standing(6, 500);
    assertEquals(new Outcome.Done(0), outputs.makeSafe(new Bench(larger).lane));
    assertFalse(larger.isOn(6));
  }
}
