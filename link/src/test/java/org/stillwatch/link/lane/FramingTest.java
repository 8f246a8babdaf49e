package org.stillwatch.link.lane;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class FramingTest {

  /**
   * The frames that these bytes hold, fed one by one; what is open at the end in angle brackets.
   */
  private static List<String> frames(Framing framing, String bytes) {
    var frames = new ArrayList<String>();
    FrameState.Wanting state = framing.begin();
    for (byte each : bytes.getBytes(StandardCharsets.ISO_8859_1)) {
      switch (state.take(each)) {
        case FrameState.Wanting wanting -> state = wanting;
        case FrameState.Complete complete -> {
          frames.add(text(complete.frame()));
          state = framing.begin();
        }
        case FrameState.Broken broken -> {
          frames.add("broken: " + text(broken.soFar()) + ": " + broken.why());
          state = framing.begin();
        }
      }
    }
    if (state.soFar().length > 0) {
      frames.add("<" + text(state.soFar()) + ">");
    }
    return frames;
  }

  private static String text(byte[] bytes) {
    return new String(bytes, StandardCharsets.ISO_8859_1);
  }

  @Test
  void aFrameEndsWithItsTerminatorAndNotBefore() {
    assertEquals(List.of("a\nb", "<c>"), frames(Framing.endedBy("\r"), "a\nb\rc"));
    assertEquals(List.of("", "x\r"), frames(Framing.endedBy("\r\n"), "\r\nx\r\r\n"));
    assertEquals(List.of("<x\r>"), frames(Framing.endedBy("\r\n"), "x\r"));
  }

  @Test
  void twoFramesGluedTogetherAreTwo() {
    assertEquals(
        List.of("*01 1.0E-6", "*02 2.0E-6"),
        frames(Framing.endedBy("\r"), "*01 1.0E-6\r*02 2.0E-6\r"));
  }

  @Test
  void garbageBeforeAFrameIsPartOfIt() {
    assertEquals(List.of("\u00ff\u0000ok"), frames(Framing.endedBy("\r"), "\u00ff\u0000ok\r"));
  }

  @Test
  void aFrameThatNeverEndsIsBroken() {
    assertEquals(
        List.of("broken: abcde: no end within 4 bytes", "<f>"),
        frames(Framing.endedBy("\r", 4), "abcdef"));
    assertEquals(List.of("abcd"), frames(Framing.endedBy("\r", 4), "abcd\r"));
  }

  @Test
  void aFrameOfALengthMayHoldAnything() {
    assertEquals(List.of("\r\n\u0000", "abc", "<d>"), frames(Framing.ofLength(3), "\r\n\0abcd"));
  }

  @Test
  void noTerminatorAndNoLengthAreRefused() {
    assertThrows(IllegalArgumentException.class, () -> Framing.endedBy(""));
    assertThrows(IllegalArgumentException.class, () -> Framing.ofLength(0));
  }

  @Test
  void whateverComesEveryByteIsInOneFrame() {
    var random = new Random(5);
    for (int round = 0; round < 500; round++) {
      var bytes = new StringBuilder();
      for (int i = random.nextInt(200); i > 0; i--) {
        bytes.append("\r\nab".charAt(random.nextInt(4)));
      }
      var whole = new StringBuilder();
      FrameState.Wanting state = Framing.endedBy("\r\n").begin();
      for (byte each : bytes.toString().getBytes(StandardCharsets.ISO_8859_1)) {
        var next = state.take(each);
        if (next instanceof FrameState.Wanting wanting) {
          state = wanting;
        } else {
          var complete = assertInstanceOf(FrameState.Complete.class, next);
          whole.append(text(complete.frame())).append("\r\n");
          state = Framing.endedBy("\r\n").begin();
        }
      }
      assertEquals(bytes.toString(), whole + text(state.soFar()));
    }
  }
}
