package org.stillwatch.simulators.bluefors.controller;

import java.io.IOException;
import java.math.BigDecimal;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.stillwatch.simulators.bluefors.FridgeModel;
import org.stillwatch.simulators.wire.MqttPublisher;
import org.stillwatch.simulators.wire.WireServer;
import org.stillwatch.simulators.wire.WireServer.Answer;
import org.stillwatch.simulators.wire.WireServer.Request;
import tools.jackson.databind.json.JsonMapper;

/**
 * A temperature controller. What it measures goes into its history, is the latest, and is published
 * when there is a broker. Has no clock: whoever drives it says what is measured and when.
 */
public final class SimulatedController implements AutoCloseable {

  public static final String TOPIC = "channel/measurement/listen";

  private static final int SENSORS = 12;
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss", Locale.ROOT);
  private static final JsonMapper JSON = JsonMapper.builder().build();

  /**
   * One measurement.
   *
   * @param kelvin null on the wire when empty
   */
  public record Measured(
      int sensor, Instant time, OptionalDouble kelvin, double ohm, List<Integer> flags) {

    /** As it is published. */
    public String json() {
      return """
      {"channel_nr":%d,"temperature":%s,"resistance":%s,"reactance":-0.5,"magnitude":%s,\
      "angle":-0.01,"rez":%s,"imz":-0.5,"timestamp":%s,"status_flags":%s,"settings_nr":1,\
      "status":"OK","datetime":"%s"}\
      """
          .formatted(
              sensor,
              kelvin.isPresent() ? Double.toString(kelvin.getAsDouble()) : "null",
              ohm,
              ohm,
              ohm,
              seconds(),
              flags,
              time);
    }

    private String seconds() {
      return BigDecimal.valueOf(time.getEpochSecond() * 1_000_000L + time.getNano() / 1000, 6)
          .toPlainString();
    }
  }

  private final WireServer server;
  private final List<Measured> history = new CopyOnWriteArrayList<>();
  private final Set<Integer> active = new TreeSet<>(Set.of(1, 2, 3, 5, 6));
  private volatile Function<Request, Optional<Answer>> fault = request -> Optional.empty();
  private volatile int limit = 100_000;
  private final AtomicInteger asked = new AtomicInteger();
  private @Nullable MqttPublisher publisher;
  private int scanned;

  public SimulatedController() throws IOException {
    this(0);
  }

  /**
   * @param port of its HTTP, 0 for a free one
   */
  public SimulatedController(int port) throws IOException {
    server = new WireServer(port, Optional.empty(), this::answer);
  }

  /** Where it is asked. */
  public URI http() {
    return server.address();
  }

  /** Publishes from now on; after the broker was gone, again. */
  public void connect(int brokerPort) throws IOException {
    disconnect();
    publisher = new MqttPublisher(brokerPort);
  }

  /** Publishes no more; what is measured goes into the history alone. */
  public void disconnect() throws IOException {
    var old = publisher;
    publisher = null;
    if (old != null) {
      old.close();
    }
  }

  /** Measures, and publishes it when there is a broker. */
  public Measured measure(
      int sensor, Instant time, OptionalDouble kelvin, double ohm, Integer... flags)
      throws IOException {
    var measured = new Measured(sensor, time, kelvin, ohm, Arrays.asList(flags));
    history.add(measured);
    if (publisher != null) {
      publish(measured.json());
    }
    return measured;
  }

  /** The usual measurement. */
  public Measured measure(int sensor, Instant time, double kelvin) throws IOException {
    return measure(sensor, time, OptionalDouble.of(kelvin), 1000 / kelvin);
  }

  /** The scanner goes on to the next sensor of a fridge and measures it. */
  public Measured scan(FridgeModel.State fridge, Instant time) throws IOException {
    var sensor = fridge.sensors().get(scanned++ % fridge.sensors().size());
    var kelvin = sensor.offCurve() ? OptionalDouble.empty() : sensor.temperatureK();
    boolean dropped = kelvin.isPresent() && kelvin.getAsDouble() == 0;
    return dropped
        ? measure(sensor.channel(), time, OptionalDouble.empty(), 0, 244)
        : kelvin.isPresent()
            ? measure(sensor.channel(), time, kelvin, sensor.resistanceOhm())
            : measure(sensor.channel(), time, kelvin, sensor.resistanceOhm(), 514);
  }

