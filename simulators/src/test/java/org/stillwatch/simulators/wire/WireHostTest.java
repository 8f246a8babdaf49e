package org.stillwatch.simulators.wire;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A pseudo terminal and a port, opened as other programs open them. */
@Timeout(60)
class WireHostTest {

  @TempDir private Path folder = Path.of("");

  private final Echo echo = new Echo();

  private static Socket connect(TcpHost host) throws IOException {
    return new Socket(InetAddress.getLoopbackAddress(), host.port());
  }

  private static String ask(Socket socket, String text) throws IOException {
    socket.getOutputStream().write(text.getBytes(StandardCharsets.US_ASCII));
    return new String(socket.getInputStream().readNBytes(text.length()), StandardCharsets.US_ASCII);
  }

  private static String ask(RandomAccessFile port, String text) throws IOException {
    port.write(text.getBytes(StandardCharsets.US_ASCII));
    var reply = new byte[text.length()];
    port.readFully(reply);
    return new String(reply, StandardCharsets.US_ASCII);
  }

  @Test
  void clientsOfAPortAreAnsweredEachItsOwn() throws IOException {
    try (var host = TcpHost.onLoopback(echo);
        var one = connect(host);
        var two = connect(host)) {
      assertEquals("one\r", ask(one, "one\r"));
      assertEquals("two\r", ask(two, "two\r"));
      assertEquals("again\r", ask(one, "again\r"));
    }
  }

  @Test
  void aDeviceForOneClientServesTheNextWhenTheFirstHasGone() throws IOException {
    try (var host = TcpHost.onLoopback(echo, TcpHost.Clients.ONE_SERVED)) {
      try (var two = new Socket()) {
        try (var one = connect(host)) {
          assertEquals("one\r", ask(one, "one\r"));
          two.connect(one.getRemoteSocketAddress());
          two.setSoTimeout(10_000);
          two.getOutputStream().write("two\r".getBytes(StandardCharsets.US_ASCII));
          assertEquals("again\r", ask(one, "again\r"));
          assertEquals(0, two.getInputStream().available(), "it waits");
        }
        assertEquals('t', two.getInputStream().read(), "what it sent was kept for it");
      }
    }
  }

  @Test
  void aDeviceForOneClientCutsOffASecond() throws IOException {
    try (var host = TcpHost.onLoopback(echo, TcpHost.Clients.ONE_ONLY);
        var one = connect(host)) {
      assertEquals("one\r", ask(one, "one\r"));
      try (var two = connect(host)) {
        two.setSoTimeout(10_000);
        assertEquals(-1, two.getInputStream().read());
      }
      assertEquals("again\r", ask(one, "again\r"));
    }
  }

  @Test
  void anUnpluggedPortCutsItsClientsAndRefusesUntilItIsPluggedIn() throws IOException {
    try (var host = TcpHost.onLoopback(echo)) {
      var client = connect(host);
      assertEquals("one\r", ask(client, "one\r"));
      host.unplug();
      assertEquals(-1, client.getInputStream().read());
      assertThrows(ConnectException.class, () -> connect(host).close());
      host.plugIn();
      try (var again = connect(host)) {
        assertEquals("two\r", ask(again, "two\r"));
      }
      client.close();
    }
  }

  @Test
  void aClosedPortIsNotPluggedInAgain() throws IOException {
    var host = TcpHost.onLoopback(echo);
    host.close();
    host.plugIn();
    assertThrows(ConnectException.class, () -> connect(host).close());
  }

  @Test
  void aPseudoTerminalPassesEveryByteAsItIs() throws IOException {
    assumeTrue(PtyHost.isPossible(), "this system has no pseudo terminals");
    try (var host = new PtyHost(echo, Optional.empty(), false);
        var port = new RandomAccessFile(host.where(), "rw")) {
      var all = new StringBuilder();
      for (char c = 0; c < 128; c++) {
        if (c != '\r') {
          all.append(c);
        }
      }
      // XON, XOFF, ^C, ^D, LF among them: a terminal that is not raw would eat or change them
      assertEquals(all + "\r", ask(port, all + "\r"));
      assertEquals("two\r", ask(port, "two\r"));
    }
  }

  @Test
  void theLinkLeadsToThePseudoTerminalAndGoesWithIt() throws IOException {
    assumeTrue(PtyHost.isPossible(), "this system has no pseudo terminals");
    var link = folder.resolve("gauge");
    try (var host = new PtyHost(echo, Optional.of(link), false)) {
      assertEquals(link.toString(), host.where());
      try (var port = new RandomAccessFile(link.toFile(), "rw")) {
        assertEquals("one\r", ask(port, "one\r"));
        host.unplug();
        assertFalse(Files.exists(link, LinkOption.NOFOLLOW_LINKS));
        assertThrows(IOException.class, () -> readToItsEnd(port));
      }
      host.plugIn();
      try (var port = new RandomAccessFile(link.toFile(), "rw")) {
        assertEquals("two\r", ask(port, "two\r"));
      }
    }
    assertFalse(Files.exists(link, LinkOption.NOFOLLOW_LINKS));
  }

  /** Linux: an unplugged terminal first ends, then fails. */
  private static void readToItsEnd(RandomAccessFile port) throws IOException {
    if (port.read() < 0) {
      throw new IOException("ended");
    }
  }

  @Test
  void eachOpeningOfAPseudoTerminalIsFelt() throws IOException {
    assumeTrue(PtyHost.isPossible(), "this system has no pseudo terminals");
    try (var host = new PtyHost(echo, Optional.empty(), false)) {
      assertEquals(0, echo.opened());
      try (var port = new RandomAccessFile(host.where(), "rw")) {
        assertEquals("one\r", ask(port, "one\r"));
      }
      assertEquals(1, echo.opened());
    }
  }

  @Test
  void aFileInThePlaceOfTheLinkIsLeftAlone() throws IOException {
    assumeTrue(PtyHost.isPossible(), "this system has no pseudo terminals");
    var there = Files.writeString(folder.resolve("notes"), "mine");
    var e =
        assertThrows(IOException.class, () -> new PtyHost(echo, Optional.of(there), false).close());
    assertTrue(String.valueOf(e.getMessage()).contains("is there already"), e.getMessage());
    assertEquals("mine", Files.readString(there));
  }

  @Test
  void aLinkThatLeadsNowhereIsReplaced() throws IOException {
    assumeTrue(PtyHost.isPossible(), "this system has no pseudo terminals");
    var link = folder.resolve("gauge");
    var dangling = Files.createSymbolicLink(link, folder.resolve("gone"));
    try (var host = new PtyHost(echo, Optional.of(dangling), false);
        var port = new RandomAccessFile(host.where(), "rw")) {
      assertEquals("one\r", ask(port, "one\r"));
    }
  }

  @Test
  void aPacedLineTakesTheTimeOfItsBytes() throws IOException {
    try (var host = new TcpHost(echo, InetAddress.getLoopbackAddress(), 0, true);
        var client = connect(host)) {
      long start = System.nanoTime();
      assertEquals("0123456789012345678\r", ask(client, "0123456789012345678\r"));
      // 20 bytes there and 20 back, ten bits each, at 19200 baud: never less than 20.8 ms
      assertTrue(System.nanoTime() - start >= 20_800_000);
    }
  }
}
