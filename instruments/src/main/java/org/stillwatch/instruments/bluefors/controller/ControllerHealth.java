package org.stillwatch.instruments.bluefors.controller;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.stillwatch.core.instrument.Health;
import org.stillwatch.core.notice.Words;
import org.stillwatch.link.mqtt.MqttFeed;

/** What people are told about the controller and the ways to it. */
final class ControllerHealth {

  /** A connection that is back so soon was not lost. */
  private static final Duration BLINK = Duration.ofSeconds(3);

  /** A sensor that was not measured for so many periods is missed. */
  private static final int PERIODS = 5;

  private static final Duration CLOCKS_AGREE = Duration.ofMinutes(5);

  private final Map<Integer, String> wanted;
  private final Duration every;
  private final Optional<MqttFeed> feed;
  private final Optional<String> http;
  private final Map<Integer, Instant> heard = new HashMap<>();
  private Map<Integer, Boolean> sensors = Map.of();
  private Optional<String> httpFails = Optional.empty();
  private Duration ahead = Duration.ZERO;
  private Instant since = Instant.MIN;
  private Instant listenedAt = Instant.MIN;

  ControllerHealth(
      Map<Integer, String> wanted, Duration every, Optional<MqttFeed> feed, Optional<String> http) {
    this.wanted = Map.copyOf(wanted);
    this.every = every;
    this.feed = feed;
    this.http = http;
  }

  void begins(Instant now) {
    since = now;
  }

  /** How the last question went: why there was no answer, or that there was. */
  void http(Optional<String> failed, Instant now) {
    httpFails = failed;
  }

  void sensors(Map<Integer, Boolean> known) {
    sensors = known;
  }

  void heard(Measurement measurement, Instant now) {
    heard.put(measurement.sensor(), now);
    ahead = Duration.between(now, measurement.time());
  }

  /**
   * @param unreadable what is wrong with messages of late
   * @param gap measurements are still to be read from the history
   */
  Health now(Optional<String> unreadable, boolean gap, Instant now) {
    var lost = feed.flatMap(each -> lost(each, now));
    boolean httpWorks = http.isPresent() && httpFails.isEmpty();
    boolean works = (feed.isPresent() && lost.isEmpty()) || httpWorks;
    if (!works) {
      return Health.unreachable(
          lost.map(text -> httpFails.map(why -> text + "; " + why).orElse(text))
              .or(() -> httpFails)
              .orElse("not connected"));
    }
    var reasons = new ArrayList<String>();
    lost.ifPresent(
        text ->
            reasons.add(
                text + "; until it is back, measurements are asked for at " + http.orElse("")));
    if (feed.isPresent()) {
      httpFails.ifPresent(
          why ->
              reasons.add(
                  why
                      + (gap
                          ? "; measurements that were missed are read when it answers"
                          : "; measurements that are missed from now on cannot be read from it")));
    }
    reasons.addAll(missed(now));
    if (ahead.compareTo(CLOCKS_AGREE) > 0) {
      reasons.add(
          "clocks disagree: the controller's is "
              + Words.length(ahead)
              + " ahead of this computer");
    }
    unreadable.ifPresent(reasons::add);
    return reasons.isEmpty() ? Health.ok("") : Health.trouble(String.join("; ", reasons));
  }

  private Optional<String> lost(MqttFeed each, Instant now) {
    var state = each.state();
    if (state.listening()) {
      listenedAt = now;
      return Optional.empty();
    }
    if (!listenedAt.equals(Instant.MIN) && now.isBefore(listenedAt.plus(BLINK))) {
      return Optional.empty();
    }
    return Optional.of(
        "no connection to the broker "
            + each.broker()
            + (state.reason().isEmpty() ? "" : ": " + state.reason())
            + "; it is tried again every few seconds");
  }

  /** Sensors of the station file that are not measured. */
  private List<String> missed(Instant now) {
    var missed = new ArrayList<String>();
    for (var entry : wanted.entrySet()) {
      int sensor = entry.getKey();
      var what = entry.getValue() + " (sensor " + sensor + ")";
      var last = heard.getOrDefault(sensor, since);
      var silent = Duration.between(last, now);
      if (!sensors.isEmpty() && !sensors.containsKey(sensor)) {
        missed.add(what + ": the controller has no such sensor");
      } else if (!sensors.getOrDefault(sensor, true)) {
        missed.add(what + ": it is switched off on the controller");
      } else if (silent.compareTo(every.multipliedBy(PERIODS)) > 0) {
        missed.add(
            what
                + ": not measured for "
                + Words.length(silent)
                + ", expected every "
                + Words.length(every)
                + "; is it switched on at the controller?");
      }
    }
    missed.sort(null);
    return missed;
  }
}
