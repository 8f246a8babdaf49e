package org.stillwatch.app.proof;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.locks.LockSupport;

/**
 * A chat service on a bad day, on 127.0.0.1: it answers as it likes, and remembers each attempt and
 * what it really took.
 */
final class UnreliableService implements AutoCloseable {

  /** Longer than a station of the campaign waits. */
  private static final long SILENCE_NANOS = 900_000_000L;

  /** How an attempt ended. */
  enum Mood {
    /** Taken and said so. */
    OK(true, false),
    /** Taken, and the connection is closed without an answer. */
    ACCEPT_AND_DROP(true, true),
    /** Taken, and no answer comes in time. */
    ACCEPT_AND_SILENCE(true, true),
    /** Not taken, and no answer comes in time. */
    SILENCE(false, true),
    TOO_MANY(false, false),
    BROKEN(false, false),
    /** 200 with the body of an error, which only Slack means. */
    ERROR_BODY(false, false);

    final boolean taken;
    final boolean unanswered;

    Mood(boolean taken, boolean unanswered) {
      this.taken = taken;
      this.unanswered = unanswered;
    }
  }

  /**
   * One attempt to tell.
   *
   * @param life how often the station had been started
   */
  record Attempt(String recipient, String body, Mood mood, int life) {}

  private final HttpServer server;
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final Random random;
  private final List<Attempt> attempts = new ArrayList<>();
  private int life;

  UnreliableService(long seed) throws IOException {
    random = new Random(seed);
    server = HttpServer.create(new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), 0), 0);
    server.setExecutor(threads);
    server.createContext("/", this::handle);
    server.start();
  }

  String base() {
    return "http://127.0.0.1:" + server.getAddress().getPort();
  }

  /** From now on another process attempts. */
  synchronized void nextLife() {
    life++;
  }

  synchronized List<Attempt> attempts() {
    return List.copyOf(attempts);
  }

  private synchronized Mood attempt(String recipient, String body) {
    var mood = mood(CampaignStation.SLACKS.contains(recipient));
    attempts.add(new Attempt(recipient, body, mood, life));
    return mood;
  }

  private Mood mood(boolean slack) {
    return switch (random.nextInt(20)) {
      case 0, 1 -> Mood.ACCEPT_AND_DROP;
      case 2 -> Mood.ACCEPT_AND_SILENCE;
      case 3 -> Mood.SILENCE;
      case 4 -> Mood.TOO_MANY;
      case 5, 6 -> Mood.BROKEN;
      case 7 -> slack ? Mood.ERROR_BODY : Mood.OK;
      default -> Mood.OK;
    };
  }

  private void handle(HttpExchange exchange) throws IOException {
    try (exchange) {
      var body = new String(exchange.getRequestBody().readAllBytes(), UTF_8);
      var mood = attempt(exchange.getRequestURI().getPath().substring(1), body);
      switch (mood) {
        case OK -> answer(exchange, 200, "ok", Map.of());
        case ERROR_BODY -> answer(exchange, 200, "internal_error", Map.of());
        case TOO_MANY -> answer(exchange, 429, "slow down", Map.of("Retry-After", "1"));
        case BROKEN -> answer(exchange, 500, "oops", Map.of());
        case ACCEPT_AND_DROP -> {
          // closed without a word
        }
        case ACCEPT_AND_SILENCE, SILENCE -> LockSupport.parkNanos(SILENCE_NANOS);
      }
    }
  }

  private static void answer(
      HttpExchange exchange, int status, String text, Map<String, String> headers)
      throws IOException {
    headers.forEach(exchange.getResponseHeaders()::set);
    var bytes = text.getBytes(UTF_8);
    exchange.sendResponseHeaders(status, bytes.length);
    exchange.getResponseBody().write(bytes);
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }
}
