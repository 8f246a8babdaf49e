package org.stillwatch.link.tcp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class LineLinkTest {

  private static final Duration TIMEOUT = Duration.ofMillis(500);

  private interface Talk {
    void with(LineLink link) throws IOException;
  }

  private static void hearing(String text, boolean end, Talk talk) throws IOException {
    try (var server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
        var link = LineLink.connect("127.0.0.1", server.getLocalPort(), TIMEOUT);
        var other = server.accept()) {
      other.getOutputStream().write(text.getBytes(StandardCharsets.ISO_8859_1));
      if (end) {
        other.shutdownOutput();
      }
      talk.with(link);
    }
  }

  @Test
  void linesComeOneByOneWhateverPiecesTheyCameIn() throws IOException {
    hearing(
        "\fS00: ok\r\n\r\nS01\n",
        false,
        link -> {
          assertEquals('\f', link.readByte());
          assertEquals("S00: ok", link.readLine());
          assertEquals("", link.readLine());
          assertEquals("S01", link.readLine());
        });
  }

  @Test
  void halfALineIsNone() throws IOException {
    hearing(
        "S09: 0.2",
        true,
        link -> {
          var e = assertThrows(IOException.class, link::readLine);
          assertEquals("it closed the connection", LineLink.why(e));
        });
    hearing(
        "S09: 0.2",
        false,
        link -> {
          var e = assertThrows(IOException.class, link::readLine);
          assertEquals("it does not answer in time", LineLink.why(e));
        });
  }

  @Test
  void aLineWithoutAnEndIsNotReadForEver() throws IOException {
    hearing(
        "x".repeat(100_000),
        false,
        link -> {
          var e = assertThrows(IOException.class, link::readLine);
          assertEquals("a line of more than 65536 bytes", e.getMessage());
        });
  }
}
