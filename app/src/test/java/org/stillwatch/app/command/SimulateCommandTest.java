package org.stillwatch.app.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.PipedReader;
import java.io.PipedWriter;
import java.io.PrintWriter;
import java.io.RandomAccessFile;
import java.io.StringWriter;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Scanner;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.stillwatch.simulators.wire.PtyHost;

@Timeout(60)
class SimulateCommandTest {

  @TempDir private Path folder = Path.of("");

  /** A command that runs in the background until it is interrupted. */
  private static final class Background implements AutoCloseable {
    private final PipedReader said = new PipedReader();
    private final StringWriter err = new StringWriter();
    private final AtomicInteger code = new AtomicInteger(-1);
    private final Thread running;
    private final Scanner lines = new Scanner(said);

    Background(String... words) throws IOException {
      var out = new PrintWriter(new PipedWriter(said));
      running =
          Thread.ofPlatform().start(() -> code.set(Commands.run(out, new PrintWriter(err), words)));
    }

    String listening() {
      var line = lines.nextLine();
      assertTrue(line.startsWith("listening: "), line);
      return line.substring("listening: ".length());
    }

    @Override
    public void close() {
      running.interrupt();
      try {
        running.join();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
      assertEquals(130, code.get(), err.toString());
    }
  }

  @Test
  void gaugesOnAPortAnswerAsTheManualSays() throws IOException {
    try (var command = new Background("simulate", "kjlc-gauge", "--address", "01,0A")) {
      var where = command.listening().split(":");
      try (var socket = new Socket(where[0], Integer.parseInt(where[1]))) {
        socket.getOutputStream().write("#0AIGS\r".getBytes(StandardCharsets.US_ASCII));
        assertEquals(
            "*0A 1 IG ON \r",
            new String(socket.getInputStream().readNBytes(13), StandardCharsets.US_ASCII));
      }
    }
  }

  @Test
  void aPseudoTerminalIsThereUnderItsLinkAndGoneAtTheEnd() throws IOException {
    assumeTrue(PtyHost.isPossible(), "this system has no pseudo terminals");
    var link = folder.resolve("gauge");
    try (var command =
        new Background(
            "simulate", "kjlc-gauge", "--pty", link.toString(), "--misbehave", "wrong-address")) {
      assertEquals(link.toString(), command.listening());
      try (var port = new RandomAccessFile(link.toFile(), "rw")) {
        port.write("#01IGS\r".getBytes(StandardCharsets.US_ASCII));
        var reply = new byte[13];
        port.readFully(reply);
        assertEquals("*09 1 IG ON \r", new String(reply, StandardCharsets.US_ASCII));
      }
    }
    assertFalse(Files.exists(link, LinkOption.NOFOLLOW_LINKS));
  }

  @Test
  void itStopsByItself() {
    var run =
        Run.of("simulate", "bme680-arduino", "--for", "10ms", "--misbehave", "noise:every 1m");
    assertEquals(0, run.code(), run.err());
    assertTrue(run.out().contains("station file: gas: {kind: bme680-arduino, tcp: "), run.out());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      textBlock =
          """
          toaster                                    | 'toaster' cannot be simulated; expected one of kjlc-gauge
          kjlc-gauge --model 777                     | '777' is no model of kjlc-gauge; expected one of 392, 354, 300
          kjlc-gauge --address 1                     | '1' is no address of a gauge; expected two hex digits
          kjlc-gauge --port 0 --pty x                | expected --pty or --port, not both
          kjlc-gauge --misbehave sulk                | 'sulk' is no fault; expected one of silence
          kjlc-gauge --misbehave silence:sometimes   | 'sometimes' is no time; expected such as 'every 1m'
          bme680-arduino --address 01                | bme680-arduino has no address
          """)
  void whatMakesNoSenseIsSaidInOneSentence(String words, String expected) {
    var all = ("simulate " + words + " --for 1ms").split(" ");
    var run = Run.of((Object[]) all);
    assertEquals(2, run.code());
    assertTrue(run.err().contains(expected), run.err());
    assertEquals(1, run.err().lines().count(), run.err());
  }
}
