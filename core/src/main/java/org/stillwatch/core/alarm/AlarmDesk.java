package org.stillwatch.core.alarm;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.BiConsumer;
import org.stillwatch.core.notice.Notice;
import org.stillwatch.core.reading.ChannelId;
import org.stillwatch.core.store.Fields;

/**
 * Keeps every alarm that is not normal, by the states of ISA-18.2:
 *
 * <ul>
 *   <li>normal: not kept. Raised: to active-unacknowledged.
 *   <li>active-unacknowledged: acknowledged: to active-acknowledged. Returned: to normal, or when
 *       it latches to returned-unacknowledged.
 *   <li>active-acknowledged: returned: to normal. Raised anew after its channel was lost: to
 *       active-unacknowledged.
 *   <li>returned-unacknowledged: acknowledged: to normal. Raised: to active-unacknowledged.
 *   <li>shelved, or under maintenance: lies over any of these. Its alarms go on through their
 *       states, but nobody is told that one was raised; one that is still active when that ends is
 *       told then. What was told before is told to have returned, also meanwhile.
 * </ul>
 *
 * <p>Every change is text for the next commit. Time is a parameter.
 */
final class AlarmDesk {

  private static final String ALARM = "alarm ";
  private static final String SHELF = "shelf ";

  private final List<Maintenance> maintenance;
  private final BiConsumer<String, String> changed;
  private final Map<String, Alarm> alarms = new TreeMap<>();
  private final Map<String, Shelf> shelves = new TreeMap<>();

  AlarmDesk(
      List<Maintenance> maintenance,
      Map<String, String> restored,
      BiConsumer<String, String> changed) {
    this.maintenance = maintenance;
    this.changed = changed;
    restored.forEach(
        (key, text) -> {
          if (key.startsWith(ALARM)) {
            var name = key.substring(ALARM.length());
            alarms.put(name, Alarm.decode(name, text));
          } else if (key.startsWith(SHELF)) {
            var f = Fields.split(text);
            var rule = key.substring(SHELF.length());
            shelves.put(
                rule,
                new Shelf(
                    rule, Instant.parse(f.get(0)), f.get(1), f.get(2), Instant.parse(f.get(3))));
          }
        });
  }

  private void put(Alarm alarm) {
    alarms.put(alarm.key(), alarm);
    changed.accept(ALARM + alarm.key(), alarm.encode());
  }

  private void remove(String key) {
    if (alarms.remove(key) != null) {
      changed.accept(ALARM + key, "");
    }
  }

  /**
   * Raises an alarm.
   *
   * @param notice that tells of it
   * @param silent it was there before anyone watched
   * @return whether to tell it
   */
  boolean raise(String key, Notice notice, boolean latch, boolean silent) {
    var known = alarms.get(key);
    if (known != null && known.isActive()) {
      return false;
    }
    var aside = asideUntil(notice.rule().orElse(key), channel(notice), notice.time()).isPresent();
    var telling = silent ? Alarm.Told.SILENT : aside ? Alarm.Told.HELD : Alarm.Told.TOLD;
    put(Alarm.raised(key, notice, latch, telling));
    return telling == Alarm.Told.TOLD;
  }

  /** Puts an alarm back that its condition shows to be active, without telling it again. */
  void restore(String key, Notice notice, boolean latch, boolean told) {
    if (!alarms.containsKey(key)) {
      put(Alarm.raised(key, notice, latch, told ? Alarm.Told.TOLD : Alarm.Told.SILENT));
    }
  }

  /**
   * Its cause is over.
   *
   * @return whether to tell it: always when people know of the alarm
   */
  boolean clear(String key, Instant at) {
    var known = alarms.get(key);
    if (known == null || !known.isActive()) {
      return false;
    }
    if (known.latch() && known.acknowledged().isEmpty()) {
      put(known.withReturned(Optional.of(at)));
    } else {
      remove(key);
    }
    return known.telling() != Alarm.Told.HELD;
  }

  /** People learn of it by a notice that is told for another reason. */
  void told(String key, Instant at) {
    var known = alarms.get(key);
    if (known != null && known.telling() == Alarm.Told.HELD) {
      put(known.toldAgain());
    }
  }

  /**
   * It is active still, after a time in which that was not known: whoever acknowledged it did not
   * know that.
   *
   * @return whether to tell it
   */
  boolean again(String key, Instant at) {
    var known = alarms.get(key);
    if (known == null || !known.isActive() || aside(known, at).isPresent()) {
      return false;
    }
    put(known.acknowledgedBy(Optional.empty()).toldAgain());
    return true;
  }

  /** Drops an alarm. */
  void withdraw(String key) {
    remove(key);
  }

  /**
   * Drops an alarm whose rule or channel is no more. It stays kept until {@link #forget}, so that a
   * crash before that is told does not lose it.
   */
  void lapse(String key) {
    alarms.remove(key);
  }

  /** That an alarm lapsed is told. */
  void forget(String key) {
    if (!alarms.containsKey(key)) {
      changed.accept(ALARM + key, "");
    }
  }

  /**
   * Notes that someone has seen it.
   *
   * @return the alarm as it was before
   * @throws IllegalArgumentException with one sentence when there is no such alarm, or it is
   *     acknowledged already
   */
  Alarm acknowledge(String id, Acknowledgement acknowledgement) {
    var alarm = byId(id);
    alarm
        .acknowledged()
        .ifPresent(
            earlier -> {
              throw new IllegalArgumentException(
                  "the alarm '" + alarm.title() + "' is already acknowledged, by " + earlier.who());
            });
    if (alarm.isActive()) {
      put(alarm.acknowledgedBy(Optional.of(acknowledgement)));
    } else {
      remove(alarm.key());
    }
    return alarm;
  }

