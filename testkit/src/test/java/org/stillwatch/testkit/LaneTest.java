package org.stillwatch.testkit;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.stillwatch.link.lane.Answer;
import org.stillwatch.link.lane.Framing;
import org.stillwatch.link.lane.Lane;
import org.stillwatch.link.lane.Lanes;
import org.stillwatch.link.lane.Manners;
import org.stillwatch.link.lane.Port;
import org.stillwatch.link.lane.Urgency;
import org.stillwatch.link.serial.Parity;
import org.stillwatch.link.serial.SerialPort;

class LaneTest {

  private static final Framing CR = Framing.endedBy("\r");
  private static final Duration DEADLINE = Duration.ofMillis(300);

  private final FakeTime time = FakeTime.at("2026-11-21T10:00:00Z");
  private final ScriptedPort port = new ScriptedPort("/dev/gauge", time, bytes -> List.of());

  private Lane lane(Manners manners) {
    return new Lane(port, manners, time);
  }

  private Answer ask(Lane lane, String text) {
    return lane.ask(Urgency.POLL, text.getBytes(StandardCharsets.ISO_8859_1), CR, DEADLINE);
  }

  private void answers(ScriptedPort.Said... said) {
    port.connect(bytes -> List.of(said));
  }

  @Test
  void anAnswerIsWholeWhateverPiecesItComesIn() {
    answers(
        ScriptedPort.Said.at(5, "*0"),
        ScriptedPort.Said.at(9, "1 1.53E-06"),
        ScriptedPort.Said.at(12, "\r"));
    var answer = assertInstanceOf(Answer.Complete.class, ask(lane(Manners.PLAIN), "#01RD\r"));
    assertEquals("*01 1.53E-06", answer.text());
    assertEquals(Duration.ofMillis(12), answer.took());
  }

  @Test
  void silenceEndsAtTheDeadline() {
    var answer = ask(lane(Manners.PLAIN), "#01RD\r");
    assertEquals("did not answer within 0.3 s", answer.why());
    assertEquals(DEADLINE.toNanos(), time.nanos());
  }

  @Test
  void anAnswerWithoutItsEndIsNoAnswer() {
    answers(ScriptedPort.Said.at(5, "*01 1.53"));
    assertEquals(
        "answered only '*01 1.53' within 0.3 s, no end", ask(lane(Manners.PLAIN), "#01RD\r").why());
  }

  @Test
  void anAnswerThatComesTooLateIsNotTakenForTheNextOne() {
    var lane = lane(Manners.PLAIN.withLate(Duration.ofMillis(250)));
    answers(ScriptedPort.Said.at(500, "first\r"));
    assertInstanceOf(Answer.Silent.class, ask(lane, "1\r"));
    answers(ScriptedPort.Said.at(10, "second\r"));
    var answer = assertInstanceOf(Answer.Complete.class, ask(lane, "2\r"));
    assertEquals("second", answer.text());
  }

  @Test
  void anAnswerLaterThanTheLineIsDrainedCannotBeToldFromATrueOne() {
    var lane = lane(Manners.PLAIN.withLate(Duration.ofMillis(100)));
    answers(ScriptedPort.Said.at(500, "first\r"));
    assertInstanceOf(Answer.Silent.class, ask(lane, "1\r"));
    answers(ScriptedPort.Said.at(200, "second\r"));
    var answer = assertInstanceOf(Answer.Complete.class, ask(lane, "2\r"));
    assertEquals("first", answer.text());
  }

  @Test
  void whatCameUnaskedIsThrownAwayBeforeARequest() {
    var lane = lane(Manners.PLAIN);
    answers(ScriptedPort.Said.at(5, "one\r\n"));
    ask(lane, "1\r");
    port.says(ScriptedPort.Said.at(0, "noise"));
    var answer = assertInstanceOf(Answer.Complete.class, ask(lane, "2\r"));
    assertEquals("one", answer.text());
  }

  @Test
  void whatFollowsAnAnswerWithoutBeingAskedIsSeen() {
    var lane = lane(Manners.PLAIN.withGap(Duration.ofMillis(50)));
    answers(ScriptedPort.Said.at(5, "late\r"), ScriptedPort.Said.at(20, "true\r"));
    var surplus =
        lane.converse(
            Urgency.POLL,
            conversation -> {
              conversation.ask(new byte[] {'1'}, CR, DEADLINE);
              return conversation.surplus(Duration.ofMillis(50));
            });
    assertArrayEquals("true\r".getBytes(StandardCharsets.ISO_8859_1), surplus);
    assertEquals(Duration.ofMillis(55).toNanos(), time.nanos());
    answers(ScriptedPort.Said.at(5, "next\r"));
    var next = assertInstanceOf(Answer.Complete.class, ask(lane, "2\r"));
    assertEquals("next", next.text());
    assertEquals(
        Duration.ofMillis(60).toNanos(), time.nanos(), "the gap was over already, and not again");
  }

