package org.stillwatch.simulators.wire;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.stillwatch.simulators.wire.WireDevice.Act;

class MisbehavingDeviceTest {

  private final MisbehavingDevice device = new MisbehavingDevice(new Echo(), 7);
  private Duration now = Duration.ZERO;

  private List<Act> ask(String text) {
    var acts = new ArrayList<Act>();
    for (var b : text.getBytes(StandardCharsets.US_ASCII)) {
      acts.addAll(device.receive(b, now));
    }
    now = now.plusSeconds(1);
    return acts;
  }

  private String reply(String text) {
    var said = new StringBuilder();
    for (var act : ask(text)) {
      if (act instanceof Act.Send(byte[] bytes, Duration _)) {
        said.append(new String(bytes, StandardCharsets.ISO_8859_1));
      }
    }
    return said.toString();
  }

  @Test
  void aDeviceThatWasToldNothingIsLeftAlone() {
    assertEquals("one\r", reply("one\r"));
    assertEquals(0, device.spoilt());
  }

  @Test
  void silenceIsNoReplyAndThenAllIsWell() {
    device.next(2, new Misbehaviour.Silence());
    assertEquals("", reply("one\r"));
    assertEquals("", reply("two\r"));
    assertEquals("three\r", reply("three\r"));
    assertEquals(2, device.spoilt());
    assertEquals(3, device.replies());
  }

  @Test
  void aTruncatedReplyIsTheBeginningOfIt() {
    device.always(new Misbehaviour.Truncate());
    for (int i = 0; i < 100; i++) {
      var said = reply("something\r");
      assertFalse(said.isEmpty());
      assertTrue(said.length() < 10);
      assertTrue("something\r".startsWith(said));
    }
  }

  @Test
  void aLateReplyComesBeforeTheAnswerToTheNextQuestion() {
    device.next(1, new Misbehaviour.Late());
    assertEquals("", reply("one\r"));
    assertEquals("one\rtwo\r", reply("two\r"));
    assertEquals("three\r", reply("three\r"));
  }

  @Test
  void aReplyThatWasHeldBackIsLostWhenThePortIsOpenedAgain() {
    device.next(1, new Misbehaviour.Late());
    assertEquals("", reply("one\r"));
    assertEquals(List.of(), device.opened(now));
    assertEquals("two\r", reply("two\r"));
  }

  @Test
  void aSlowReplyKeepsItsText() {
    device.next(1, new Misbehaviour.Slow(Duration.ofSeconds(2)));
    var sent = (Act.Send) ask("one\r").getFirst();
    assertEquals(Duration.ofSeconds(2), sent.after());
    assertArrayEquals("one\r".getBytes(StandardCharsets.US_ASCII), sent.bytes());
  }

  @Test
  void anotherAddressAndALineFeedAreWhatTheySay() {
    device.next(1, new Misbehaviour.WrongAddress());
    assertEquals("xne\r", reply("one\r"));
    device.next(1, new Misbehaviour.LineFeed());
    assertEquals("one\r\n", reply("one\r"));
  }

  @Test
  void aPulledCableIsNoReply() {
    device.next(1, new Misbehaviour.Unplug(Duration.ofSeconds(3)));
    assertEquals(List.of(new Act.Unplug(Duration.ofSeconds(3))), ask("one\r"));
  }

  @Test
  void oneReplyInEachPeriodIsSpoiltButNoneInTheFirst() {
    device.every(new Misbehaviour.Silence(), Duration.ofSeconds(10));
    var silent = new ArrayList<Integer>();
    for (int second = 0; second < 35; second++) {
      if (reply("one\r").isEmpty()) {
        silent.add(second);
      }
    }
    assertEquals(List.of(10, 20, 30), silent);
  }

  @Test
  void chanceSpoilsItsShareAndTheSameOnesWithTheSameSeed() {
    device.chance(new Misbehaviour.Silence(), 0.25);
    var other = new MisbehavingDevice(new Echo(), 7);
    other.chance(new Misbehaviour.Silence(), 0.25);
    int silent = 0;
    for (int i = 0; i < 1000; i++) {
      var said = ask("one\r");
      silent += said.isEmpty() ? 1 : 0;
      var second = new ArrayList<Act>();
      for (var b : "one\r".getBytes(StandardCharsets.US_ASCII)) {
        second.addAll(other.receive(b, now));
      }
      assertEquals(said.isEmpty(), second.isEmpty());
    }
    assertTrue(silent > 200 && silent < 300, silent + " of 1000");
  }

  @Test
  void noiseIsWhatAnotherSpeedMakesOfTheText() {
    device.next(1, new Misbehaviour.Noise());
    var said = reply("*01 1.53E-06\r");
    assertTrue(said.chars().anyMatch(c -> c > 0x7E), "noise of half the speed is not all ASCII");
    // at half the speed each bit is read twice: start 0 0, then the bits of '*' (0x2A) from the low
    // one: 0 1 0 1 ... The first eight read are 0 00 11 00 1 = 0x98.
    assertEquals(0x98, said.charAt(0));
  }

  @Test
  void theSameSpeedReadsWhatWasSent() {
    var text = new byte[256];
    for (int i = 0; i < 256; i++) {
      text[i] = (byte) i;
    }
    assertArrayEquals(text, Uart.misread(text, 19200, 19200));
  }

  @Test
  void everyFaultHasAWordThatNamesIt() {
    for (var fault : Misbehaviour.all()) {
      assertEquals(fault, Misbehaviour.named(fault.word()));
    }
    var e = assertThrows(IllegalArgumentException.class, () -> Misbehaviour.named("slience"));
    assertTrue(String.valueOf(e.getMessage()).contains("wrong-address"), e.getMessage());
  }
}
