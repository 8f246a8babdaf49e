package org.stillwatch.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.stillwatch.simulators.wire.WireDevice;
import org.stillwatch.testkit.Transcript.Expected;

class TranscriptTest {

  private static final String TEXT =
      """
      # a gauge
      recorded: manual p. 62
      after: 12 ms
      > #01RD\\r
      < *01 1.53E-06\\r
      > #01RD\\r
      < *01 \\x39.90E+09
      < \\r
      = ion/pressure 1.53E-06
      = cg2/pressure missing over range
      """;

  private static String ask(WireDevice device, String text) {
    var said = new StringBuilder();
    for (var b : text.getBytes(StandardCharsets.ISO_8859_1)) {
      for (var act : device.receive(b, Duration.ZERO)) {
        if (act instanceof WireDevice.Act.Send(byte[] bytes, Duration after)) {
          assertEquals(Duration.ofMillis(12), after);
          said.append(new String(bytes, StandardCharsets.ISO_8859_1));
        }
      }
    }
    return said.toString();
  }

  @Test
  void repliesAreGivenInTurnAndTheLastAgain() {
    var device = Transcript.parse("gauge.txt", TEXT).device();
    assertEquals("*01 1.53E-06\r", ask(device, "#01RD\r"));
    assertEquals("*01 9.90E+09\r", ask(device, "#01RD\r"));
    assertEquals("*01 9.90E+09\r", ask(device, "#01RD\r"));
    assertEquals("", ask(device, "#02RD\r"));
  }

  @Test
  void whatMustComeOfItIsRead() {
    var transcript = Transcript.parse("gauge.txt", TEXT);
    assertEquals("manual p. 62", transcript.recorded());
    assertEquals(new Expected.Value(1.53e-6), transcript.expected().get("ion/pressure"));
    assertEquals(new Expected.Missing("over range"), transcript.expected().get("cg2/pressure"));
  }

  @Test
  void aTranscriptSaysWhereItComesFromAndALineThatIsNoneIsToldWithItsNumber() {
    assertThrows(IllegalArgumentException.class, () -> Transcript.parse("x.txt", "> R\n< 1\n"));
    var e =
        assertThrows(
            IllegalArgumentException.class,
            () -> Transcript.parse("x.txt", "recorded: here\n>R\n"));
    assertTrue(String.valueOf(e.getMessage()).startsWith("x.txt:2: '>R'"), e.getMessage());
  }
}
