package org.stillwatch.core.alarm;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.BiConsumer;
import java.util.stream.Stream;
import org.stillwatch.core.reading.ChannelId;
import org.stillwatch.core.reading.Reading;

/** Finds channels that say nothing: silent ones, and those that report no value. */
final class Silences {

  private static final String STALE = "stale ";
  private static final String UNKNOWN = "unknown ";
  private static final String MISSING = "missing ";
  private static final String LOST = "lost ";

  private final RuleBook book;
  private final Map<ChannelId, ChannelWatch> channels;
  private final AlarmDesk desk;
  private final Telling telling;
  private final BiConsumer<String, String> changed;

  /** No channel falls silent or is to be told without a value before; found at the last look. */
  private Instant calmUntil = Instant.MIN;

  Silences(
      RuleBook book,
      Map<ChannelId, ChannelWatch> channels,
      AlarmDesk desk,
      Telling telling,
      BiConsumer<String, String> changed) {
    this.book = book;
    this.channels = channels;
    this.desk = desk;
    this.telling = telling;
    this.changed = changed;
  }

  /** Takes back what was known of a channel, whose latest reading is there already. */
  void restore(ChannelWatch watch, Map<String, String> states) {
    var id = watch.channel().id();
    var group = states.get(STALE + id);
    if (group != null) {
      watch.staleWith(group);
    }
    // a rule that is gone, or a value imported since, ends being without a value
    var missing = states.get(MISSING + id);
    if (missing != null && !watch.measuredNow()) {
      watch.missingSince(missing);
    }
    watch.lost(states.containsKey(LOST + id));
    var unknown = states.containsKey(UNKNOWN + id);
    watch.unknown(unknown && watch.unknownAt().isPresent());
    if (missing != null && watch.measuredNow()) {
      changed.accept(MISSING + id, "");
    }
    if (unknown && !watch.unknown()) {
      changed.accept(UNKNOWN + id, "");
    }
    if (watch.unknown()) {
      var notice = telling.withoutValue(watch, book.rulesOf(id));
      desk.restore(unknownKey(id), notice, false, true);
    }
  }

  /** After all channels were restored: those that are silent are alarms. */
  void restored() {
    var groups = new TreeMap<String, List<ChannelWatch>>();
    for (var watch : channels.values()) {
      watch
          .staleGroup()
          .ifPresent(group -> groups.computeIfAbsent(group, key -> new ArrayList<>()).add(watch));
    }
    groups.forEach(
        (key, group) -> desk.restore(key, telling.silent(group, isWhole(group)), false, true));
  }

  /** Whether an alarm of this key still has its channels. */
  boolean stands(String key) {
    if (key.startsWith(UNKNOWN)) {
      var watch = channels.get(new ChannelId(key.substring(UNKNOWN.length())));
      return watch != null && watch.unknown();
    }
    return channels.values().stream()
        .anyMatch(watch -> watch.staleGroup().filter(key::equals).isPresent());
  }

  static boolean isKey(String key) {
    return key.startsWith(STALE) || key.startsWith(UNKNOWN);
  }

  private static String unknownKey(ChannelId id) {
    return UNKNOWN + id;
  }

  /** What came back with one row. */
  static final class Returned {
    private final List<ChannelWatch> reading = new ArrayList<>();
    private final List<ChannelWatch> lost = new ArrayList<>();

    /** Channels that people knew to be lost and that have a value again. */
    List<ChannelWatch> lost() {
      return lost;
    }
  }

  /** Ends being stale, and being without a value; before the reading is taken. */
  void back(
      ChannelWatch watch,
      Reading reading,
      boolean silent,
      Returned returned,
      List<Effect> effects) {
    var id = watch.channel().id();
    var wasLost = watch.lost();
    var group = watch.staleGroup().orElse("");
    if (watch.stale()) {
      watch.fresh();
      changed.accept(STALE + id, "");
      var known = desk.isKnown(group);
      if (!stands(group)) {
        desk.clear(group, reading.time());
      }
      if (!silent && known) {
        returned.reading.add(watch);
        telling.rememberGap(watch);
        wasLost = true;
      }
    }
    if (watch.unknown()
        && !watch.isOlder(reading)
        && reading instanceof Reading.Measured measured) {
      watch.unknown(false);
      changed.accept(UNKNOWN + id, "");
      if (desk.clear(unknownKey(id), reading.time()) && !silent) {
        effects.add(new Effect.Tell(telling.valueAgain(watch, measured)));
        wasLost = true;
      }
    }
    var isLost = wasLost && !(reading instanceof Reading.Measured);
    if (wasLost && !isLost) {
      returned.lost.add(watch);
    }
    if (isLost != watch.lost()) {
      // its first row after a silence may report a fault: the value that follows is still the first
      watch.lost(isLost);
      changed.accept(LOST + id, isLost ? "lost" : "");
    }
  }

