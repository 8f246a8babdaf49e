package org.stillwatch.web;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.stillwatch.core.lease.Lease;
import org.stillwatch.core.lease.LeaseDesk;
import org.stillwatch.core.lease.LeaseRequest;
import org.stillwatch.core.reading.NearMiss;
import org.stillwatch.core.station.StationView;
import org.stillwatch.core.store.StoreUnavailable;
import org.stillwatch.web.Endpoint.Answer;
import org.stillwatch.web.Endpoint.Parameter;
import org.stillwatch.web.Endpoint.Shape;

/** Who has an instrument, and what interlocks say. */
final class SafetyRoutes {

  private static final Duration NIGHT = Duration.ofHours(12);

  private static final Parameter INSTRUMENT = Parameter.path("instrument", "its id");
  private static final Parameter INTERLOCK = Parameter.path("interlock", "its name");

  private final StationView station;

  SafetyRoutes(StationView station) {
    this.station = station;
  }

  List<Endpoint> endpoints() {
    return List.of(
        Endpoint.get(
            "/leases",
            "Who has each instrument that may be commanded, and who waits for it.",
            List.of(),
            new Shape.Many(ShownSafety.InstrumentLeases.class),
            request -> new Answer.Json(instruments())),
        Endpoint.post(
            "/leases/{instrument}",
            "Takes the lease of an instrument, or joins the queue for it. The id that comes back"
                + " belongs to each command and heartbeat. 409: somebody else has it.",
            List.of(INSTRUMENT),
            Asked.TakeLease.class,
            new Shape.One(ShownSafety.Ticket.class),
            200,
            this::take),
        Endpoint.post(
            "/leases/{instrument}/break",
            "Takes the lease from whoever has it, with a reason; all are told.",
            List.of(INSTRUMENT),
            Asked.BreakLease.class,
            new Shape.One(ShownSafety.Ticket.class),
            200,
            this::breakGlass),
        Endpoint.post(
            "/leases/{instrument}/beat",
            "Shows that the owner of a lease lives, or who waits for one. 409: it is over.",
            List.of(INSTRUMENT),
            Asked.OwnLease.class,
            new Shape.One(ShownSafety.Ticket.class),
            200,
            this::beat),
        Endpoint.post(
            "/leases/{instrument}/release",
            "Gives a lease back, or leaves the queue. 409: it is over.",
            List.of(INSTRUMENT),
            Asked.OwnLease.class,
            new Shape.One(ShownSafety.Released.class),
            200,
            this::release),
        Endpoint.get(
            "/interlocks",
            "What each interlock says, and when it was proven.",
            List.of(),
            new Shape.Many(ShownSafety.Interlock.class),
            request ->
                new Answer.Json(
                    station.control().interlocks().stream()
                        .map(ShownSafety.Interlock::of)
                        .toList())),
        Endpoint.post(
                "/interlocks/{interlock}/prove",
                "Exercises an interlock with simulated input and keeps what came of it. Takes as"
                    + " long as it takes to act. 409: it cannot be proven now.",
                List.of(INTERLOCK),
                Asked.Prove.class,
                new Shape.One(ShownSafety.Proven.class),
                200,
                this::prove)
            .forExperts(),
        Endpoint.post(
                "/interlocks/{interlock}/aside",
                "Puts an interlock aside for a while: it does nothing then.",
                List.of(INTERLOCK),
                Asked.Aside.class,
                new Shape.One(ShownSafety.Interlock.class),
                200,
                this::aside)
            .forExperts(),
        Endpoint.post(
                "/interlocks/{interlock}/again",
                "Lets an interlock that was put aside work again.",
                List.of(INTERLOCK),
                Asked.Again.class,
                new Shape.One(ShownSafety.Interlock.class),
                200,
                this::again)
            .forExperts());
  }

  private List<ShownSafety.InstrumentLeases> instruments() {
    var control = station.control();
    return control.leases().stream()
        .map(each -> ShownSafety.InstrumentLeases.of(each, control.mayNotRise(each.instrument())))
        .toList();
  }

  private Answer take(Request request) {
    var asked = request.body(Asked.TakeLease.class);
    var wish =
        request(
            AlarmRoutes.who(request, asked.who()),
            asked.purpose(),
            asked.mode(),
            asked.length(),
            asked.ifLost(),
            Boolean.TRUE.equals(asked.queue()));
    var instrument = instrument(request);
    return ticket(() -> station.control().takeLease(instrument, wish));
  }

  private Answer breakGlass(Request request) {
    var asked = request.body(Asked.BreakLease.class);
    var wish =
        request(
            AlarmRoutes.who(request, asked.who()),
            asked.purpose(),
            asked.mode(),
            asked.length(),
            asked.ifLost(),
            false);
    var instrument = instrument(request);
    return ticket(() -> station.control().breakLease(instrument, wish, Said.note(asked.why())));
  }

