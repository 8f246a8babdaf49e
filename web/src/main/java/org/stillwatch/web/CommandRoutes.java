package org.stillwatch.web;

import java.util.List;
import org.stillwatch.core.control.Command;
import org.stillwatch.core.instrument.Controls.Outcome;
import org.stillwatch.core.reading.ChannelId;
import org.stillwatch.core.station.StationView;
import org.stillwatch.core.store.StoreUnavailable;
import org.stillwatch.web.Endpoint.Answer;
import org.stillwatch.web.Endpoint.Shape;

/** What may be commanded, and commands. */
final class CommandRoutes {

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
            request ->
                new Answer.Json(
                    station.settings().stream().map(ShownSettings.Setting::of).toList())),
        Endpoint.post(
            "/commands",
            "Sets a setting and reads it back. 409: refused, nothing was changed; 502: the"
                + " instrument did not do it, or it is not known whether it did.",
            List.of(),
            Asked.Command.class,
            new Shape.One(ShownSettings.Done.class),
            200,
            this::carryOut));
  }

  private Answer carryOut(Request request) {
    var asked = request.body(Asked.Command.class);
    var who = AlarmRoutes.who(request, asked.who());
    try {
      var value = Said.needed("value", asked.value());
      var carried =
          station.command(
              new Command(
                  new ChannelId(asked.channel()),
                  asked.unit() == null ? value : value + " " + asked.unit(),
                  who,
                  Said.note(asked.why()),
                  Boolean.TRUE.equals(asked.confirmed())));
      return switch (carried.outcome()) {
        case Outcome.Done done -> new Answer.Json(ShownSettings.Done.of(carried, done));
        case Outcome.Refused _ -> throw new Refusal(409, carried.text());
        case Outcome.Failed _, Outcome.Unconfirmed _ -> throw new Refusal(502, carried.text());
      };
    } catch (StoreUnavailable e) {
      throw new Refusal(503, String.valueOf(e.getMessage()));
    } catch (IllegalArgumentException e) {
      throw Refusal.badRequest(String.valueOf(e.getMessage()));
    }
  }
}
