package org.stillwatch.app.config;

import java.time.Duration;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.stillwatch.core.alarm.Maintenance;
import org.stillwatch.core.alarm.Schedule;
import org.stillwatch.core.notice.OnCall;
import org.stillwatch.core.notice.Person;
import org.stillwatch.core.notice.QuietHours;
import org.stillwatch.core.notice.Route;
import org.stillwatch.core.notice.Severity;
import org.stillwatch.core.notice.Switchboard;

/** Who is called, when, and when not: routes, people, on-call lists, maintenance. */
final class Calls {

  private static final Duration WEEK = Duration.ofDays(7);

  private final Binder binder;
  private final Set<String> notifiers;

  /**
   * @param notifiers the names that the file declares
   */
  Calls(Binder binder, Set<String> notifiers) {
    this.binder = binder;
    this.notifiers = notifiers;
  }

  void check(StationFile station) {
    unique(station);
    station
        .people()
        .forEach(
            (name, keys) -> {
              var path = "people." + name;
              names(keys.notifiers(), path + ".notifiers", "notifier", List.copyOf(notifiers));
              if (keys.notifiers().isEmpty()) {
                binder.problem(path, "'" + name + "' cannot be called; expected notifiers");
              }
            });
    station
        .onCall()
        .forEach(
            (name, keys) -> {
              var path = "on-call." + name;
              var people = List.copyOf(station.people().keySet());
              names(keys.people(), path + ".people", "person", people);
              for (int i = 0; i < keys.swaps().size(); i++) {
                var swap = keys.swaps().get(i);
                names(List.of(swap.person()), path + ".swaps." + i, "person", people);
                if (!swap.to().isAfter(swap.from())) {
                  binder.problem(path + ".swaps." + i, "it ends before it begins");
                }
              }
              sensible(path, () -> onCall(name, keys));
            });
    var all = new ArrayList<>(notifiers);
    all.addAll(station.people().keySet());
    all.addAll(station.onCall().keySet());
    var routes = new ArrayList<String>();
    for (int i = 0; i < station.routes().size(); i++) {
      var route = station.routes().get(i);
      var path = "routes." + i;
      if (routes.contains(route.name())) {
        binder.problem(path + ".name", "there are two routes named '" + route.name() + "'");
      }
      routes.add(route.name());
      names(route.to(), path + ".to", "notifier", all);
      names(route.backup(), path + ".backup", "notifier", all);
      for (int j = 0; j < route.escalate().size(); j++) {
        names(route.escalate().get(j).to(), path + ".escalate." + j + ".to", "notifier", all);
      }
      for (int j = 0; j < route.quiet().size(); j++) {
        var quiet = route.quiet().get(j);
        sensible(path + ".quiet." + j, () -> quiet(quiet));
      }
    }
    for (int i = 0; i < station.maintenance().size(); i++) {
      var keys = station.maintenance().get(i);
      var path = "maintenance." + i;
      if (keys.at().isPresent() == keys.from().isPresent()) {
        binder.problem(path, "expected either 'at', a schedule, or 'from', a date and time");
      } else {
        sensible(path, () -> maintenance(keys, station.station().zone()));
      }
    }
    for (var entry : station.notifiers()) {
      entry
          .storm()
          .filter(
              storm ->
                  storm.moreThan().filter(n -> n < 1).isPresent()
                      || storm.within().filter(w -> w.isZero() || w.isNegative()).isPresent())
          .ifPresent(
              storm ->
                  binder.problem(
                      "notifiers." + entry.id() + ".storm",
                      "expected 'more-than' of 1 or more, and 'within' such as 2m"));
      entry
          .attach()
          .flatMap(StationFile.AttachKeys::table)
          .filter(set -> !station.snapshots().containsKey(set))
          .ifPresent(
              set ->
                  binder.problem(
                      "notifiers." + entry.id() + ".attach.table",
                      "there is no snapshot set '"
                          + set
                          + "'; "
                          + Binder.nearest(set, List.copyOf(station.snapshots().keySet()))));
    }
  }

  private void unique(StationFile station) {
    for (var name : station.people().keySet()) {
      if (notifiers.contains(name)) {
        binder.problem("people." + name, "a notifier is named '" + name + "' as well");
      }
    }
    for (var name : station.onCall().keySet()) {
      if (notifiers.contains(name) || station.people().containsKey(name)) {
        binder.problem("on-call." + name, "a notifier or a person is named '" + name + "' as well");
      }
    }
  }

  private void names(List<String> names, String path, String what, List<String> known) {
    for (int i = 0; i < names.size(); i++) {
      if (!known.contains(names.get(i))) {
        binder.problem(
            path + "." + i,
            "there is no "
                + what
                + " '"
                + names.get(i)
                + "'; "
                + Binder.nearest(names.get(i), known));
      }
    }
  }

  private void sensible(String path, Runnable make) {
    try {
      make.run();
    } catch (IllegalArgumentException e) {
      binder.problem(path, String.valueOf(e.getMessage()));
    }
  }

  /** Who gets a notice. */
  static Switchboard switchboard(StationFile file) {
    return new Switchboard(
        file.routes().stream().map(Calls::route).toList(),
        file.people().entrySet().stream()
            .map(entry -> new Person(entry.getKey(), entry.getValue().notifiers()))
            .toList(),
        file.onCall().entrySet().stream()
            .map(entry -> onCall(entry.getKey(), entry.getValue()))
            .toList(),
        Records.kept(file),
        file.station().zone());
  }

  private static Route route(StationFile.RouteKeys keys) {
    return new Route(
        keys.name(),
        keys.to(),
        keys.severity().orElse(Severity.INFO),
        keys.quiet().stream().map(Calls::quiet).toList(),
        keys.escalate().stream().map(step -> new Route.Step(step.after(), step.to())).toList(),
        keys.backup());
  }

  private static QuietHours quiet(StationFile.QuietKeys keys) {
    return new QuietHours(
        keys.from(), keys.to(), keys.upTo().orElse(Severity.WARNING), Set.copyOf(keys.days()));
  }

  private static OnCall onCall(String name, StationFile.OnCallKeys keys) {
    return new OnCall(
        name,
        keys.people(),
        keys.from(),
        keys.every().orElse(WEEK),
        keys.swaps().stream()
            .map(swap -> new OnCall.Swap(swap.from(), swap.to(), swap.person()))
            .toList());
  }

  static List<Maintenance> maintenance(StationFile file) {
    var zone = file.station().zone();
    return file.maintenance().stream().map(keys -> maintenance(keys, zone)).toList();
  }

  private static Maintenance maintenance(StationFile.MaintenanceKeys keys, ZoneId zone) {
    Schedule begins =
        keys.at()
            .map(text -> Schedules.parse(text, zone))
            .or(
                () ->
                    keys.from()
                        .map(from -> from.atZone(zone).toInstant())
                        .map(at -> after -> Optional.of(at).filter(then -> then.isAfter(after))))
            .orElseThrow();
    return new Maintenance(keys.channels(), begins, keys.lasts(), keys.why());
  }
}
