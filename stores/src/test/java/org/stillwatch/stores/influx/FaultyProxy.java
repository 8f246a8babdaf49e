package org.stillwatch.stores.influx;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Random;

/** Stands before a real server, and does to its requests what networks and servers do. */
final class FaultyProxy implements AutoCloseable {

  /** What can happen to a request. */
  enum Fault {
    /** The connection is reset before the server sees it. */
    DROP,
    /** The server has it, and the connection is reset before the answer. */
    RESET_AFTER,
    /** The server has it, and the answer never comes. */
    SILENT_AFTER,
    /** Half of the answer comes. */
    CUT_ANSWER,
    INTERNAL,
    BUSY,
    TOO_LARGE
  }

  private final ServerSocket listening;
  private final URI server;
  private final Random random;
  private final double share;
  private final HttpClient client =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private final Map<Fault, Integer> done = new EnumMap<>(Fault.class);
  private volatile boolean healed;

  /**
   * @param share of requests that something happens to
   */
  FaultyProxy(String server, long seed, double share) throws IOException {
    this.listening = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    this.server = URI.create(server);
    this.random = new Random(seed);
    this.share = share;
    Thread.ofVirtual().name("faulty-proxy").start(this::accept);
  }

  String base() {
    return "http://127.0.0.1:" + listening.getLocalPort();
  }

  /** Nothing happens to requests any more. */
  void heal() {
    healed = true;
  }

  synchronized Map<Fault, Integer> done() {
    return Map.copyOf(done);
  }

  private void accept() {
    while (!listening.isClosed()) {
      try {
        var socket = listening.accept();
        Thread.ofVirtual().name("faulty-proxy-connection").start(() -> serve(socket));
      } catch (IOException closed) {
        return;
      }
    }
  }

  private synchronized Optional<Fault> next() {
    if (healed || random.nextDouble() >= share) {
      return Optional.empty();
    }
    var fault = Fault.values()[random.nextInt(Fault.values().length)];
    done.merge(fault, 1, Integer::sum);
    return Optional.of(fault);
  }

  private void serve(Socket socket) {
    try (socket) {
      var in = new BufferedInputStream(socket.getInputStream());
      var target = line(in).split(" ")[1];
      var request = HttpRequest.newBuilder(URI.create(server + target));
      int length = 0;
      for (var header = line(in); !header.isEmpty(); header = line(in)) {
        var parts = header.split(":", 2);
        var name = parts[0].toLowerCase(Locale.ROOT);
        if (name.equals("content-length")) {
          length = Integer.parseInt(parts[1].strip());
        } else if (name.startsWith("content-") || name.equals("authorization")) {
          request.header(name, parts[1].strip());
        }
      }
      var body = in.readNBytes(length);
      pass(socket, request.POST(HttpRequest.BodyPublishers.ofByteArray(body)).build(), length);
    } catch (IOException clientGone) {
      // it has given up
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void pass(Socket socket, HttpRequest request, int length)
      throws IOException, InterruptedException {
    var fault = next();
    if (fault.isPresent()) {
      switch (fault.get()) {
        case DROP -> {
          socket.setSoLinger(true, 0);
          return;
        }
        case INTERNAL -> {
          answer(socket, 500, "{\"error\":\"timeout\"}");
          return;
        }
        case BUSY -> {
          answer(socket, 429, "");
          return;
        }
        case TOO_LARGE -> {
          if (length > 300) {
            answer(socket, 413, "{\"error\":\"Request Entity Too Large\"}");
            return;
          }
        }
        case RESET_AFTER, SILENT_AFTER, CUT_ANSWER -> {
          // the server has it first
        }
      }
    }
    var response = client.send(request, BodyHandlers.ofString());
    switch (fault.orElse(Fault.TOO_LARGE)) {
      case RESET_AFTER -> socket.setSoLinger(true, 0);
      case SILENT_AFTER -> {
        var gone = socket.getInputStream().read();
      }
      case CUT_ANSWER -> {
        write(socket, "HTTP/1.1 " + response.statusCode() + " Cut\r\nContent-Le");
        socket.setSoLinger(true, 0);
      }
      default -> answer(socket, response.statusCode(), response.body());
    }
  }

  private static void answer(Socket socket, int status, String body) throws IOException {
    var head = "HTTP/1.1 " + status + " Proxied\r\nConnection: close\r\n";
    write(
        socket,
        status == 204
            ? head + "\r\n"
            : head
                + "Content-Length: "
                + body.getBytes(StandardCharsets.UTF_8).length
                + "\r\n\r\n"
                + body);
  }

  private static void write(Socket socket, String text) throws IOException {
    socket.getOutputStream().write(text.getBytes(StandardCharsets.UTF_8));
    socket.getOutputStream().flush();
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

  @Override
  public void close() throws IOException {
    listening.close();
    client.shutdownNow();
  }
}
