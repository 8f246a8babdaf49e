package org.stillwatch.web;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.stillwatch.core.station.StationView;
import org.stillwatch.core.store.OutboxStore;
import org.stillwatch.web.Endpoint.Answer;
import org.stillwatch.web.Endpoint.Handler;
import org.stillwatch.web.Endpoint.Parameter;
import org.stillwatch.web.Endpoint.Shape;

/** Every route of the HTTP interface, with what it takes, what it answers and who answers it. */
final class ApiRoutes {

  private static final int MOST_NOTICES = 1000;
  private static final int SOME_NOTICES = 50;
  private static final String LABEL = "Snapshot";

  private final StationView station;
  private final Showing showing;
  private final ReadingsQuery readings;
  private final List<Endpoint> endpoints = new ArrayList<>();

  ApiRoutes(StationView station, Showing showing, Gate gate, Offers offers) {
    this.station = station;
    this.showing = showing;
    this.readings = new ReadingsQuery(station);
    endpoints.addAll(new UserRoutes(gate, offers.backTest().isPresent()).endpoints());
    reading();
    watching();
    endpoints.addAll(new AlarmRoutes(station, showing).endpoints());
    endpoints.addAll(new ProcedureRoutes(station).endpoints());
    endpoints.addAll(new CommandRoutes(station).endpoints());
    endpoints.addAll(new SafetyRoutes(station).endpoints());
    endpoints.addAll(new BackTestRoutes(station, offers.backTest()).endpoints());
    endpoints.addAll(new RunReportRoutes(station).endpoints());
    endpoints.addAll(new StationRoutes(station, offers).endpoints());
    offers
        .journal()
        .ifPresent(journal -> endpoints.addAll(new JournalRoutes(station, journal).endpoints()));
    asking();
    machines();
  }

  List<Endpoint> endpoints() {
    return List.copyOf(endpoints);
  }

  private void reading() {
    get(
        "/channels",
        "Every channel with its newest reading.",
        new Shape.Many(Shown.Channel.class),
        () -> showing.channels(station.now()));
    get(
        "/readings",
        "The history of some channels: buckets with points, else every reading.",
        List.of(
            Parameter.query(
                "channel",
                "A channel id or a pattern: * matches within one part, ** across parts.",
                true,
                true),
            Parameter.query(
                "from",
                "RFC 3339, a local time of the station, or -2h; inclusive. Default: 24 h before"
                    + " 'to'.",
                false,
                false),
            Parameter.query("to", "Likewise, exclusive. Default: now.", false, false),
            Parameter.query(
                "points",
                "At most so many buckets of equal width for each channel; empty ones are left out.",
                false,
                false)),
        new Shape.One(Shown.Readings.class),
        request -> new Answer.Json(readings.answer(request)));
  }

  private void watching() {
    get(
        "/notices",
        "The newest notices and what became of them, newest first.",
        List.of(Parameter.query("limit", "At most so many, 1 to 1000; default 50.", false, false)),
        new Shape.Many(Shown.Notice.class),
        request -> {
          int limit = request.number("limit", 1, MOST_NOTICES).orElse(SOME_NOTICES);
          return new Answer.Json(station.notices(limit).stream().map(showing::notice).toList());
        });
    get(
        "/instruments",
        "Every instrument with its state.",
        new Shape.Many(Shown.Instrument.class),
        () -> showing.instruments(station.now()));
    get(
        "/sinks",
        "Where what is stored is carried on to, and how that goes.",
        new Shape.Many(Shown.Sink.class),
        showing::sinks);
    get(
        "/rules",
        "Every rule with its position.",
        new Shape.Many(Shown.Rule.class),
        showing::rules);
    get(
        "/status",
        "The whole station at a glance.",
        new Shape.One(Shown.Status.class),
        showing::status);
    get(
        "/live",
        "Server-sent events scan, alarm, notice, procedure, instrument and tick: first all there"
            + " is, then what changes. A slow reader misses steps between, never the newest state.",
        List.of(),
        new Shape.Media("text/event-stream"),
        request -> new Answer.Events());
  }

  private void asking() {
    post(
        "/snapshots",
        "Takes a snapshot now, stores it and tells it.",
        Asked.Snapshot.class,
        new Shape.One(Shown.Snapshot.class),
        201,
        request -> {
          var wish = request.body(Asked.Snapshot.class);
          var label = Optional.ofNullable(wish.label()).orElse(LABEL);
          return new Answer.Json(
              obey(
                  () ->
                      showing.snapshot(station.snapshot(label, Optional.ofNullable(wish.set())))));
        });
    post(
        "/test-notices",
        "Sends a test notice down one route, or all of them.",
        Asked.TestNotice.class,
        new Shape.One(Shown.Notice.class),
        202,
        request -> {
          var wish = request.body(Asked.TestNotice.class);
          var notice = obey(() -> station.testNotice(Optional.ofNullable(wish.route())));
          var told =
              station.notices(SOME_NOTICES).stream()
                  .filter(one -> one.notice().id().equals(notice.id()))
                  .findFirst()
                  .orElseGet(() -> new OutboxStore.Told(notice, List.of()));
          return new Answer.Json(showing.notice(told));
        });
  }

  /** What the station cannot make sense of is the fault of the request. */
  private static <T> T obey(Supplier<T> wish) {
    try {
      return wish.get();
    } catch (IllegalArgumentException e) {
      throw Refusal.badRequest(String.valueOf(e.getMessage()));
    }
  }

  private void machines() {
    var metrics = new Metrics(station);
    endpoints.add(
        Endpoint.get(
                "/metrics",
                "Figures for Prometheus.",
                List.of(),
                new Shape.Media(Metrics.MEDIA_TYPE),
                request -> new Answer.Text(200, Metrics.MEDIA_TYPE, metrics.text()))
            .alsoAt("/metrics"));
    endpoints.add(
        Endpoint.get(
                "/healthz",
                "200 when the station works, 503 with its reasons when not. For everyone.",
                List.of(),
                new Shape.Media("text/plain"),
                request -> {
                  var reasons = ailments();
                  return reasons.isEmpty()
                      ? new Answer.Text(200, "text/plain", "ok\n")
                      : new Answer.Text(503, "text/plain", String.join("\n", reasons) + "\n");
                })
            .alsoAt("/healthz")
            .open());
    var openApi = new OpenApi(endpoints);
    endpoints.add(
        Endpoint.get(
                "/openapi.json",
                "This description. For everyone.",
                List.of(),
                new Shape.Media("application/json"),
                request -> new Answer.Json(openApi.document()))
            .alsoAt("/openapi.json")
            .open());
  }

  private List<String> ailments() {
    var reasons = new ArrayList<String>();
    var store = station.store();
    if (!store.ok()) {
      reasons.add("store: " + store.reason());
    }
    if (!station.ready()) {
      reasons.add("not ready: some instruments have not had their first turn");
    }
    return reasons;
  }

  private void get(String path, String summary, Shape shape, Supplier<Object> answer) {
    get(path, summary, List.of(), shape, request -> new Answer.Json(answer.get()));
  }

  private void get(
      String path, String summary, List<Parameter> parameters, Shape shape, Handler handler) {
    endpoints.add(Endpoint.get(path, summary, parameters, shape, handler));
  }

  private void post(
      String path,
      String summary,
      Class<? extends Asked> body,
      Shape shape,
      int status,
      Handler handler) {
    endpoints.add(Endpoint.post(path, summary, List.of(), body, shape, status, handler));
  }
}