  private Answer beat(Request request) {
    var asked = request.body(Asked.OwnLease.class);
    var instrument = instrument(request);
    return ticket(() -> station.control().beatLease(instrument, asked.id()));
  }

  private Answer release(Request request) {
    var asked = request.body(Asked.OwnLease.class);
    var instrument = instrument(request);
    return conflicting(
        () -> {
          station.control().releaseLease(instrument, asked.id());
          return new Answer.Json(new ShownSafety.Released(instrument));
        });
  }

  private static Answer ticket(Supplier<LeaseDesk.Ticket> step) {
    return conflicting(() -> new Answer.Json(ShownSafety.Ticket.of(step.get())));
  }

  /** What makes no sense was told before; what is refused now is a conflict. */
  private static <T> T conflicting(Supplier<T> step) {
    try {
      return step.get();
    } catch (StoreUnavailable e) {
      throw new Refusal(503, String.valueOf(e.getMessage()));
    } catch (IllegalArgumentException e) {
      throw new Refusal(409, String.valueOf(e.getMessage()));
    }
  }

  /** An instrument that may be commanded; another one is not found. */
  private String instrument(Request request) {
    var given = request.path("instrument");
    var known = station.control().leases().stream().map(LeaseDesk.Shown::instrument).toList();
    if (!known.contains(given)) {
      throw new Refusal(
          404,
          "'" + given + "' is no instrument that can be commanded; " + NearMiss.of(given, known));
    }
    return given;
  }

  private static LeaseRequest request(
      String who,
      String purpose,
      @Nullable String mode,
      @Nullable String length,
      @Nullable String ifLost,
      boolean queue) {
    return CommandRoutes.refusing(
        () -> {
          var chosen = mode(Optional.ofNullable(mode).orElse("heartbeat"));
          return new LeaseRequest(
              who,
              Said.note(purpose),
              chosen,
              length == null
                  ? chosen == Lease.Mode.HEARTBEAT ? LeaseRequest.BEAT : NIGHT
                  : Times.length("for", length),
              ifLost(Optional.ofNullable(ifLost).orElse("hold")),
              queue);
        });
  }

  private static Lease.Mode mode(String word) {
    return switch (word) {
      case "heartbeat" -> Lease.Mode.HEARTBEAT;
      case "long-run" -> Lease.Mode.LONG_RUN;
      default ->
          throw new IllegalArgumentException(
              "mode '" + word + "' is none; expected heartbeat or long-run");
    };
  }

  private static Lease.IfLost ifLost(String word) {
    return switch (word) {
      case "hold" -> Lease.IfLost.HOLD;
      case "ramp-down" -> Lease.IfLost.RAMP_DOWN;
      default ->
          throw new IllegalArgumentException(
              "if-lost '" + word + "' is none; expected hold or ramp-down");
    };
  }

  private Answer prove(Request request) {
    var asked = request.body(Asked.Prove.class);
    var name = interlock(request);
    var who = AlarmRoutes.who(request, asked.who());
    return conflicting(
        () ->
            new Answer.Json(
                ShownSafety.Proven.of(
                    name,
                    station.control().prove(name, who, Boolean.TRUE.equals(asked.confirmed())))));
  }

  private Answer aside(Request request) {
    var asked = request.body(Asked.Aside.class);
    var name = interlock(request);
    return CommandRoutes.refusing(
        () -> {
          station
              .control()
              .aside(
                  name,
                  AlarmRoutes.who(request, asked.who()),
                  Said.note(asked.why()),
                  Times.length("for", Said.needed("for", asked.length())));
          return shown(name);
        });
  }

  private Answer again(Request request) {
    var asked = request.body(Asked.Again.class);
    var name = interlock(request);
    return CommandRoutes.refusing(
        () -> {
          station
              .control()
              .again(name, AlarmRoutes.who(request, asked.who()), Said.note(asked.why()));
          return shown(name);
        });
  }

  private Answer shown(String name) {
    return new Answer.Json(
        station.control().interlocks().stream()
            .filter(each -> each.interlock().name().equals(name))
            .findFirst()
            .map(ShownSafety.Interlock::of)
            .orElseThrow());
  }

  private String interlock(Request request) {
    var given = request.path("interlock");
    var known =
        station.control().interlocks().stream().map(each -> each.interlock().name()).toList();
    if (!known.contains(given)) {
      throw new Refusal(404, "there is no interlock '" + given + "'; " + NearMiss.of(given, known));
    }
    return given;
  }
}
