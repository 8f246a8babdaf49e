package org.stillwatch.app.config;

import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.Set;
import java.util.function.LongSupplier;
import org.stillwatch.app.process.PeerLook;
import org.stillwatch.core.station.Guards;
import org.stillwatch.notifiers.lifeline.HealthPing;

/** How the watching is watched: signs of life, other stations, fire drills. */
final class Guarding {

  private static final Duration PING = Duration.ofMinutes(1);
  private static final Duration PEER = Duration.ofMinutes(2);
  private static final Duration DRILL = Duration.ofMinutes(30);

  /** Healthchecks takes at most five signs of life a minute (healthchecks.io, Pinging API). */
  private static final Duration SHORTEST = Duration.ofSeconds(12);

  private final Binder binder;
  private final Set<String> notifiers;

  Guarding(Binder binder, Set<String> notifiers) {
    this.binder = binder;
    this.notifiers = notifiers;
  }

  void check(StationFile station) {
    for (int i = 0; i < station.pings().size(); i++) {
      var ping = station.pings().get(i);
      if (ping.every().orElse(PING).compareTo(SHORTEST) < 0) {
        binder.problem("pings." + i + ".every", "expected 12s or more: such services take no more");
      }
      try {
        var made = new HealthPing(ping.url(), InstantSource.system());
      } catch (IllegalArgumentException e) {
        binder.problem("pings." + i + ".url", String.valueOf(e.getMessage()));
      }
    }
    var names = new HashSet<String>();
    for (int i = 0; i < station.peers().size(); i++) {
      var peer = station.peers().get(i);
      unique(names, "peer " + peer.name(), "peers." + i + ".name");
      if (peer.within().orElse(PEER).compareTo(Duration.ofSeconds(10)) < 0) {
        binder.problem("peers." + i + ".within", "expected 10s or more");
      }
    }
    var known = new ArrayList<>(notifiers);
    known.addAll(station.people().keySet());
    known.addAll(station.onCall().keySet());
    for (int i = 0; i < station.drills().size(); i++) {
      var drill = station.drills().get(i);
      var path = "drills." + i;
      unique(names, "drill " + drill.name(), path + ".name");
      for (int j = 0; j < drill.escalate().size(); j++) {
        var name = drill.escalate().get(j);
        if (!known.contains(name)) {
          binder.problem(
              path + ".escalate." + j,
              "there is no notifier '" + name + "'; " + Binder.nearest(name, known));
        }
      }
      try {
        var parsed = Schedules.parse(drill.at(), station.station().zone());
      } catch (IllegalArgumentException e) {
        binder.problem(path + ".at", String.valueOf(e.getMessage()));
      }
      if (station.routes().isEmpty()) {
        binder.problem(path, "a drill goes through every route, and there is none");
      }
    }
  }

  private void unique(Set<String> names, String name, String path) {
    if (!names.add(name)) {
      binder.problem(path, "there are two of this name");
    }
  }

  static Guards guards(StationFile file, Path data) {
    var lifelines = new ArrayList<Guards.Lifeline>();
    for (int i = 0; i < file.pings().size(); i++) {
      var keys = file.pings().get(i);
      lifelines.add(
          new Guards.Lifeline(
              keys.name().orElse("ping-" + (i + 1)),
              keys.every().orElse(PING),
              new HealthPing(keys.url(), InstantSource.system())));
    }
    var zone = file.station().zone();
    return new Guards(
        lifelines,
        file.peers().stream()
            .map(
                keys ->
                    new Guards.Peer(
                        keys.name(), keys.within().orElse(PEER), new PeerLook(keys.url())))
            .toList(),
        file.drills().stream()
            .map(
                keys ->
                    new Guards.Drill(
                        keys.name(),
                        Schedules.parse(keys.at(), zone),
                        keys.within().orElse(DRILL),
                        keys.escalate()))
            .toList(),
        freeBytes(data));
  }

  private static LongSupplier freeBytes(Path data) {
    var folder = data.toFile();
    // a folder that cannot be asked is a matter of the store, which says so
    return () -> folder.exists() ? folder.getUsableSpace() : Long.MAX_VALUE;
  }
}
