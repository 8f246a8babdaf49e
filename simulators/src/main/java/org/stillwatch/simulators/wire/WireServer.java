package org.stillwatch.simulators.wire;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import javax.net.ssl.SSLContext;

/**
 * A small HTTP/1.1 server on a port of this machine that can also answer wrongly: not at all, with
 * a reset, half. One answer for each connection; an upgrade makes it a {@link WebSocketPeer}.
 */
public final class WireServer implements AutoCloseable {

  /** What was asked. */
  public record Request(String method, String path, String query, String body) {}

  /** What is answered. */
  public sealed interface Answer {
    record Text(int status, String body) implements Answer {}

    /** The connection breaks before the answer. */
    record Reset() implements Answer {}

    /** The connection breaks in the middle of the answer. */
    record Half(String body) implements Answer {}

    /** Nothing, until the client gives up or the server is closed. */
    record Silence() implements Answer {}

    /** The connection goes on as a WebSocket. */
    record Upgrade(WebSocketPeer.Listener listener) implements Answer {}
  }

  /** The upper half. */
  public interface Handler {
    Answer answer(Request request);
  }

  private final ServerSocket server;
  private final String scheme;
  private final Handler handler;
  private final Thread accepting;
  private final Set<Socket> open = ConcurrentHashMap.newKeySet();

  /**
   * @param port 0 for a free one
   * @param tls with it https is spoken
   */
  public WireServer(int port, Optional<SSLContext> tls, Handler handler) throws IOException {
    this.handler = handler;
    this.scheme = tls.isPresent() ? "https" : "http";
    var loopback = InetAddress.getLoopbackAddress();
    this.server =
        tls.isPresent()
            ? tls.get().getServerSocketFactory().createServerSocket(port, 50, loopback)
            : new ServerSocket(port, 50, loopback);
    this.accepting = Thread.ofVirtual().name("simulated server").start(this::accept);
  }

  public URI address() {
    return URI.create(scheme + "://127.0.0.1:" + server.getLocalPort());
  }

  public int port() {
    return server.getLocalPort();
  }

  private void accept() {
    while (!server.isClosed()) {
      try {
        var socket = server.accept();
        open.add(socket);
        var serving = Thread.ofVirtual().start(() -> serve(socket));
      } catch (IOException e) {
        // closed
      }
    }
  }

  private void serve(Socket socket) {
    try (socket) {
      var in = new BufferedInputStream(socket.getInputStream());
      var head = line(in).split(" ", -1);
      if (head.length < 2) {
        return;
      }
      var headers = new TreeMap<String, String>();
      for (var line = line(in); !line.isEmpty(); line = line(in)) {
        int colon = line.indexOf(':');
        headers.put(
            line.substring(0, colon).toLowerCase(Locale.ROOT), line.substring(colon + 1).strip());
      }
      var body = in.readNBytes(Integer.parseInt(headers.getOrDefault("content-length", "0")));
      var target = head[1].split("\\?", 2);
      answer(
          socket,
          in,
          headers,
          handler.answer(
              new Request(
                  head[0],
                  target[0],
                  target.length > 1 ? target[1] : "",
                  new String(body, StandardCharsets.UTF_8))));
    } catch (IOException | UncheckedIOException e) {
      // the client went away, or a broken handshake: its business
    } finally {
      open.remove(socket);
    }
  }

  private static void answer(
      Socket socket, InputStream in, Map<String, String> headers, Answer answer)
      throws IOException {
    var out = socket.getOutputStream();
    switch (answer) {
      case Answer.Text(int status, String body) -> {
        out.write(head(status, body));
        out.write(body.getBytes(StandardCharsets.UTF_8));
        out.flush();
      }
      case Answer.Half(String body) -> {
        var bytes = body.getBytes(StandardCharsets.UTF_8);
        out.write(head(200, body));
        out.write(bytes, 0, bytes.length / 2);
        out.flush();
      }
      case Answer.Reset() -> socket.setSoLinger(true, 0);
      case Answer.Silence() -> {
        int ignored = in.read();
      }
      case Answer.Upgrade(WebSocketPeer.Listener listener) -> {
        out.write(WebSocketPeer.upgrade(headers.getOrDefault("sec-websocket-key", "")));
        out.flush();
        new WebSocketPeer(in, out).serve(listener);
      }
    }
  }

  private static byte[] head(int status, String body) {
    return ("HTTP/1.1 "
            + status
            + " Simulated\r\n"
            + "Content-Type: application/json\r\n"
            + "Connection: close\r\n"
            + "Content-Length: "
            + body.getBytes(StandardCharsets.UTF_8).length
            + "\r\n\r\n")
        .getBytes(StandardCharsets.US_ASCII);
  }

  private static String line(InputStream in) throws IOException {
    var line = new ByteArrayOutputStream();
    for (int b = in.read(); b >= 0 && b != '\n'; b = in.read()) {
      if (b != '\r') {
        line.write(b);
      }
    }
    return line.toString(StandardCharsets.ISO_8859_1);
  }

  /** Breaks all connections that are open. */
  public void dropAll() {
    for (var socket : open) {
      try {
        socket.close();
      } catch (IOException e) {
        // closed already
      }
    }
  }

  @Override
  public void close() {
    try {
      server.close();
      // until it has ended, one more connection may be taken
      accepting.join();
    } catch (IOException e) {
      // closed already
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    dropAll();
  }
}
