package org.stillwatch.testkit;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.NullMarked;

/**
 * An HTTP/1.1 server on 127.0.0.1 that answers each request with the next line of its script, also
 * in ways that a well-behaved server never would, and remembers what it was asked. One request per
 * connection. When the script is at its end the last line holds.
 */
@NullMarked
public final class ScriptedHttp implements AutoCloseable {

  /** What the server does with one request. */
  public sealed interface Act {

    /** A whole response. */
    record Respond(int status, Map<String, String> headers, String body) implements Act {}

    /** Reads the request and says nothing, until the server is closed or the client gives up. */
    record Silence() implements Act {}

    /** A status and a body that goes on as fast as the client takes it. */
    record EndlessBody(int status) implements Act {}

    /** A status and the begin of a body; the rest never comes. */
    record StalledBody(int status, String begin) implements Act {}

    /** A status and the begin of a body, then the connection is reset. */
    record ResetInBody(int status, String begin) implements Act {}

    /** The connection is reset once the request has been read. */
    record Reset() implements Act {}

    /** Something that is not HTTP. */
    record Garbage(String text) implements Act {}

    static Act respond(int status, String body) {
      return new Respond(status, Map.of(), body);
    }
  }

  /**
   * A request as it arrived.
   *
   * @param headers by name in lower case; the last of a name
   */
  public record Request(String method, String target, Map<String, String> headers, String body) {}

  private final ServerSocket server;
  private final Queue<Act> script;
  private final List<Request> requests = new ArrayList<>();
  private final Set<Socket> open = ConcurrentHashMap.newKeySet();

  private ScriptedHttp(ServerSocket server, List<Act> script) {
    this.server = server;
    this.script = new ArrayDeque<>(script);
  }

  /** Starts a server on a free port. */
  public static ScriptedHttp answering(Act first, Act... more) throws IOException {
    var script = new ArrayList<Act>();
    script.add(first);
    script.addAll(List.of(more));
    var http =
        new ScriptedHttp(new ServerSocket(0, 50, InetAddress.ofLiteral("127.0.0.1")), script);
    Thread.ofVirtual().name("scripted-http").start(http::accept);
    return http;
  }

  /** A port of 127.0.0.1 at which nothing listens. */
  public static int deadPort() throws IOException {
    try (var socket = new ServerSocket(0, 1, InetAddress.ofLiteral("127.0.0.1"))) {
      return socket.getLocalPort();
    }
  }

  /** {@code http://127.0.0.1:PORT}, without a slash at its end. */
  public String base() {
    return "http://127.0.0.1:" + server.getLocalPort();
  }

  /** All requests that have been read in full so far. */
  public List<Request> requests() {
    synchronized (requests) {
      return List.copyOf(requests);
    }
  }

  /** Waits until no client is connected; false when one still is after that time. */
  public boolean clientsGone(Duration within) throws InterruptedException {
    long deadline = System.nanoTime() + within.toNanos();
    synchronized (requests) {
      while (!open.isEmpty()) {
        long left = deadline - System.nanoTime();
        if (left <= 0) {
          return false;
        }
        TimeUnit.NANOSECONDS.timedWait(requests, left);
      }
      return true;
    }
  }

  @Override
  public void close() throws IOException {
    server.close();
    for (var socket : open) {
      socket.close();
    }
  }

  private void accept() {
    while (!server.isClosed()) {
      try {
        var socket = server.accept();
        open.add(socket);
        Thread.ofVirtual().name("scripted-http-connection").start(() -> serve(socket));
      } catch (IOException closed) {
        return;
      }
    }
  }

  private void serve(Socket socket) {
    try (socket) {
      var request = read(new BufferedInputStream(socket.getInputStream()));
      Act act;
      synchronized (requests) {
        requests.add(request);
        act = script.size() > 1 ? script.remove() : script.element();
      }
      perform(act, socket);
    } catch (IOException clientGone) {
      // the client gave up, as some scripts mean it to
    } finally {
      synchronized (requests) {
        open.remove(socket);
        requests.notifyAll();
      }
    }
  }

  private static void perform(Act act, Socket socket) throws IOException {
    var out = socket.getOutputStream();
    switch (act) {
      case Act.Respond(int status, var headers, var body) -> {
        var bytes = body.getBytes(StandardCharsets.UTF_8);
        var all = new TreeMap<>(headers);
        all.put("Content-Length", Integer.toString(bytes.length));
        all.put("Connection", "close");
        head(out, status, all);
        out.write(bytes);
        out.flush();
      }
      case Act.Silence() -> untilClosed(socket);
      case Act.EndlessBody(int status) -> {
        head(out, status, Map.of("Connection", "close"));
        var chunk = "for ever and ever ".repeat(400).getBytes(StandardCharsets.UTF_8);
        while (!socket.isClosed()) {
          out.write(chunk);
        }
      }
      case Act.StalledBody(int status, var begin) -> {
        begin(out, status, begin);
        untilClosed(socket);
      }
      case Act.ResetInBody(int status, var begin) -> {
        begin(out, status, begin);
        socket.setSoLinger(true, 0);
      }
      case Act.Reset() -> socket.setSoLinger(true, 0);
      case Act.Garbage(var text) -> {
        out.write(text.getBytes(StandardCharsets.UTF_8));
        out.flush();
      }
    }
  }

  private static void begin(OutputStream out, int status, String begin) throws IOException {
    head(out, status, Map.of("Content-Length", "1000"));
    out.write(begin.getBytes(StandardCharsets.UTF_8));
    out.flush();
  }

  private static void head(OutputStream out, int status, Map<String, String> headers)
      throws IOException {
    var head = new StringBuilder("HTTP/1.1 " + status + " Scripted\r\n");
    headers.forEach((name, value) -> head.append(name).append(": ").append(value).append("\r\n"));
    out.write(head.append("\r\n").toString().getBytes(StandardCharsets.ISO_8859_1));
  }

  private static void untilClosed(Socket socket) throws IOException {
    while (socket.getInputStream().read() >= 0) {
      // what else the client says does not matter
    }
  }

  private static Request read(InputStream in) throws IOException {
    var first = line(in).split(" ");
    if (first.length < 3) {
      throw new IOException("no HTTP request");
    }
    var headers = new TreeMap<String, String>();
    for (var line = line(in); !line.isEmpty(); line = line(in)) {
      int colon = line.indexOf(':');
      headers.put(
          line.substring(0, colon).toLowerCase(Locale.ROOT), line.substring(colon + 1).strip());
    }
    int length = Integer.parseInt(headers.getOrDefault("content-length", "0"));
    var body = in.readNBytes(length);
    if (body.length < length) {
      throw new IOException("the request ended early");
    }
    return new Request(
        first[0], first[1], Map.copyOf(headers), new String(body, StandardCharsets.UTF_8));
  }

  private static String line(InputStream in) throws IOException {
    var line = new StringBuilder();
    for (int c = in.read(); c != '\n'; c = in.read()) {
      if (c < 0) {
        throw new IOException("the request ended early");
      }
      line.append((char) c);
    }
    return line.toString().stripTrailing();
  }
}
