package org.stillwatch.notifiers.email;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import javax.net.ssl.SSLSocket;
import org.stillwatch.notifiers.TestKeys;

/**
 * A mail server on 127.0.0.1 that says what its script says: an answer for each word of RFC 5321
 * ({@code MAIL}, {@code RCPT TO:<a@b>}, {@code DATA}, {@code .}), and for the rest what is usual.
 */
final class ScriptedSmtp implements AutoCloseable {

  /** The connection is closed without an answer. */
  static final String HANG_UP = "";

  /** No answer comes at all. */
  static final String SILENCE = "silence";

  private final ServerSocket server;
  private final Map<String, String> script;
  private final List<String> lines = new ArrayList<>();

  ScriptedSmtp(Map<String, String> script) throws IOException {
    this.script = new ConcurrentHashMap<>(script);
    server = new ServerSocket(0, 5, InetAddress.ofLiteral("127.0.0.1"));
    Thread.ofVirtual().start(this::accept);
  }

  int port() {
    return server.getLocalPort();
  }

  void answer(String word, String reply) {
    script.put(word, reply);
  }

  /** All that clients have said, with the lines of their letters. */
  List<String> lines() {
    synchronized (lines) {
      return List.copyOf(lines);
    }
  }

  private void accept() {
    while (!server.isClosed()) {
      try (var socket = server.accept()) {
        converse(socket);
      } catch (IOException gone) {
        // the client or this server is at its end
      }
    }
  }

  private void converse(Socket plain) throws IOException {
    var socket = plain;
    var in = reader(socket);
    boolean more = reply(socket, "greeting", "220 lab ESMTP");
    boolean data = false;
    while (more) {
      var line = in.readLine();
      if (line == null) {
        return;
      }
      synchronized (lines) {
        lines.add(line);
      }
      if (data) {
        if (line.equals(".")) {
          data = false;
          more = reply(socket, ".", "250 2.0.0 queued as 17");
        }
        continue;
      }
      var word = line.split("[ :]")[0].toUpperCase(Locale.ROOT);
      more =
          switch (word) {
            case "EHLO" -> reply(socket, "EHLO", "250-lab\r\n250 8BITMIME");
            case "RCPT" -> reply(socket, line, "250 ok");
            case "DATA" -> {
              data = script.getOrDefault("DATA", "354").startsWith("354");
              yield reply(socket, "DATA", "354 go on");
            }
            case "STARTTLS" -> {
              more = reply(socket, "STARTTLS", "220 go on");
              socket = secured(socket);
              in = reader(socket);
              synchronized (lines) {
                lines.add("(from here on within TLS)");
              }
              yield more;
            }
            case "QUIT" -> reply(socket, "QUIT", "221 bye");
            default -> reply(socket, word, "250 ok");
          };
    }
  }

  private static BufferedReader reader(Socket socket) throws IOException {
    return new BufferedReader(
        new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8));
  }

  private static Socket secured(Socket plain) throws IOException {
    try {
      var secured =
          (SSLSocket)
              TestKeys.server()
                  .getSocketFactory()
                  .createSocket(plain, "lab", plain.getPort(), true);
      secured.setUseClientMode(false);
      secured.startHandshake();
      return secured;
    } catch (GeneralSecurityException noKeys) {
      throw new IOException(noKeys);
    }
  }

  private boolean reply(Socket socket, String word, String usual) throws IOException {
    var reply = script.getOrDefault(word, usual);
    if (reply.equals(SILENCE)) {
      return true;
    }
    if (reply.equals(HANG_UP)) {
      return false;
    }
    socket.getOutputStream().write((reply + "\r\n").getBytes(StandardCharsets.UTF_8));
    return true;
  }

  @Override
  public void close() throws IOException {
    server.close();
  }
}
