package org.stillwatch.web;

import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.stillwatch.core.control.Command;
import org.stillwatch.core.control.Command.Wish;
import org.stillwatch.core.control.CommandDesk;
import org.stillwatch.core.control.CommandDesk.Carried;
import org.stillwatch.core.instrument.Controls.Outcome;
import org.stillwatch.core.reading.ChannelId;
import org.stillwatch.core.station.ControlView;
import org.stillwatch.core.station.StationView;
import org.stillwatch.core.store.StoreUnavailable;
import org.stillwatch.web.Endpoint.Answer;
import org.stillwatch.web.Endpoint.Parameter;
import org.stillwatch.web.Endpoint.Shape;

/** What may be commanded, and commands. */
final class CommandRoutes {

  private static final String OUTCOMES =
      " 409: refused, nothing was changed; 502: the instrument did not do it, or it is not known"
          + " whether it did.";

  private final StationView station;

  CommandRoutes(StationView station) {
    this.station = station;
  }

  List<Endpoint> endpoints() {
    return List.of(
        Endpoint.get(
            "/settings",
            "What may be commanded.",
            List.of(),
            new Shape.Many(ShownSettings.Setting.class),
            request -> new Answer.Json(settings())),
        Endpoint.post(
            "/commands",
            "Sets a setting and reads it back." + OUTCOMES,
            List.of(),
            Asked.Command.class,
            new Shape.One(ShownSettings.Done.class),
            200,
            this::carryOut),
        Endpoint.post(
            "/commands/batch",
            "Makes several changes of one instrument, all or, as far as it allows, none."
                + OUTCOMES,
            List.of(),
            Asked.Batch.class,
            new Shape.Many(ShownSettings.Change.class),
            200,
            this::carryOutAll),
        Endpoint.post(
            "/instruments/{id}/safe",
            "Brings all outputs of an instrument to where they are safe. Never refused to who may"
                + " command at all. 502: it could not be done, or it is not known whether it was.",
            List.of(Parameter.path("id", "the instrument")),
            Asked.MakeSafe.class,
            new Shape.One(ShownSettings.MadeSafe.class),
            200,
            this::makeSafe));
  }

  private List<ShownSettings.Setting> settings() {
    var control = station.control();
    return control.settings().stream()
        .map(setting -> ShownSettings.Setting.of(setting, control.present(setting)))
        .toList();
  }

  private static Wish wish(String channel, @Nullable String value, @Nullable String unit) {
    var given = Said.needed("value", value);
    return new Wish(new ChannelId(channel), unit == null ? given : given + " " + unit);
  }

  /** Words that cannot be used are the asker's fault, a store that cannot write is ours. */
  static <T> T refusing(Supplier<T> step) {
    try {
      return step.get();
    } catch (StoreUnavailable e) {
      throw new Refusal(503, String.valueOf(e.getMessage()));
    } catch (IllegalArgumentException e) {
      throw Refusal.badRequest(String.valueOf(e.getMessage()));
    }
  }

  static boolean isExpert(Request request) {
    return request.may(Role.EXPERT);
  }

  private Answer carryOut(Request request) {
    var asked = request.body(Asked.Command.class);
    var who = AlarmRoutes.who(request, Said.briefName(asked.who()));
    var carried =
        refusing(
                () ->
                    station
                        .control()
                        .command(
                            new Command(
                                List.of(wish(asked.channel(), asked.value(), asked.unit())),
                                who,
                                Said.brief(asked.why()),
                                Boolean.TRUE.equals(asked.confirmed()),
                                lease(asked.lease()),
                                isExpert(request))))
            .getFirst();
    return switch (carried.outcome()) {
      case Outcome.Done done -> new Answer.Json(ShownSettings.Done.of(carried, done));
      case Outcome.Refused _ -> throw new Refusal(409, carried.text());
      case Outcome.Failed _, Outcome.Unconfirmed _ -> throw new Refusal(502, carried.text());
    };
  }

  private static Optional<String> lease(@Nullable String id) {
    return Optional.ofNullable(id).filter(text -> !text.isBlank());
  }

  private Answer carryOutAll(Request request) {
    var asked = request.body(Asked.Batch.class);
    var who = AlarmRoutes.who(request, Said.briefName(asked.who()));
    var carried =
        refusing(
            () ->
                station
                    .control()
                    .command(
                        new Command(
                            asked.changes().stream()
                                .map(each -> wish(each.channel(), each.value(), each.unit()))
                                .toList(),
                            who,
                            Said.brief(asked.why()),
                            Boolean.TRUE.equals(asked.confirmed()),
                            lease(asked.lease()),
                            isExpert(request))));
    if (carried.stream().allMatch(each -> each.outcome() instanceof Outcome.Done)) {
      return new Answer.Json(carried.stream().map(ShownSettings.Change::of).toList());
    }
    boolean refused =
        carried.stream()
            .allMatch(
                each ->
                    each.outcome() instanceof Outcome.Refused
                        || each.outcome() instanceof Outcome.Done);
    throw new Refusal(
        refused ? 409 : 502, carried.stream().map(Carried::text).collect(Collectors.joining("; ")));
  }

  private Answer makeSafe(Request request) {
    var asked = request.body(Asked.MakeSafe.class);
    var instrument = request.path("id");
    var outcome =
        refusing(
            () ->
                control()
                    .makeSafe(
                        instrument,
                        AlarmRoutes.who(request, Said.briefName(asked.who())),
                        Said.brief(asked.why())));
    var text = instrument + ": " + CommandDesk.safety(outcome);
    if (!(outcome instanceof Outcome.Done)) {
      throw new Refusal(502, text);
    }
    return new Answer.Json(new ShownSettings.MadeSafe(instrument, text));
  }

  private ControlView control() {
    return station.control();
  }
}
