package org.stillwatch.web;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.stillwatch.core.alarm.Acknowledgement;
import org.stillwatch.core.station.StationView;
import org.stillwatch.core.station.StationView.AlarmStatus;
import org.stillwatch.web.Endpoint.Answer;
import org.stillwatch.web.Endpoint.Parameter;
import org.stillwatch.web.Endpoint.Shape;

/** Alarms, and what people do about them and about the notices that tell of them. */
final class AlarmRoutes {

  private static final Parameter ALARM =
      Parameter.path("id", "The id of an alarm, percent-encoded.");
  private static final Parameter ALARM_OR_RULE =
      Parameter.path("id", "The id of an alarm or the name of a rule, percent-encoded.");

  private static final Duration LONGEST_SHELF = Duration.ofDays(366);

  private final StationView station;
  private final Showing showing;

  AlarmRoutes(StationView station, Showing showing) {
    this.station = station;
    this.showing = showing;
  }

  List<Endpoint> endpoints() {
    return List.of(
        Endpoint.get(
            "/alarms",
            "Alarms that are not normal, the gravest and oldest first.",
            List.of(),
            new Shape.Many(Shown.Alarm.class),
            request -> new Answer.Json(Showing.alarms(station.alarms()))),
        Endpoint.post(
            "/alarms/{id}/ack",
            "Says that someone has seen an alarm and takes care of it. 404: there is no such"
                + " alarm; 409: it is acknowledged already.",
            List.of(ALARM),
            Asked.Acknowledge.class,
            new Shape.One(Shown.Alarm.class),
            200,
            this::acknowledge),
        Endpoint.post(
            "/alarms/{id}/shelve",
            "Puts the alarms of a rule aside for a while: they are watched and shown, not told.",
            List.of(ALARM_OR_RULE),
            Asked.Shelve.class,
            new Shape.One(Shown.Shelf.class),
            200,
            this::shelve),
        Endpoint.post(
            "/alarms/{id}/unshelve",
            "Ends a shelf before its time. 409: it is not shelved.",
            List.of(ALARM_OR_RULE),
            Asked.Unshelve.class,
            new Shape.One(Shown.Shelf.class),
            200,
            this::unshelve),
        Endpoint.get(
            "/shelves",
            "What people have put aside, also where there is no alarm now.",
            List.of(),
            new Shape.Many(Shown.Shelf.class),
            request -> new Answer.Json(station.shelves().stream().map(Showing::shelf).toList())),
        Endpoint.get(
            "/who",
            "Who would be called for an alarm that is raised now, by severity.",
            List.of(),
            new Shape.Many(Shown.Calls.class),
            request -> new Answer.Json(showing.who())),
        settle("retry", "Tries parked notices again.", true),
        settle("dismiss", "Dismisses parked notices: someone has looked.", false));
  }

  private Endpoint settle(String word, String summary, boolean again) {
    return Endpoint.post(
        "/outbox/" + word,
        summary,
        List.of(),
        Asked.Settle.class,
        new Shape.One(Shown.Settled.class),
        200,
        request -> {
          var who = who(request, request.body(Asked.Settle.class).who());
          return new Answer.Json(new Shown.Settled(station.settleParked(again, who)));
        });
  }

  private Answer acknowledge(Request request) {
    var asked = request.body(Asked.Acknowledge.class);
    var who = who(request, asked.who());
    var note = Said.note(asked.note());
    var id = request.path("id");
    var alarm = alarm(id).orElseThrow(() -> noAlarm(id));
    refuseAcknowledged(alarm);
    try {
      station.acknowledge(id, who, note);
    } catch (IllegalArgumentException e) {
      // somebody else was faster, or it has gone
      refuseAcknowledged(alarm(id).orElseThrow(() -> noAlarm(id)));
      throw Refusal.badRequest(String.valueOf(e.getMessage()));
    }
    return new Answer.Json(
        Showing.alarm(
            alarm(id).orElseGet(() -> with(alarm, new Acknowledgement(who, station.now(), note)))));
  }

  /** An alarm that was over is normal, and no more there, once it is acknowledged. */
  private static AlarmStatus with(AlarmStatus alarm, Acknowledgement by) {
    return new AlarmStatus(
        alarm.id(),
        alarm.rule(),
        alarm.kind(),
        alarm.severity(),
        "normal",
        alarm.since(),
        alarm.returned(),
        alarm.title(),
        alarm.text(),
        alarm.channel(),
        Optional.of(by),
        alarm.shelved(),
        alarm.shelf());
  }

  private static void refuseAcknowledged(AlarmStatus alarm) {
    alarm
        .acknowledged()
        .ifPresent(
            by -> {
              throw new Refusal(
                  409,
                  "the alarm '%s' is already acknowledged, by %s"
                      .formatted(alarm.title(), by.who()));
            });
  }

  private Answer shelve(Request request) {
    var asked = request.body(Asked.Shelve.class);
    var length = Times.length("for", Said.needed("for", asked.length()));
    if (length.compareTo(LONGEST_SHELF) > 0) {
      throw Refusal.badRequest(
          "for=%s is more than a year; take the rule out of the station file instead"
              .formatted(asked.length()));
    }
    var why = Said.note(Said.needed("why", asked.why()));
    var who = who(request, asked.who());
    var id = request.path("id");
    try {
      return new Answer.Json(Showing.shelf(station.shelve(id, length, who, why)));
    } catch (IllegalArgumentException e) {
      throw new Refusal(isKnown(id) ? 400 : 404, String.valueOf(e.getMessage()));
    }
  }

  private Answer unshelve(Request request) {
    var who = who(request, request.body(Asked.Unshelve.class).who());
    var id = request.path("id");
    try {
      return new Answer.Json(Showing.shelf(station.unshelve(id, who)));
    } catch (IllegalArgumentException e) {
      throw isKnown(id) ? new Refusal(409, String.valueOf(e.getMessage())) : noAlarm(id);
    }
  }

  private boolean isKnown(String idOrRule) {
    return alarm(idOrRule).isPresent()
        || station.alarms().stream().anyMatch(alarm -> alarm.rule().equals(idOrRule))
        || station.rules().stream().anyMatch(rule -> rule.name().equals(idOrRule));
  }

  private Optional<AlarmStatus> alarm(String id) {
    return station.alarms().stream().filter(alarm -> alarm.id().equals(id)).findFirst();
  }

  private static Refusal noAlarm(String id) {
    return new Refusal(
        404, "there is no alarm '" + id + "' now; GET /api/v1/alarms lists those there are");
  }

  /**
   * Who did it: the user; where several people share one, or nobody logs in, also the name that
   * they give.
   */
  static String who(Request request, @Nullable String given) {
    var user = request.user().map(User::name);
    var name = given == null || given.isBlank() ? Optional.<String>empty() : Optional.of(given);
    return name.map(Said::name)
        .map(
            said ->
                user.filter(login -> request.isLoggedIn() && !login.equals(said))
                    .map(login -> said + " (" + login + ")")
                    .orElse(said))
        .or(() -> user)
        .orElseThrow(() -> new IllegalStateException("acting needs a user"));
  }
}