  @Test
  void aQuietLineHasNoSurplusNorHasOneThatWasLost() {
    var lane = lane(Manners.PLAIN);
    answers(ScriptedPort.Said.at(5, "one\r"));
    ask(lane, "1\r");
    assertArrayEquals(
        new byte[0],
        lane.converse(Urgency.POLL, conversation -> conversation.surplus(Duration.ofMillis(50))));
    port.unplug();
    assertArrayEquals(
        new byte[0],
        lane.converse(Urgency.POLL, conversation -> conversation.surplus(Duration.ofMillis(50))));
    assertInstanceOf(Answer.Lost.class, ask(lane, "2\r"));
  }

  @Test
  void whatADeviceSaysWhileItStartsIsKeptAndIsNoAnswer() {
    var lane = lane(Manners.PLAIN.withSettle(Duration.ofSeconds(2)));
    answers(ScriptedPort.Said.at(5, "one\r"));
    assertArrayEquals(new byte[0], lane.greeting());
    port.greets(ScriptedPort.Said.at(1900, "no sensor\r"));
    var answer = assertInstanceOf(Answer.Complete.class, ask(lane, "1\r"));
    assertEquals("one", answer.text());
    assertArrayEquals("no sensor\r".getBytes(StandardCharsets.ISO_8859_1), lane.greeting());
  }

  @Test
  void aDeviceThatNeverStopsTalkingIsToldAndDoesNotHang() {
    var lane = lane(Manners.PLAIN);
    lane.converse(
        Urgency.POLL,
        conversation -> {
          conversation.tell(new byte[] {'a'});
          return 0;
        });
    for (int i = 0; i < 100_000; i++) {
      port.says(ScriptedPort.Said.at(i / 10, "x"));
    }
    answers();
    var answer = ask(lane, "1\r");
    assertInstanceOf(Answer.Cut.class, answer);
    var lost = assertInstanceOf(Answer.Lost.class, ask(lane, "2\r"));
    assertTrue(lost.why().contains("never quiet"), lost.why());
  }

  @Test
  void requestsKeepTheirDistance() {
    var lane = lane(Manners.PLAIN.withGap(Duration.ofMillis(50)));
    answers(ScriptedPort.Said.at(10, "ok\r"));
    ask(lane, "1\r");
    ask(lane, "2\r");
    assertEquals(Duration.ofMillis(70).toNanos(), time.nanos());
  }

  @Test
  void aDeviceThatRestartsWhenItIsOpenedIsLeftAlone() {
    answers(ScriptedPort.Said.at(10, "ok\r"));
    var lane = lane(Manners.PLAIN.withSettle(Duration.ofSeconds(2)));
    ask(lane, "1\r");
    assertEquals(Duration.ofMillis(2010).toNanos(), time.nanos());
  }

  @Test
  void aLineThatEchoesGivesTheAnswerAlone() {
    port.connect(
        bytes ->
            List.of(
                new ScriptedPort.Said(Duration.ofMillis(1), bytes),
                ScriptedPort.Said.at(9, "answer\r")));
    var answer = ask(lane(Manners.PLAIN.withEcho(true)), "question\r");
    assertEquals("answered 'answer'", answer.why());
  }

  @Test
  void anUnpluggedPortIsTriedAgainAfterGrowingPauses() {
    answers(ScriptedPort.Said.at(10, "ok\r"));
    var lane = lane(Manners.PLAIN);
    ask(lane, "1\r");
    port.unplug();
    assertEquals("/dev/gauge was lost; was it unplugged?", ask(lane, "2\r").why());
    var waits = new ArrayList<Long>();
    for (int i = 0; i < 7; i++) {
      var lost = assertInstanceOf(Answer.Lost.class, ask(lane, "3\r"));
      waits.add(lost.retryIn().toSeconds());
      time.advance(lost.retryIn());
      ask(lane, "4\r");
    }
    assertEquals(List.of(1L, 2L, 5L, 10L, 30L, 30L, 30L), waits);
    port.plugIn();
    time.advance(Duration.ofSeconds(30));
    assertInstanceOf(Answer.Complete.class, ask(lane, "5\r"));
    assertEquals(2, lane.opened());
  }

  @Test
  void asLongAsItWaitsThePortIsNotTouched() {
    port.unplug();
    var lane = lane(Manners.PLAIN);
    ask(lane, "1\r");
    port.plugIn();
    var lost = assertInstanceOf(Answer.Lost.class, ask(lane, "2\r"));
    assertTrue(lost.why().contains("does not exist"), lost.why());
    assertEquals(0, port.opened());
  }

