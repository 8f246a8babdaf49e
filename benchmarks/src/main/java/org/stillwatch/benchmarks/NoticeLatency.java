package org.stillwatch.benchmarks;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.stillwatch.simulators.bluefors.BlueforsLogWriter;
import org.stillwatch.simulators.bluefors.Build;
import org.stillwatch.simulators.bluefors.FridgeModel;
import org.stillwatch.simulators.bluefors.FridgeModel.Sensor;
import org.stillwatch.simulators.bluefors.FridgeModel.State;

/**
 * Time from just before a line is written that crosses a limit until the webhook's request is
 * there, through the real program in a process of its own. Each row crosses; rows come 4 to 5 s
 * apart at times that do not keep step with any timer, so that no row helps the one before.
 */
final class NoticeLatency {

  private static final int CROSSINGS = 60;
  private static final long ROW_MILLIS = 4000;
  private static final DateTimeFormatter DAY = DateTimeFormatter.ofPattern("yy-MM-dd", Locale.ROOT);
  private static final DateTimeFormatter STAMP =
      DateTimeFormatter.ofPattern("dd-MM-yy,HH:mm:ss", Locale.ROOT);

  /** Writes one row of the mixing chamber's temperature, and what else belongs to it. */
  private interface Rows {
    void write(Instant now, double kelvin) throws IOException;
  }

  private NoticeLatency() {}

  static void run(RealDays days, Scratch scratch) throws Exception {
    var single = scratch.fresh("single");
    var full = scratch.fresh("full");
    var writer = new BlueforsLogWriter(full, ZoneOffset.UTC, Build.CURRENT);
    var state = new FridgeModel(1).at(FridgeModel.timeToBase());
    // both at once: each daemon is idle nearly all the time
    var one = start(() -> measure(scratch, single, (now, kelvin) -> append(single, now, kelvin)));
    var all =
        start(
            () -> measure(scratch, full, (now, kelvin) -> writer.write(now, with(state, kelvin))));
    Table.head("line to notice, " + CROSSINGS + " crossings", "least", "p50", "p90", "p99", "most");
    show("one file (CH6 T)", one.get());
    show("full folder (21 files)", all.get());
  }

  private interface Measurement {
    double[] take() throws Exception;
  }

  private static CompletableFuture<double[]> start(Measurement measurement) {
    var result = new CompletableFuture<double[]>();
    Thread.ofPlatform()
        .daemon()
        .start(
            () -> {
              try {
                result.complete(measurement.take());
              } catch (Exception e) {
                result.completeExceptionally(e);
              }
            });
    return result;
  }

  private static void show(String what, double[] millis) {
    Table.row(
        what,
        Table.millis(millis[0]),
        Table.millis(millis[millis.length / 2]),
        Table.millis(millis[millis.length * 9 / 10]),
        Table.millis(millis[millis.length * 99 / 100]),
        Table.millis(millis[millis.length - 1]));
  }

  /** Sorted milliseconds. */
  private static double[] measure(Scratch scratch, Path logs, Rows rows) throws Exception {
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
    var station = scratch.station(logs, rule(server.getAddress().getPort()));
    rows.write(Instant.now(), 0.5);
    var data = scratch.fresh("data");
    var millis = new double[CROSSINGS];
    try (var child =
        Child.stillwatch(
            List.of(), "run", station.toString(), "--port", "0", "--data", data.toString())) {
      var ready = child.until("ready");
      if (ready.compareTo(Duration.ofMinutes(1)) > 0) {
        throw new IllegalStateException("the station needed " + ready + " to be ready");
      }
      for (int i = -2; i < CROSSINGS; i++) {
        Thread.sleep(ROW_MILLIS + random.nextInt(1000));
        arrivals.clear();
        long before = System.nanoTime();
        rows.write(Instant.now(), i % 2 == 0 ? 3 : 0.5);
        var arrived = arrivals.poll(30, TimeUnit.SECONDS);
        if (i >= 0) { // the first two warm it up
          if (arrived == null) {
            throw new IllegalStateException("no notice of crossing " + i + " within 30 s");
          }
          millis[i] = (arrived - before) / 1e6;
        }
      }
    } finally {
      server.stop(0);
    }
    Arrays.sort(millis);
    return millis;
  }

  private static String rule(int port) {
    return """
    rules:
      - name: mxc
        channel: fridge/mxc/temperature
        high: {above: 2 K, say: "MC > 2 K", severity: warning}
        low: {below: 1 K, say: "MC < 1 K", severity: info}
    routes:
      - {name: all, to: [hook], severity: info}
    notifiers:
      hook: {kind: webhook, url: "http://127.0.0.1:%d/", storm: {more-than: 100000}}
    """
        .formatted(port);
  }

  private static void append(Path logs, Instant now, double kelvin) throws IOException {
    var time = now.atZone(ZoneOffset.UTC);
    var day = DAY.format(time);
    var file = Files.createDirectories(logs.resolve(day)).resolve("CH6 T " + day + ".log");
    Files.writeString(
        file,
        STAMP.format(time) + "," + kelvin + "\r\n",
        StandardOpenOption.CREATE,
        StandardOpenOption.APPEND);
  }

  /** The state with another temperature of the mixing chamber. */
  private static State with(State s, double kelvin) {
    var sensors =
        s.sensors().stream()
            .map(
                sensor ->
                    sensor.channel() == 6
                        ? new Sensor(6, OptionalDouble.of(kelvin), 1000 / kelvin, 1e-12, false)
                        : sensor)
            .toList();
    return new State(
        s.time(),
        sensors,
        s.gauges(),
        s.flowMmolPerS(),
        s.switches(),
        s.changes(),
        s.mxcHeater(),
        s.stillHeater(),
        s.compressor(),
        s.turbo(),
        s.scroll());
  }
}
