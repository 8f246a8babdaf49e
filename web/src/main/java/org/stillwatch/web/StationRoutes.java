package org.stillwatch.web;

import java.util.ArrayList;
import java.util.List;
import org.stillwatch.core.station.Reload;
import org.stillwatch.core.station.StationView;
import org.stillwatch.web.Endpoint.Answer;
import org.stillwatch.web.Endpoint.Shape;

/** What concerns the station as a whole: its mode, and its file. */
final class StationRoutes {

  private final StationView station;
  private final Offers offers;

  StationRoutes(StationView station, Offers offers) {
    this.station = station;
    this.offers = offers;
  }

  List<Endpoint> endpoints() {
    var all = new ArrayList<Endpoint>();
    all.add(
        Endpoint.post(
            "/mode",
            "Puts the station in another mode; rules may depend on it. The mode is the channel"
                + " station/mode.",
            List.of(),
            Asked.Mode.class,
            new Shape.One(Shown.Mode.class),
            200,
            request -> {
              var asked = request.body(Asked.Mode.class);
              var name = Said.needed("mode", asked.mode());
              try {
                station.mode(name, AlarmRoutes.who(request, asked.who()), Said.note(asked.why()));
              } catch (IllegalArgumentException e) {
                throw Refusal.badRequest(String.valueOf(e.getMessage()));
              }
              return new Answer.Json(new Shown.Mode(name, station.modes()));
            }));
    offers.reload().ifPresent(reload -> all.add(reload(reload)));
    return all;
  }

  private static Endpoint reload(Reload reload) {
    return Endpoint.post(
        "/reload",
        "Reads the station file again; all states are kept. 400 names every problem of the file,"
            + " and the station goes on as it was.",
        List.of(),
        Asked.Reload.class,
        new Shape.One(Shown.Reloaded.class),
        202,
        request -> {
          var problems =
              reload.reload(AlarmRoutes.who(request, request.body(Asked.Reload.class).who()));
          if (!problems.isEmpty()) {
            throw Refusal.badText(problems);
          }
          return new Answer.Json(new Shown.Reloaded(true));
        });
  }
}