  @Test
  void whatIsSentInOneConversationStaysTogether() {
    port.connect(
        bytes ->
            bytes[0] == 5
                ? List.of(ScriptedPort.Said.at(3, "0,1.2E-3\r"))
                : List.of(ScriptedPort.Said.at(3, "\6\r")));
    var lane = lane(Manners.PLAIN);
    var answer =
        lane.converse(
            Urgency.POLL,
            conversation -> {
              var ack = conversation.ask("PR1\r".getBytes(StandardCharsets.US_ASCII), CR, DEADLINE);
              assertArrayEquals(new byte[] {6}, ((Answer.Complete) ack).frame());
              return conversation.ask(new byte[] {5}, CR, DEADLINE);
            });
    assertEquals("answered '0,1.2E-3'", answer.why());
  }

  @Test
  void commandsGoBeforePollsThatWaitLonger() throws InterruptedException {
    var lane = lane(Manners.PLAIN);
    var order = new CopyOnWriteArrayList<String>();
    var waiting = new ArrayList<Thread>();
    lane.converse(
        Urgency.POLL,
        first -> {
          for (var urgency : List.of(Urgency.POLL, Urgency.POLL, Urgency.COMMAND, Urgency.SAFETY)) {
            var thread =
                Thread.ofPlatform()
                    .start(
                        () ->
                            lane.converse(
                                urgency,
                                conversation -> {
                                  order.add(urgency.name());
                                  return 0;
                                }));
            while (thread.getState() != Thread.State.WAITING) {
              Thread.onSpinWait();
            }
            waiting.add(thread);
          }
          return 0;
        });
    for (var thread : waiting) {
      thread.join();
    }
    assertEquals(List.of("SAFETY", "COMMAND", "POLL", "POLL"), order);
  }

  @Test
  void aClosedLaneAnswersNoMore() {
    var lane = lane(Manners.PLAIN);
    lane.close();
    assertEquals("/dev/gauge is closed", ask(lane, "1\r").why());
  }

  @Test
  void twoGaugesOnOnePairOfWiresShareALaneUntilBothAreDone() {
    var lanes = new Lanes();
    var first = lanes.join(port, Manners.PLAIN);
    var second = lanes.join(port, Manners.PLAIN.withGap(Duration.ofMillis(50)));
    assertSame(first, second);
    lanes.leave(first);
    assertSame(first, lanes.join(port, Manners.PLAIN));
    lanes.leave(first);
    lanes.leave(first);
    assertNotSame(first, lanes.join(port, Manners.PLAIN));
  }

  @Test
  void twoNamesOfOneDeviceAreOneLane(@TempDir Path folder) throws IOException {
    var device = Files.createFile(folder.resolve("ttyUSB0"));
    var stable = Files.createSymbolicLink(folder.resolve("usb-FTDI"), device);
    var lanes = new Lanes();
    var one = lanes.join(serial(device, 9600), Manners.PLAIN);
    assertSame(one, lanes.join(serial(stable, 9600), Manners.PLAIN));
    var e =
        assertThrows(
            IllegalArgumentException.class, () -> lanes.join(serial(stable, 19200), Manners.PLAIN));
    assertTrue(String.valueOf(e.getMessage()).contains("9600 8N1"), e.getMessage());
  }

  @Test
  void anotherProgramWithThePortOpenIsNamed(@TempDir Path folder) throws IOException {
    assumeTrue(Files.isDirectory(Path.of("/proc/self/fd")), "Linux");
    var device = Files.createFile(folder.resolve("ttyUSB0"));
    var lane = new Lane(serial(device, 9600), Manners.PLAIN, time);
    assertEquals("", lane.others());
    var cat = new ProcessBuilder("cat").redirectOutput(device.toFile()).start();
    try {
      time.advance(Duration.ofMinutes(1));
      assertEquals("; cat (process " + cat.pid() + ") has the port open, too", lane.others());
    } finally {
      cat.destroyForcibly();
    }
  }

  private static SerialPort serial(Path device, int baud) {
    return new SerialPort(device.toString(), baud, 8, Parity.NONE, 1);
  }

  @Test
  void onePortWithTwoBaudRatesIsRefused() {
    var lanes = new Lanes();
    Port slow = new SerialPort("/dev/ttyUSB0", 9600, 8, Parity.NONE, 1);
    Port fast = new SerialPort("/dev/ttyUSB0", 19200, 8, Parity.NONE, 1);
    lanes.join(slow, Manners.PLAIN);
    var e = assertThrows(IllegalArgumentException.class, () -> lanes.join(fast, Manners.PLAIN));
    assertEquals(
        "two instruments use /dev/ttyUSB0, one as 9600 8N1 and one as 19200 8N1; expected the same",
        e.getMessage());
  }
}
