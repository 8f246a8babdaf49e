package org.stillwatch.link.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.stillwatch.simulators.wire.WireServer;
import org.stillwatch.simulators.wire.WireServer.Answer;

class HttpLinkTest {

  private static final String PATH = "/values/?key=secret";

  private static Reply ask(Answer answer, Duration timeout) throws IOException {
    try (var server = new WireServer(0, Optional.empty(), request -> answer);
        var link = new HttpLink(server.address(), Optional.empty(), timeout)) {
      return link.get(PATH);
    }
  }

  private static String why(Answer answer) throws IOException {
    return assertInstanceOf(Reply.Failed.class, ask(answer, Duration.ofSeconds(1))).why();
  }

  @Test
  void anAnswerHasItsStatusAndItsText() throws IOException {
    assertEquals(
        new Reply.Answer(418, "tea"), ask(new Answer.Text(418, "tea"), Duration.ofSeconds(10)));
  }

  @Test
  void failuresAreSaidWithoutWhatStandsAfterTheHost() throws IOException {
    assertTrue(why(new Answer.Silence()).contains("does not answer in time"));
    assertTrue(why(new Answer.Reset()).contains("broke the connection off"));
    assertTrue(why(new Answer.Half("0123456789")).contains("broke the connection off"));
    for (var answer : new Answer[] {new Answer.Silence(), new Answer.Reset()}) {
      assertTrue(!why(answer).contains("secret"), why(answer));
    }
  }

  @Test
  void anAnswerThatIsTooLongIsSaidToBe() throws IOException {
    var longer = new Answer.Text(200, "x".repeat((int) HttpLink.LARGEST + 1));
    var failed = assertInstanceOf(Reply.Failed.class, ask(longer, Duration.ofSeconds(20)));
    assertTrue(failed.why().endsWith("answered with more than 32 MB"), failed.why());
  }

  @Test
  void aHostWithoutAnAddressIsSaid() {
    try (var link =
        new HttpLink(
            URI.create("http://no-such-host.invalid:5001"),
            Optional.empty(),
            Duration.ofSeconds(20))) {
      var failed = assertInstanceOf(Reply.Failed.class, link.get("/"));
      assertTrue(failed.why().contains("its name is not known"), failed.why());
    }
  }

  @Test
  void aFingerprintIsReadAsBrowsersAndToolsWriteIt() {
    var hex = "0123456789abcdef".repeat(4);
    var colons = hex.toUpperCase(java.util.Locale.ROOT).replaceAll("(..)(?!$)", "$1:");
    for (var text :
        new String[] {hex, colons, "sha256:" + colons, "SHA-256 " + hex, "sha256=" + hex}) {
      assertEquals("sha256:" + colons, Fingerprint.parse(text).toString(), text);
    }
    for (var text : new String[] {"", "sha256:", hex.substring(2), "sha1:" + colons, hex + "00"}) {
      assertThrows(IllegalArgumentException.class, () -> Fingerprint.parse(text), text);
    }
  }
}
