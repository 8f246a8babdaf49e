package org.stillwatch.benchmarks;

import java.net.InetAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;
import org.stillwatch.app.config.Assembly;
import org.stillwatch.app.config.StationReader;
import org.stillwatch.app.process.Setup;
import org.stillwatch.app.process.StationProcess;
import org.stillwatch.core.instrument.SteadyClock;
import org.stillwatch.core.reading.Reading;
import org.stillwatch.link.lane.Answer;
import org.stillwatch.link.lane.Framing;
import org.stillwatch.link.lane.Lane;
import org.stillwatch.link.lane.Manners;
import org.stillwatch.link.lane.Urgency;
import org.stillwatch.link.tcp.TcpPort;
import org.stillwatch.simulators.caen.SimulatedBoard;
import org.stillwatch.simulators.caen.SimulatedCaen;
import org.stillwatch.simulators.wire.TcpHost;
import org.stillwatch.web.XmlRpcServer;
import org.stillwatch.web.XmlRpcSettings;

/**
 * How long fifty clients that ask ten times a second wait for a value of a supply that takes 70 ms
 * to answer: over XML-RPC from the station, inside the server, and from a server that asks the
 * supply each time. Then 10,000 requests at once.
 */
final class XmlRpcLatency {

  private static final int CLIENTS = 50;
  private static final int AT_ONCE = 10_000;

  /** Each client asks ten times a second: forty times as often as the original logger does. */
  private static final Duration PAUSE = Duration.ofMillis(100);

  private static final Duration THINKS = Duration.ofMillis(70);

  private static final byte[] VMON =
      "$BD:00,CMD:MON,CH:0,PAR:VMON\r\n".getBytes(StandardCharsets.US_ASCII);

  private static final String GET =
      "<?xml version='1.0'?><methodCall><methodName>get</methodName><params>"
          + "<param><value><int>0</int></value></param>"
          + "<param><value><int>0</int></value></param>"
          + "<param><value><string>VMon</string></value></param></params></methodCall>";

  private XmlRpcLatency() {}

  /**
   * @param seconds of asking
   */
  static void run(int seconds, Scratch scratch) throws Exception {
    var length = Duration.ofSeconds(seconds);
    Table.head(CLIENTS + " clients, the supply takes 70 ms", "p50", "p99", "most", "answers");
    try (var supply = supply()) {
      var file =
          Files.writeString(
              scratch.folder().resolve("station.yaml"),
              """
              station: {name: Bench, zone: UTC}
              web: {port: 0}
              instruments:
                hv1: {kind: caen-hv, tcp: "%s", every: 2s, guard: false}
              """
                  .formatted(supply.where()));
      var station = new StationReader(Map.of()).read(file).usable();
      var data = scratch.fresh("data");
      Supplier<Setup> setup = () -> Assembly.setup(station, data);
      try (var process = StationProcess.start(setup.get(), data, setup);
          var server = XmlRpcServer.start(process.station(), XmlRpcSettings.onLoopback(0))) {
        while (process.station().channels().stream()
            .noneMatch(
                status ->
                    status.channel().id().text().equals("hv1/ch0/vmon")
                        && status
                            .latest()
                            .filter(Reading.Measured.class::isInstance)
                            .isPresent())) {
          Thread.sleep(10);
        }
        var request = request(server.address());
        ours(server, request, length);
        atOnce(request);
        atOnce(request); // what the first one left counts for nothing
      }
    }
    try (var supply = supply()) {
      asking(supply, length);
    }
  }

  private static TcpHost supply() throws Exception {
    return new TcpHost(
        new SimulatedCaen(THINKS, List.of(new SimulatedBoard(0, SimulatedBoard.Model.N1470, 1))),
        InetAddress.getLoopbackAddress(),
        0,
        false);
  }

  private static HttpRequest request(URI address) {
    return HttpRequest.newBuilder(address.resolve("/RPC2"))
        .header("Content-Type", "text/xml")
        .timeout(Duration.ofSeconds(30))
        .POST(HttpRequest.BodyPublishers.ofString(GET))
        .build();
  }

