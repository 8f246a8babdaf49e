package org.stillwatch.web;

import java.util.List;
import org.stillwatch.web.Endpoint.Answer;
import org.stillwatch.web.Endpoint.Shape;

/** Logging in and out. */
final class UserRoutes {

  private final Gate gate;
  private final boolean backTest;

  UserRoutes(Gate gate, boolean backTest) {
    this.gate = gate;
    this.backTest = backTest;
  }

  List<Endpoint> endpoints() {
    return List.of(
        Endpoint.get(
                "/session",
                "Who asks, and whether one must log in. For everyone.",
                List.of(),
                new Shape.One(Shown.Session.class),
                request ->
                    new Answer.Json(request.user().map(this::session).orElseGet(this::nobody)))
            .open(),
        Endpoint.post(
                "/login",
                "Logs in with a token, or with a name and a password, for 12 hours; the answer"
                    + " sets an HttpOnly cookie. After several wrong tries 429 with Retry-After.",
                List.of(),
                Asked.Login.class,
                new Shape.One(Shown.Session.class),
                200,
                request -> {
                  var in =
                      gate.logIn(request.body(Asked.Login.class), request.credentials().address());
                  return new Answer.Session(session(in.user()), in.session());
                })
            .open(),
        Endpoint.post(
                "/logout",
                "Ends the session of the cookie.",
                List.of(),
                Asked.Logout.class,
                new Shape.One(Shown.Session.class),
                200,
                request -> {
                  gate.logOut(request.credentials());
                  return new Answer.Session(nobody(), "");
                })
            .open());
  }

  private Shown.Session session(User user) {
    return new Shown.Session(gate.hasUsers(), user.name(), user.role().word(), backTest);
  }

  private Shown.Session nobody() {
    return new Shown.Session(gate.hasUsers(), null, null, backTest);
  }
}