  /** Tells of the channels that read again, in one notice. */
  void tell(Returned returned, Instant time, List<Effect> effects) {
    if (!returned.reading.isEmpty()) {
      effects.add(new Effect.Tell(telling.readAgain(returned.reading, time)));
    }
  }

  /** Notes since when a channel that rules watch has no value. */
  void missing(ChannelWatch watch) {
    changed.accept(MISSING + watch.channel().id(), watch.missingSince());
  }

  /** Something came that makes it worth to look at every channel again. */
  void stir() {
    calmUntil = Instant.MIN;
  }

  /**
   * Whether no channel need be looked at: to go through all of them with every row would cost more
   * than the rules. What comes later only makes channels fresher, else {@link #stir} is called.
   */
  boolean isCalm(Instant now) {
    if (now.isBefore(calmUntil)) {
      return true;
    }
    calmUntil = Instant.MAX;
    for (var watch : channels.values()) {
      var until = watch.calmUntil();
      if (until.isBefore(calmUntil)) {
        calmUntil = until;
      }
    }
    return now.isBefore(calmUntil);
  }

  /** Channels that became stale, by when and by instrument. */
  NavigableMap<Instant, NavigableMap<String, List<ChannelWatch>>> overdue(
      Instant now, Set<String> behind) {
    var due = new TreeMap<Instant, NavigableMap<String, List<ChannelWatch>>>();
    for (var watch : channels.values()) {
      if (!watch.stale()
          && watch.isOverdue(now)
          && !behind.contains(watch.channel().id().instrument())) {
        due.computeIfAbsent(watch.staleAt().orElseThrow(), at -> new TreeMap<>())
            .computeIfAbsent(watch.channel().id().instrument(), name -> new ArrayList<>());
      }
    }
    // channels of one row go together, even when one of them arrived a moment later
    due.forEach(
        (at, groups) ->
            groups.forEach(
                (instrument, group) ->
                    of(instrument)
                        .filter(watch -> !watch.stale())
                        .filter(watch -> watch.staleAt().filter(at::equals).isPresent())
                        .forEach(group::add)));
    return due;
  }

  private Stream<ChannelWatch> of(String instrument) {
    return channels.values().stream()
        .filter(watch -> watch.channel().id().instrument().equals(instrument));
  }

  NavigableMap<Instant, List<ChannelWatch>> withoutValue(Instant now, Set<String> behind) {
    var due = new TreeMap<Instant, List<ChannelWatch>>();
    for (var watch : channels.values()) {
      if (!watch.unknown() && !behind.contains(watch.channel().id().instrument())) {
        watch
            .unknownAt()
            .filter(at -> !at.isAfter(now))
            .ifPresent(at -> due.computeIfAbsent(at, key -> new ArrayList<>()).add(watch));
      }
    }
    return due;
  }

  void stale(List<ChannelWatch> group, List<Effect> effects) {
    var first = group.getFirst();
    var key =
        STALE
            + first.channel().id().instrument()
            + " "
            + first.staleAt().orElseThrow()
            + " "
            + first.channel().id().name();
    for (var watch : group) {
      watch.staleWith(key);
      changed.accept(STALE + watch.channel().id(), key);
    }
    var notice = telling.silent(group, isWhole(group));
    if (desk.raise(key, notice, false, false)) {
      effects.add(new Effect.Tell(notice));
    }
  }

  /** Whether the whole instrument is silent. */
  private boolean isWhole(List<ChannelWatch> group) {
    return of(group.getFirst().channel().id().instrument())
        .filter(watch -> watch.latest().isPresent())
        .allMatch(ChannelWatch::stale);
  }

  void unknown(ChannelWatch watch, List<Effect> effects) {
    var id = watch.channel().id();
    watch.unknown(true);
    changed.accept(UNKNOWN + id, watch.unknownAt().orElseThrow().toString());
    var notice = telling.withoutValue(watch, book.rulesOf(id));
    if (desk.raise(unknownKey(id), notice, false, false)) {
      effects.add(new Effect.Tell(notice));
    }
  }

  /** The words of an alarm of this key, by how things are now; empty when it is none of these. */
  Optional<String> text(String key) {
    if (key.startsWith(UNKNOWN)) {
      return Optional.ofNullable(channels.get(new ChannelId(key.substring(UNKNOWN.length()))))
          .filter(watch -> watch.missingFrom().isPresent())
          .map(watch -> telling.unknownText(watch, book.rulesOf(watch.channel().id())));
    }
    var group =
        channels.values().stream()
            .filter(watch -> watch.staleGroup().filter(key::equals).isPresent())
            .toList();
    return group.isEmpty() ? Optional.empty() : Optional.of(telling.silentText(group));
  }
}
