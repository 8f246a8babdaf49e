package org.stillwatch.simulators.bluefors.valvecontrol;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.stillwatch.simulators.bluefors.FridgeModel;

/**
 * ValveControl: greets with a form feed, answers a line with a line, and ends connections that were
 * silent for 30 s of its clock when {@link #endIdle} is called.
 */
public final class SimulatedValveControl implements AutoCloseable {

  private static final Duration IDLE = Duration.ofSeconds(30);

  private final ServerSocket server;
  private final InstantSource clock;
  private final Thread accepting;
  private final Map<Socket, Instant> open = new ConcurrentHashMap<>();
  private final List<String> heard = new CopyOnWriteArrayList<>();
  private volatile FridgeModel.State fridge;
  private volatile Function<String, Optional<String>> fault = command -> Optional.empty();

  /**
   * @param clock by which connections are idle
   */
  public SimulatedValveControl(FridgeModel.State fridge, InstantSource clock) throws IOException {
    this.fridge = fridge;
    this.clock = clock;
    this.server = new ServerSocket(0, 10, InetAddress.getLoopbackAddress());
    this.accepting = Thread.ofVirtual().start(this::accept);
  }

  public int port() {
    return server.getLocalPort();
  }

  /** What the fridge does now. */
  public void fridge(FridgeModel.State now) {
    fridge = now;
  }

  /**
   * Answers in another way where this gives one, as it is, with the end of its line if it is to
   * have one.
   */
  public void fault(Function<String, Optional<String>> instead) {
    fault = instead;
  }

  /** The lines that came, without those that were empty. */
  public List<String> heard() {
    return heard.stream().filter(line -> !line.isEmpty()).toList();
  }

  /** How many empty lines came, which keep a connection alive. */
  public long keepAlives() {
    return heard.stream().filter(String::isEmpty).count();
  }

  public int connections() {
    return open.size();
  }

  /** Ends the connections that were silent for too long. */
  public void endIdle() {
    var now = clock.instant();
    open.forEach(
        (socket, since) -> {
          if (since.plus(IDLE).isBefore(now)) {
            end(socket);
          }
        });
  }

  /** Ends all connections. */
  public void dropAll() {
    open.keySet().forEach(SimulatedValveControl::end);
  }

  private static void end(Socket socket) {
    try {
      socket.close();
    } catch (IOException e) {
      // gone already
    }
  }

  private void accept() {
    while (!server.isClosed()) {
      try {
        var socket = server.accept();
        open.put(socket, clock.instant());
        var serving = Thread.ofVirtual().start(() -> serve(socket));
      } catch (IOException e) {
        // closed
      }
    }
  }

  private void serve(Socket socket) {
    try (socket) {
      var out = socket.getOutputStream();
      out.write(0x0C);
      var in =
          new BufferedReader(
              new InputStreamReader(socket.getInputStream(), StandardCharsets.US_ASCII));
      for (var line = in.readLine(); line != null; line = in.readLine()) {
        open.put(socket, clock.instant());
        heard.add(line);
        if (!line.isEmpty()) {
          out.write(
              fault.apply(line).orElse(answer(line) + "\r\n").getBytes(StandardCharsets.US_ASCII));
        }
      }
    } catch (IOException e) {
      // the client went away
    } finally {
      open.remove(socket);
    }
  }

  private String answer(String command) {
    var now = fridge;
    return switch (command) {
      case "names" -> "S04: " + String.join(",", now.switches().keySet());
      case "status" ->
          "S03: "
              + now.switches().entrySet().stream()
                  .map(entry -> entry.getKey() + "=" + (entry.getValue() ? 1 : 0))
                  .collect(Collectors.joining(","));
      case "mgstatus" ->
          "S11: " + gauges(now, gauge -> String.format(Locale.ROOT, "%.3e", gauge.pressureMbar()));
      case "mgstatuscode" -> "S12: " + gauges(now, gauge -> gauge.on() ? "0" : "4");
      case "fmstatus" -> String.format(Locale.ROOT, "S09: %.6f", now.flowMmolPerS());
      case "exit" -> "S01: bye";
      default ->
          command.matches("(on|off|switch|control|remote)\\b.*")
              ? "E10: permission denied"
              : "E01: unknown command";
    };
  }

  private static String gauges(FridgeModel.State now, Function<FridgeModel.Gauge, String> text) {
    return IntStream.range(0, now.gauges().size())
        .mapToObj(i -> "p" + (i + 1) + "=" + text.apply(now.gauges().get(i)))
        .collect(Collectors.joining(", "));
  }

  @Override
  public void close() throws IOException {
    server.close();
    try {
      // until it has ended, one more connection may be taken
      accepting.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    dropAll();
  }
}
