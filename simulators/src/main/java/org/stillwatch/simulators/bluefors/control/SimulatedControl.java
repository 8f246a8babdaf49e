package org.stillwatch.simulators.bluefors.control;

import java.io.IOException;
import java.net.URI;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.stillwatch.simulators.bluefors.FridgeModel;
import org.stillwatch.simulators.wire.SelfSigned;
import org.stillwatch.simulators.wire.WebSocketPeer;
import org.stillwatch.simulators.wire.WireServer;
import org.stillwatch.simulators.wire.WireServer.Answer;
import org.stillwatch.simulators.wire.WireServer.Request;
import tools.jackson.databind.json.JsonMapper;

/**
 * The control software: nodes with values as texts, behind a key. Who listens is told of each
 * change below what was asked for. Has no clock: whoever drives it says what changes and when.
 */
public final class SimulatedControl implements AutoCloseable {

  private static final JsonMapper JSON = JsonMapper.builder().build();

  /** Sensor channels by the name of their node. */
  private static final Map<Integer, String> TEMPERATURES =
      Map.of(1, "t50k", 2, "t4k", 3, "tmagnet", 5, "tstill", 6, "tmixing");

  private static final double BAR_PER_MBAR = 1e-3;

  private final WireServer server;
  private final String key;
  private final Map<String, String> nodes = new ConcurrentSkipListMap<>();
  private final Map<WebSocketPeer, Set<String>> listening = new ConcurrentHashMap<>();
  private final AtomicInteger keysSeen = new AtomicInteger();
  private volatile Function<Request, Optional<Answer>> fault = request -> Optional.empty();

  /**
   * @param certificate with it https is spoken
   */
  public SimulatedControl(String key, Optional<SelfSigned> certificate) throws IOException {
    this.key = key;
    this.server = new WireServer(0, certificate.map(SelfSigned::context), this::answer);
  }

  public URI address() {
    return server.address();
  }

  /** A good value. */
  public void set(String name, String value, Instant time) throws IOException {
    set(name, value, "SYNCHRONIZED", false, time);
  }

  /** Any value; who listens is told. */
  public void set(String name, String value, String status, boolean outdated, Instant time)
      throws IOException {
    var node =
        """
        {"name":"%s","type":"Value.Number.Float","content":{"read_only":true,\
        "latest_value":{"value":"%s","status":"%s","date":%d,"outdated":%s}}}\
        """
            .formatted(
                name.substring(name.lastIndexOf('.') + 1),
                value,
                status,
                time.toEpochMilli(),
                outdated);
    nodes.put(name, node);
    for (var entry : listening.entrySet()) {
      if (entry.getValue().stream().anyMatch(root -> isBelow(name, root))) {
        entry
            .getKey()
            .send(
                "{\"command\":\"listen\",\"status\":\"NOTIFICATION\",\"data\":{\"data\":{\"%s\":%s}}}"
                    .formatted(name, node));
      }
    }
  }

  /** All that a fridge says at a moment. */
  public void set(FridgeModel.State fridge, Instant time) throws IOException {
    for (var sensor : fridge.sensors()) {
      var kelvin = sensor.temperatureK();
      set(
          "mapper.bf.temperatures." + TEMPERATURES.get(sensor.channel()),
          kelvin.isPresent() ? Double.toString(kelvin.getAsDouble()) : "",
          time);
    }
    for (int i = 0; i < fridge.gauges().size(); i++) {
      double bar = fridge.gauges().get(i).pressureMbar() * BAR_PER_MBAR;
      set("mapper.bf.pressures.p" + (i + 1), Double.toString(bar), time);
    }
    set("mapper.bf.flow", Double.toString(fridge.flowMmolPerS()), time);
    for (var entry : fridge.switches().entrySet()) {
      set("mapper.bflegacy.boolean." + entry.getKey(), entry.getValue() ? "1" : "0", time);
    }
    set(
        "mapper.temperature_control.heaters.still.power",
        Double.toString(fridge.stillHeater().powerW()),
        time);
  }

  /** Answers in another way where this gives one. */
  public void fault(Function<Request, Optional<Answer>> instead) {
    fault = instead;
  }

  /** How many listen. */
  public int listeners() {
    return (int) listening.values().stream().filter(roots -> !roots.isEmpty()).count();
  }

  /** Says something to all who listen. */
  public void push(String text) throws IOException {
    for (var peer : listening.keySet()) {
      peer.send(text);
    }
  }

  /** Breaks all connections. */
  public void dropAll() {
    server.dropAll();
  }

  /** How many requests came with any key. */
  public int keysSeen() {
    return keysSeen.get();
  }

  private Answer answer(Request request) {
    if (request.query().contains("key=")) {
      int count = keysSeen.incrementAndGet();
    }
    var instead = fault.apply(request);
    if (instead.isPresent()) {
      return instead.get();
    }
    if (!(request.query() + "&").contains("key=" + key + "&")) {
      return new Answer.Text(401, "{\"error\":{\"description\":\"Invalid key\"}}");
    }
    if (request.path().equals("/ws/values/")) {
      return new Answer.Upgrade(new Feed());
    }
    if (!request.path().startsWith("/values/")) {
      return new Answer.Text(404, "{\"error\":{\"description\":\"Not found\"}}");
    }
    var root = request.path().substring("/values/".length()).replaceAll("/$", "").replace('/', '.');
    var found =
        nodes.entrySet().stream()
            .filter(entry -> isBelow(entry.getKey(), root))
            .map(entry -> "\"" + entry.getKey() + "\":" + entry.getValue())
            .collect(Collectors.joining(","));
    return found.isEmpty()
        ? new Answer.Text(404, "{\"error\":{\"description\":\"No such node\"}}")
        : new Answer.Text(200, "{\"data\":{" + found + "}}");
  }

  private static boolean isBelow(String name, String root) {
    return name.equals(root) || name.startsWith(root + ".");
  }

  private final class Feed implements WebSocketPeer.Listener {
    @Override
    public void opened(WebSocketPeer peer) {
      listening.put(peer, ConcurrentHashMap.newKeySet());
    }

    @Override
    public void received(WebSocketPeer peer, String text) throws IOException {
      var command = JSON.readTree(text);
      var id = command.path("id").asString();
      peer.send("{\"id\":\"" + id + "\",\"status\":\"RECEIVED\"}");
      if (command.path("command").asString().equals("listen")) {
        var added =
            listening
                .getOrDefault(peer, ConcurrentHashMap.newKeySet())
                .add(command.path("data").path("target").asString());
      }
      peer.send("{\"id\":\"" + id + "\",\"status\":\"SUCCEEDED\",\"data\":{}}");
    }

    @Override
    public void closed(WebSocketPeer peer) {
      listening.remove(peer);
    }
  }

  @Override
  public void close() {
    server.close();
  }
}