  private Alarm byId(String id) {
    return alarms.values().stream()
        .filter(alarm -> alarm.id().equals(id))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "there is no alarm '"
                        + id
                        + "' now; 'stillwatch alarms' lists those there are"));
  }

  /** The rule of an alarm, by the alarm's id; what is no id is taken for a rule. */
  String ruleOf(String idOrRule) {
    return alarms.values().stream()
        .filter(alarm -> alarm.id().equals(idOrRule))
        .map(Alarm::rule)
        .findFirst()
        .orElse(idOrRule);
  }

  void shelve(Shelf shelf) {
    shelves.put(shelf.rule(), shelf);
    changed.accept(
        SHELF + shelf.rule(),
        Fields.join(shelf.until().toString(), shelf.who(), shelf.why(), shelf.at().toString()));
  }

  /** Ends a shelf before its time; {@link #overdue} tells what is still active. */
  Optional<Shelf> unshelve(String rule) {
    var shelf = Optional.ofNullable(shelves.remove(rule));
    shelf.ifPresent(gone -> changed.accept(SHELF + rule, ""));
    return shelf;
  }

  /** Removes shelves whose time is over. */
  void endShelves(Instant now) {
    if (shelves.isEmpty()) {
      return;
    }
    shelves.values().stream()
        .filter(shelf -> !shelf.until().isAfter(now))
        .toList()
        .forEach(shelf -> unshelve(shelf.rule()));
  }

  /** Alarms that nobody was told of and that are put aside no more: they count as told now. */
  List<Alarm> overdue(Instant now) {
    if (alarms.isEmpty()) {
      return List.of();
    }
    var due = new ArrayList<Alarm>();
    for (var alarm : List.copyOf(alarms.values())) {
      if (alarm.telling() == Alarm.Told.HELD && aside(alarm, now).isEmpty()) {
        if (alarm.isActive()) {
          put(alarm.toldAgain());
          due.add(alarm);
        } else {
          // it came and went while it was put aside, and latches
          put(alarm.shown());
        }
      }
    }
    return due;
  }

  /** Until when a rule's alarms are put aside, if they are. */
  Optional<Instant> asideUntil(String rule, Optional<ChannelId> channel, Instant now) {
    var shelf = Optional.ofNullable(shelves.get(rule)).map(Shelf::until).filter(now::isBefore);
    return shelf.or(
        () ->
            maintenance.stream()
                .filter(window -> window.covers(channel, instrument(rule)))
                .flatMap(window -> window.endOfWindow(now).stream())
                .max(Instant::compareTo));
  }

  private Optional<Instant> aside(Alarm alarm, Instant now) {
    return asideUntil(alarm.rule(), alarm.channel(), now);
  }

  /** The instrument that a rule such as {@code stale fridge} speaks of. */
  private static Optional<String> instrument(String rule) {
    var words = rule.split(" ");
    return words.length == 2 && (words[0].equals("stale") || words[0].equals("instrument"))
        ? Optional.of(words[1])
        : Optional.empty();
  }

  private static Optional<ChannelId> channel(Notice notice) {
    return notice.about().map(Notice.About::channel);
  }

  /** Notes that a step of an escalation was taken. */
  void escalated(String key, String step) {
    var alarm = alarms.get(key);
    if (alarm != null) {
      var steps = new HashSet<>(alarm.escalated());
      steps.add(step);
      put(alarm.escalatedBy(steps));
    }
  }

  /** Notes when people were told, from which waiting for them counts. */
  void toldAt(String key, Instant now) {
    var alarm = alarms.get(key);
    if (alarm != null && alarm.telling() == Alarm.Told.TOLD) {
      put(alarm.told(now));
    }
  }

  /** The wall clock was set: what was told lies as far back as before. */
  void clockSet(Duration by) {
    for (var alarm : List.copyOf(alarms.values())) {
      if (alarm.telling() == Alarm.Told.TOLD && alarm.acknowledged().isEmpty()) {
        alarm.toldAt().ifPresent(at -> put(alarm.told(at.plus(by))));
      }
    }
  }

  AlarmState state(Alarm alarm, Instant now) {
    if (aside(alarm, now).isPresent()) {
      return AlarmState.SHELVED;
    }
    if (!alarm.isActive()) {
      return AlarmState.RETURNED_UNACKNOWLEDGED;
    }
    return alarm.acknowledged().isPresent()
        ? AlarmState.ACTIVE_ACKNOWLEDGED
        : AlarmState.ACTIVE_UNACKNOWLEDGED;
  }

  /** Whether people know of this alarm, or it was there from the start. */
  boolean isKnown(String key) {
    var alarm = alarms.get(key);
    return alarm == null || alarm.telling() != Alarm.Told.HELD;
  }

  boolean isActive(String key) {
    var alarm = alarms.get(key);
    return alarm != null && alarm.isActive();
  }

  Optional<Shelf> shelf(String rule) {
    return Optional.ofNullable(shelves.get(rule));
  }

  Collection<Alarm> alarms() {
    return List.copyOf(alarms.values());
  }

  List<Shelf> shelves() {
    return List.copyOf(shelves.values());
  }
}