  private static void ours(XmlRpcServer server, HttpRequest request, Duration length)
      throws Exception {
    var waits =
        clients(
            length,
            () -> {
              var http = HttpClient.newHttpClient();
              return () -> {
                var answer = http.send(request, BodyHandlers.ofString());
                if (!answer.body().contains("<double>")) {
                  throw new IllegalStateException(answer.body());
                }
                return answer;
              };
            });
    report("a get over XML-RPC, as the client sees it", waits);
    var latency = server.latency();
    Table.row(
        "the same, inside the server",
        Table.millis(latency.quantile(0.5).toNanos() / 1e6),
        Table.millis(latency.quantile(0.99).toNanos() / 1e6),
        Table.millis(latency.quantile(1).toNanos() / 1e6),
        latency.count());
  }

  private static void asking(TcpHost supply, Duration length) throws Exception {
    var lane = new Lane(TcpPort.parse(supply.where()), Manners.PLAIN, SteadyClock.SYSTEM);
    var framing = Framing.endedBy("\r\n");
    var waits =
        clients(
            length,
            () ->
                () -> {
                  var answer = lane.ask(Urgency.POLL, VMON, framing, Duration.ofSeconds(1));
                  if (!(answer instanceof Answer.Complete)) {
                    throw new IllegalStateException(answer.why());
                  }
                  return answer;
                });
    lane.close();
    report("a server that asks the supply each time", waits);
  }

  private interface Ask {
    Object ask() throws Exception;
  }

  /** Asks with all clients for so long; how long each answer took (ms), sorted. */
  private static List<Double> clients(Duration length, Supplier<Ask> client) throws Exception {
    try (var threads = Executors.newFixedThreadPool(CLIENTS)) {
      var all = new ArrayList<CompletableFuture<List<Double>>>();
      for (int i = 0; i < CLIENTS; i++) {
        all.add(CompletableFuture.supplyAsync(() -> waits(length, client.get()), threads));
      }
      var waits = new ArrayList<Double>();
      for (var each : all) {
        waits.addAll(each.get());
      }
      Collections.sort(waits);
      return waits;
    }
  }

  private static List<Double> waits(Duration length, Ask ask) {
    var waits = new ArrayList<Double>();
    long end = System.nanoTime() + length.toNanos();
    while (System.nanoTime() < end) {
      LockSupport.parkNanos(PAUSE.toNanos());
      long began = System.nanoTime();
      try {
        var answer = ask.ask();
      } catch (Exception e) {
        throw new IllegalStateException(e);
      }
      waits.add((System.nanoTime() - began) / 1e6);
    }
    return waits;
  }

  private static void report(String what, List<Double> waits) {
    Table.row(
        what,
        Table.millis(waits.get(waits.size() / 2)),
        Table.millis(waits.get((int) (waits.size() * 0.99))),
        Table.millis(waits.getLast()),
        waits.size());
  }

  private static void atOnce(HttpRequest request) {
    var runtime = Runtime.getRuntime();
    runtime.gc();
    long before = runtime.totalMemory() - runtime.freeMemory();
    var http = HttpClient.newHttpClient();
    var codes = new ConcurrentHashMap<String, Integer>();
    long began = System.nanoTime();
    var all = new ArrayList<CompletableFuture<?>>();
    for (int i = 0; i < AT_ONCE; i++) {
      all.add(
          http.sendAsync(request, BodyHandlers.discarding())
              .handle(
                  (answer, failure) ->
                      codes.merge(
                          failure == null ? String.valueOf(answer.statusCode()) : "not connected",
                          1,
                          Integer::sum)));
    }
    CompletableFuture.allOf(all.toArray(CompletableFuture[]::new)).join();
    long took = System.nanoTime() - began;
    all.clear();
    runtime.gc();
    long after = runtime.totalMemory() - runtime.freeMemory();
    System.out.printf(
        Locale.ROOT,
        "%n%,d requests at once: %s in %.1f s; the heap of server and clients grew by %s%n%n",
        AT_ONCE,
        codes,
        took / 1e9,
        Table.megabytes(Math.max(0, after - before)));
  }
}
