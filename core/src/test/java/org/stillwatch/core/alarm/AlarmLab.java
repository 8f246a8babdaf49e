package org.stillwatch.core.alarm;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.stillwatch.core.condition.Side;
import org.stillwatch.core.notice.Notice;
import org.stillwatch.core.notice.Severity;
import org.stillwatch.core.reading.Channel;
import org.stillwatch.core.reading.ChannelId;
import org.stillwatch.core.reading.Quality;
import org.stillwatch.core.reading.Quantity;
import org.stillwatch.core.reading.Reading;
import org.stillwatch.core.reading.Scan;
import org.stillwatch.core.reading.Unit;

/** A watch on one temperature, with what it told and what it would find again after a crash. */
final class AlarmLab {

  static final ChannelId WATER = new ChannelId("fridge/water");
  static final Instant T0 = Instant.parse("2026-06-26T10:00:00Z");
  static final Duration TEN = Duration.ofSeconds(10);

  private static final Channel CHANNEL =
      Channel.number(WATER, Unit.CELSIUS, "water", Duration.ofSeconds(10));

  RuleBook book;
  Watch watch;
  Instant now = T0;
  final List<Notice> told = new ArrayList<>();
  private final Map<String, String> kept = new HashMap<>();

  AlarmLab(Rule... rules) {
    this(RuleBook.of("Blue lab", List.of(rules)));
  }

  AlarmLab(RuleBook book) {
    this.book = book;
    watch = new Watch(book, Map.of());
    declare();
  }

  /** Makes the channel known. */
  void declare() {
    var derived = watch.declare(List.of(CHANNEL));
  }

  /** Above 29 degC is a warning, below 27 degC is normal. */
  static Rule hot(boolean latch) {
    return rule(
        "hot",
        edge("27 degC", Severity.INFO),
        edge("29 degC", Severity.WARNING),
        Duration.ZERO,
        latch);
  }

  static Rule rule(String name, Edge low, Edge high, Duration hold, boolean latch) {
    return new Rule(
        name,
        WATER,
        Optional.empty(),
        Optional.empty(),
        Optional.of(low),
        Optional.of(high),
        Side.UNKNOWN,
        hold,
        Optional.empty(),
        latch);
  }

  static Edge edge(String limit, Severity severity) {
    return new Edge(
        Optional.of(Quantity.parse(limit)), Optional.empty(), severity, Optional.empty());
  }

  /** A row ten seconds later. */
  void row(double value) {
    now = now.plus(TEN);
    accept(Reading.measured(WATER, now, 0, value));
  }

  void suspect(double value) {
    now = now.plus(TEN);
    accept(new Reading.Measured(WATER, now, 0, value, Quality.SUSPECT));
  }

  void missing(String reason) {
    now = now.plus(TEN);
    accept(Reading.missing(WATER, now, 0, reason));
  }

  private void accept(Reading reading) {
    take(watch.accept(List.of(new Scan("fridge", now, List.of(reading))), now, false));
  }

  /** Nothing comes for a while. */
  void pass(Duration length) {
    now = now.plus(length);
    take(watch.tick(now));
  }

  void acknowledge(String id, String who) {
    told.add(watch.acknowledge(id, new Acknowledgement(who, now, "")));
    take(List.of());
  }

  void shelve(String rule, Duration length, String who) {
    var shelf = watch.shelve(rule, now.plus(length), who, "known", now);
    pass(Duration.ZERO);
  }

  void unshelve(String rule) {
    var shelf = watch.unshelve(rule);
    pass(Duration.ZERO);
  }

  private void take(List<Effect> effects) {
    for (var effect : effects) {
      if (effect instanceof Effect.Tell(Notice notice)) {
        told.add(notice);
      }
    }
    watch
        .takeChanges()
        .forEach(
            (key, text) -> {
              if (text.isEmpty()) {
                kept.remove(key);
              } else {
                kept.put(key, text);
              }
            });
  }

  /** Crashes and starts again from what was kept. */
  void restart() {
    var latest = watch.channels().stream().flatMap(view -> view.latest().stream()).toList();
    watch = new Watch(book, kept);
    watch.restore(List.of(CHANNEL), latest);
  }

  /** Crashes and starts again with another station file. */
  void restart(Rule... rules) {
    book = RuleBook.of("Blue lab", List.of(rules));
    restart();
  }

  /** Crashes and starts again where no reading is known any more. */
  void restartWithoutHistory() {
    watch = new Watch(book, kept);
  }

  List<AlarmView> alarms() {
    return watch.alarms(now);
  }

  /** The alarm of a rule; there must be one. */
  AlarmView alarm(String rule) {
    return alarms().stream().filter(alarm -> alarm.rule().equals(rule)).findFirst().orElseThrow();
  }

  /** What was told since the last call. */
  List<String> titles() {
    var titles = told.stream().map(Notice::title).toList();
    told.clear();
    return titles;
  }
}
