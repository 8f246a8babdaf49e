package org.stillwatch.notifiers.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.stillwatch.core.notice.Message;
import org.stillwatch.core.notice.Notice;
import org.stillwatch.core.notice.Secret;
import org.stillwatch.core.notice.Severity;
import org.stillwatch.notifiers.TestKeys;
import org.stillwatch.testkit.ScriptedHttp;
import org.stillwatch.testkit.ScriptedHttp.Act;

class ExchangeTest {

  private static final Message MESSAGE =
      Message.of(
          new Notice(
              "5f2a \r\nX: y",
              Instant.EPOCH,
              "lab",
              Notice.Kind.TEST,
              Severity.INFO,
              "t",
              "t",
              Optional.empty(),
              Optional.empty(),
              false));

  private static Answer send(String url, Outgoing outgoing) {
    var address = SecretAddress.of(new Secret(url), List.of());
    return new Exchange(address, "POST", Map.of(), Duration.ofSeconds(20), () -> Instant.EPOCH)
        .send(outgoing);
  }

  /** What a server does with the first connection. */
  private interface Conversation {
    void hold(Socket socket) throws IOException;
  }

  private static Answer.Silent against(ServerSocket server, Conversation conversation)
      throws IOException {
    try (server) {
      Thread.ofVirtual()
          .start(
              () -> {
                try (var socket = server.accept()) {
                  conversation.hold(socket);
                } catch (IOException clientGone) {
                  // as some of these clients do
                }
              });
      var answer =
          send("https://127.0.0.1:" + server.getLocalPort() + "/x", Outgoing.json(MESSAGE, "{}"));
      return assertInstanceOf(Answer.Silent.class, answer);
    }
  }

  private static ServerSocket plain() throws IOException {
    return new ServerSocket(0, 1, InetAddress.ofLiteral("127.0.0.1"));
  }

  @Test
  void nothingArrivedAtAServerThatKnowsNoTls() throws IOException {
    var answer =
        against(
            plain(),
            socket -> {
              int begin = socket.getInputStream().read();
              assertEquals(22, begin, "a TLS handshake");
              socket
                  .getOutputStream()
                  .write("HTTP/1.1 400 Bad\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
            });
    assertFalse(answer.mayHaveArrived(), answer::why);
    assertTrue(answer.why().contains("no secure connection"), answer::why);
  }

  @Test
  void nothingArrivedAtAServerWhoseCertificateIsNotTrusted()
      throws IOException, GeneralSecurityException {
    var server =
        TestKeys.server()
            .getServerSocketFactory()
            .createServerSocket(0, 1, InetAddress.ofLiteral("127.0.0.1"));
    var answer =
        against(
            server,
            socket -> {
              int begin = socket.getInputStream().read();
              assertEquals(-1, begin, "the client says nothing");
            });
    assertFalse(answer.mayHaveArrived(), answer::why);
    assertTrue(answer.why().contains("no secure connection"), answer::why);
  }

  @Test
  void aQueryIsAddedToTheOneThatIsThere() throws IOException {
    try (var http = ScriptedHttp.answering(Act.respond(200, ""))) {
      for (var path : List.of("/x", "/x?a=b")) {
        assertInstanceOf(
            Answer.Said.class,
            send(http.base() + path, Outgoing.json(MESSAGE, "{}").withQuery("c=d%20e")));
      }
      assertEquals("/x?c=d%20e", http.requests().get(0).target());
      assertEquals("/x?a=b&c=d%20e", http.requests().get(1).target());
    }
  }

  @Test
  void noIdOfANoticeAddsAHeader() throws IOException {
    try (var http = ScriptedHttp.answering(Act.respond(200, ""))) {
      assertInstanceOf(Answer.Said.class, send(http.base() + "/x", Outgoing.json(MESSAGE, "{}")));
      var headers = http.requests().getFirst().headers();
      assertEquals("5f2aX:y", headers.get("idempotency-key"));
      assertFalse(headers.containsKey("x"), headers::toString);
    }
  }
}
