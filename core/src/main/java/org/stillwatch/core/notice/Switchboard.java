package org.stillwatch.core.notice;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Knows who gets a notice: routes, people, whose turn it is, and who sleeps. Pure: the time is a
 * parameter.
 */
public final class Switchboard {

  /** The days and nights of a week: nothing is held longer, whatever the station file says. */
  private static final int QUIET_IN_A_ROW = 14;

  private final List<Route> routes;
  private final Map<String, Person> people;
  private final Map<String, OnCall> onCall;
  private final Map<String, Set<Notice.Kind>> keepers;
  private final ZoneId zone;

  public Switchboard(List<Route> routes, List<Person> people, List<OnCall> onCall, ZoneId zone) {
    this(routes, people, onCall, Map.of(), zone);
  }

  /**
   * @param keepers notifiers that get every notice of some kinds, whatever the routes say, and are
   *     never held back: they keep a record, and are nobody to be called
   */
  public Switchboard(
      List<Route> routes,
      List<Person> people,
      List<OnCall> onCall,
      Map<String, Set<Notice.Kind>> keepers,
      ZoneId zone) {
    this.routes = List.copyOf(routes);
    this.people = people.stream().collect(Collectors.toMap(Person::name, Function.identity()));
    this.onCall = onCall.stream().collect(Collectors.toMap(OnCall::name, Function.identity()));
    this.keepers = Map.copyOf(keepers);
    this.zone = zone;
  }

  public List<Route> routes() {
    return routes;
  }

  /** Who gets this notice, none twice. */
  public List<Addressee> recipients(Notice notice, Instant now) {
    var found = new LinkedHashMap<String, Addressee>();
    for (var route : routes) {
      if (route.takes(notice.severity())) {
        var held =
            notice.kind() == Notice.Kind.TEST
                ? Instant.EPOCH
                : held(route, notice.severity(), now).orElse(Instant.EPOCH);
        add(found, route.to(), held, now);
      }
    }
    keepers.forEach(
        (notifier, kinds) -> {
          if (kinds.contains(notice.kind())) {
            found.put(notifier, Addressee.of(notifier));
          }
        });
    return List.copyOf(found.values());
  }

  /** Those who are named, at once: notifiers, people, on-call lists. */
  public List<Addressee> named(List<String> names, Instant now) {
    var found = new LinkedHashMap<String, Addressee>();
    add(found, names, Instant.EPOCH, now);
    return List.copyOf(found.values());
  }

  /**
   * Who is told instead when notifiers refused a notice for good.
   *
   * @param refused notifiers that refused it
   */
  public List<Addressee> instead(Severity severity, Set<String> refused, Instant now) {
    var backups = new LinkedHashMap<String, Addressee>();
    var others = new LinkedHashMap<String, Addressee>();
    for (var route : routes) {
      if (named(route.to(), now).stream().anyMatch(each -> refused.contains(each.notifier()))) {
        add(backups, route.backup(), Instant.EPOCH, now);
      }
      if (route.takes(severity)) {
        add(others, route.to(), Instant.EPOCH, now);
      }
      route.escalate().forEach(step -> add(others, step.to(), Instant.EPOCH, now));
    }
    backups.keySet().removeAll(refused);
    others.keySet().removeAll(refused);
    return List.copyOf((backups.isEmpty() ? others : backups).values());
  }

  /** Everyone whom any route may call, once: for a rehearsal. */
  public List<Addressee> everyone(Instant now) {
    var found = new LinkedHashMap<String, Addressee>();
    for (var route : routes) {
      add(found, route.to(), Instant.EPOCH, now);
      route.escalate().forEach(step -> add(found, step.to(), Instant.EPOCH, now));
      add(found, route.backup(), Instant.EPOCH, now);
    }
    return List.copyOf(found.values());
  }

  private void add(
      Map<String, Addressee> into, List<String> names, Instant notBefore, Instant now) {
    for (var name : names) {
      for (var each : resolve(name, notBefore, now)) {
        // the earlier way wins
        into.merge(
            each.notifier(),
            each,
            (known, other) -> other.notBefore().isBefore(known.notBefore()) ? other : known);
      }
    }
  }

  private List<Addressee> resolve(String name, Instant notBefore, Instant now) {
    var list = onCall.get(name);
    var person = people.get(list == null ? name : list.at(now, zone));
    if (person == null) {
      return List.of(new Addressee(name, name, notBefore));
    }
    return person.notifiers().stream()
        .map(notifier -> new Addressee(notifier, person.name(), notBefore))
        .toList();
  }

  /** When a notice that is told now on this route reaches people. */
  public Instant reaches(Route route, Severity severity, Instant now) {
    return held(route, severity, now).orElse(now);
  }

  /** Quiet hours that follow one another are one quiet time. */
  private Optional<Instant> held(Route route, Severity severity, Instant now) {
    var until = quietUntil(route, severity, now);
    for (int i = 0; i < QUIET_IN_A_ROW && until.isPresent(); i++) {
      var next = quietUntil(route, severity, until.get());
      if (next.isEmpty()) {
        return until;
      }
      until = next;
    }
    return until;
  }

  private Optional<Instant> quietUntil(Route route, Severity severity, Instant now) {
    return route.quiet().stream()
        .flatMap(hours -> hours.heldUntil(severity, now, zone).stream())
        .max(Instant::compareTo);
  }

  /**
   * Someone who would be called.
   *
   * @param after at once when zero, else when nobody acknowledges for as long
   * @param heldUntil not before then, since it is quiet
   */
  public record Call(
      String route,
      String recipient,
      String notifier,
      Duration after,
      Optional<Instant> heldUntil) {}

  /** Who would be called for an alarm of this severity that is raised now. */
  public List<Call> who(Severity severity, Instant now) {
    var calls = new ArrayList<Call>();
    for (var route : routes) {
      if (!route.takes(severity)) {
        continue;
      }
      var held = held(route, severity, now);
      for (var each : named(route.to(), now)) {
        calls.add(new Call(route.name(), each.recipient(), each.notifier(), Duration.ZERO, held));
      }
      for (var step : route.escalate()) {
        for (var each : named(step.to(), now.plus(step.after()))) {
          calls.add(
              new Call(
                  route.name(), each.recipient(), each.notifier(), step.after(), Optional.empty()));
        }
      }
    }
    return List.copyOf(calls);
  }
}
