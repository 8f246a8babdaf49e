package org.stillwatch.benchmarks;

import com.sun.net.httpserver.HttpServer;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.stillwatch.simulators.bluefors.controller.SimulatedController;
import org.stillwatch.simulators.wire.Mosquitto;

/**
 * Time from just before a temperature controller publishes a measurement that crosses a limit until
 * the webhook's request is there: a real mosquitto, and the real program in a process of its own.
 * Each measurement crosses; they come 0.5 to 1 s apart at times that keep step with no timer.
 */
final class PushLatency {

  private static final int WARM_UP = 20;
  private static final int PAUSE_MILLIS = 500;

  private PushLatency() {}

  /**
   * @param hundreds how many hundred crossings
   */
  static void run(int hundreds, Scratch scratch) throws Exception {
    if (Mosquitto.program().isEmpty()) {
      System.err.println(Mosquitto.INSTALL);
      return;
    }
    var millis = measure(scratch, 100 * hundreds, PAUSE_MILLIS);
    Table.head(
        "message to notice, " + millis.length + " crossings", "least", "p50", "p90", "p99", "most");
    Table.row(
        "bluefors-controller over MQTT",
        Table.millis(millis[0]),
        Table.millis(millis[millis.length / 2]),
        Table.millis(millis[millis.length * 9 / 10]),
        Table.millis(millis[millis.length * 99 / 100]),
        Table.millis(millis[millis.length - 1]));
  }

  /** Sorted milliseconds. */
  static double[] measure(Scratch scratch, int crossings, int pauseMillis) throws Exception {
    var random = new SplittableRandom(1);
    var arrivals = new LinkedBlockingQueue<Long>();
    var server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 10);
    server.createContext(
        "/",
        exchange -> {
          long now = System.nanoTime();
          var body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
          exchange.sendResponseHeaders(204, -1);
          exchange.close();
          if (body.contains("\"rule\":\"mxc\"")) {
            arrivals.add(now);
          }
        });
    server.start();
    var millis = new double[crossings];
    try (var broker = Mosquitto.start(scratch.fresh("broker"));
        var controller = new SimulatedController()) {
      controller.connect(broker.port());
      var station = Files.createTempFile(scratch.fresh("station"), "station", ".yaml");
      Files.writeString(station, station(broker.address(), server.getAddress().getPort()));
      try (var child =
          Child.stillwatch(
              List.of(),
              "run",
              station.toString(),
              "--port",
              "0",
              "--data",
              scratch.fresh("data").toString())) {
        var ready = child.until("ready");
        if (ready.compareTo(Duration.ofMinutes(1)) > 0) {
          throw new IllegalStateException("the station needed " + ready + " to be ready");
        }
        for (int i = -WARM_UP; i < crossings; i++) {
          Thread.sleep(pauseMillis + random.nextInt(pauseMillis));
          arrivals.clear();
          long before = System.nanoTime();
          var sent = controller.measure(6, Instant.now(), i % 2 == 0 ? 3 : 0.5);
          var arrived = arrivals.poll(30, TimeUnit.SECONDS);
          if (i >= 0) {
            if (arrived == null) {
              throw new IllegalStateException("no notice of crossing " + i + " within 30 s");
            }
            millis[i] = (arrived - before) / 1e6;
          }
        }
      }
    } finally {
      server.stop(0);
    }
    Arrays.sort(millis);
    return millis;
  }

  private static String station(String broker, int port) {
    return """
    station: {name: Bench, zone: UTC, data: ./data}
    instruments:
      live: {kind: bluefors-controller, mqtt: "%s", every: 10s}
    rules:
      - name: mxc
        channel: live/mxc/temperature
        high: {above: 2 K, say: "MC > 2 K", severity: warning}
        low: {below: 1 K, say: "MC < 1 K", severity: info}
    routes:
      - {name: all, to: [hook], severity: info}
    notifiers:
      hook: {kind: webhook, url: "http://127.0.0.1:%d/", storm: {more-than: 100000}}
    """
        .formatted(broker, port);
  }
}