  /** Publishes any text. */
  public void publish(String payload) throws IOException {
    publish(payload.getBytes(StandardCharsets.UTF_8));
  }

  /** Publishes any bytes. */
  public void publish(byte[] payload) throws IOException {
    var now = publisher;
    if (now == null) {
      throw new IOException("the simulated controller has no broker");
    }
    now.publish(TOPIC, payload);
  }

  /** Answers in another way where this gives one. */
  public void fault(Function<Request, Optional<Answer>> instead) {
    fault = instead;
  }

  /** Answers rightly again. */
  public void noFault() {
    fault = request -> Optional.empty();
  }

  /** How many rows of its history it gives at once. */
  public void limit(int rows) {
    limit = rows;
  }

  /** The sensors that are switched on. */
  public void active(Set<Integer> sensors) {
    active.clear();
    active.addAll(sensors);
  }

  /** How often its history was asked for. */
  public int asked() {
    return asked.get();
  }

  private Answer answer(Request request) {
    var instead = fault.apply(request);
    if (instead.isPresent()) {
      return instead.get();
    }
    return switch (request.path()) {
      case "/channels" -> ok("\"data\":[" + channels() + "]");
      case "/channel/measurement/latest" ->
          history.isEmpty()
              ? error(404, "no measurement yet")
              : new Answer.Text(200, history.getLast().json());
      case "/channel/historical-data" -> past(request.body());
      default -> new Answer.Text(404, "not found");
    };
  }

  private String channels() {
    var entries = new ArrayList<String>();
    for (int sensor = 1; sensor <= SENSORS; sensor++) {
      entries.add(
          "{\"channel_nr\":%d,\"active\":%s,\"name\":\"Channel %d\",\"coupled_heater_nr\":0}"
              .formatted(sensor, active.contains(sensor), sensor));
    }
    return String.join(",", entries);
  }

  /** Both ends are inside; what is over the limit is left out at the end. */
  private Answer past(String body) {
    int count = asked.incrementAndGet();
    var question = JSON.readTree(body);
    int sensor = question.path("channel_nr").asInt();
    var from = time(question.path("start_time").asString());
    var to = time(question.path("stop_time").asString());
    if (sensor < 1 || sensor > SENSORS) {
      return error(2, "invalid channel_nr");
    }
    var all =
        history.stream()
            .filter(each -> each.sensor() == sensor)
            .filter(each -> !each.time().isBefore(from) && !each.time().isAfter(to))
            .toList();
    var given = all.subList(0, Math.min(limit, all.size()));
    var columns = new ArrayList<String>();
    for (var field : question.path("fields")) {
      columns.add("\"" + field.asString() + "\":[" + column(given, field.asString()) + "]");
    }
    return ok(
        "\"channel_nr\":%d,\"measurements\":{%s},\"over_limit\":%s"
            .formatted(sensor, String.join(",", columns), all.size() > limit));
  }

  private static String column(List<Measured> rows, String field) {
    return rows.stream()
        .map(
            row ->
                switch (field) {
                  case "timestamp" -> row.seconds();
                  case "temperature" ->
                      row.kelvin().isPresent()
                          ? Double.toString(row.kelvin().getAsDouble())
                          : "null";
                  case "resistance" -> Double.toString(row.ohm());
                  default -> "null";
                })
        .collect(Collectors.joining(","));
  }

  private static Instant time(String text) {
    return LocalDateTime.parse(text, TIME).toInstant(ZoneOffset.UTC);
  }

  private static Answer ok(String fields) {
    return new Answer.Text(
        200, "{" + fields + ",\"status\":\"OK\",\"datetime\":\"2026-06-26T10:00:00.000000Z\"}");
  }

  /** Errors come with a good HTTP status. */
  public static Answer error(int code, String message) {
    return new Answer.Text(
        200,
        "{\"status\":\"ERROR\",\"error\":{\"code\":%d,\"message\":\"%s\",\"details\":{}}}"
            .formatted(code, message));
  }

  @Override
  public void close() throws IOException {
    server.close();
    disconnect();
  }
}
