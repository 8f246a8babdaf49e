package org.stillwatch.core.alarm;

import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.function.BiConsumer;
import org.stillwatch.core.notice.Severity;

/** Snapshots that are due later: after an edge, or by a schedule. Durable through their keys. */
final class Timers {

  private static final String TIMER = "timer ";
  private static final String SCHEDULE = "schedule ";

  /**
   * @param rule what asked for it: {@code mxc-cold/low}, or the name of a schedule
   */
  record Timer(Instant due, String rule, String set, Severity severity, String label) {

    String key() {
      return TIMER + due + " " + rule;
    }

    private String encode() {
      return String.join("\t", due.toString(), rule, set, severity.name(), label);
    }

    private static Timer decode(String text) {
      var parts = text.split("\t", 5);
      return new Timer(
          Instant.parse(parts[0]), parts[1], parts[2], Severity.valueOf(parts[3]), parts[4]);
    }
  }

  private final Map<String, ScheduledSnapshot> schedules = new HashMap<>();
  private final Map<String, Instant> scheduled = new HashMap<>();
  private final PriorityQueue<Timer> queue =
      new PriorityQueue<>(Comparator.comparing(Timer::due).thenComparing(Timer::rule));
  private final BiConsumer<String, String> changed;
  private boolean started;

  Timers(RuleBook book, Map<String, String> restored, BiConsumer<String, String> changed) {
    this.changed = changed;
    for (var schedule : book.schedules()) {
      schedules.put(schedule.name(), schedule);
      var text = restored.get(SCHEDULE + schedule.name());
      if (text != null) {
        scheduled.put(schedule.name(), Instant.parse(text));
      }
    }
    restored.forEach(
        (key, text) -> {
          if (key.startsWith(TIMER)) {
            queue.add(Timer.decode(text));
          }
        });
  }

  /** Sets the schedules going at the first time that the clock tells. */
  void start(Instant now) {
    if (started) {
      return;
    }
    started = true;
    for (var schedule : schedules.values()) {
      // one that was missed still happens; one ahead is as the station file says now
      var missed =
          Optional.ofNullable(scheduled.get(schedule.name())).filter(at -> !at.isAfter(now));
      missed.or(() -> schedule.schedule().next(now)).ifPresent(at -> enqueue(schedule, at));
    }
  }

  private void enqueue(ScheduledSnapshot schedule, Instant due) {
    scheduled.put(schedule.name(), due);
    changed.accept(SCHEDULE + schedule.name(), due.toString());
    queue.add(
        new Timer(due, schedule.name(), schedule.set(), schedule.severity(), schedule.label()));
  }

  void add(Timer timer) {
    queue.add(timer);
    changed.accept(timer.key(), timer.encode());
  }

  /** The wall clock was set: what waits after an edge waits as long as before. */
  void clockSet(Duration by) {
    for (var timer : List.copyOf(queue)) {
      if (!schedules.containsKey(timer.rule())) {
        queue.remove(timer);
        changed.accept(timer.key(), "");
        add(
            new Timer(
                timer.due().plus(by), timer.rule(), timer.set(), timer.severity(), timer.label()));
      }
    }
    if (by.isNegative()) {
      // schedules that seemed far gone come again
      queue.removeIf(timer -> schedules.containsKey(timer.rule()));
      scheduled.clear();
      started = false;
    }
  }

  /** When the next one is due; the end of time when none is. */
  Instant nextDue() {
    var next = queue.peek();
    return next == null ? Instant.MAX : next.due();
  }

  /** Takes the next one off the queue; a schedule is set to its next time. */
  Timer pollDue() {
    var timer = queue.remove();
    var schedule = schedules.get(timer.rule());
    if (schedule != null && timer.due().equals(scheduled.get(timer.rule()))) {
      schedule.schedule().next(timer.due()).ifPresent(at -> enqueue(schedule, at));
    } else {
      changed.accept(timer.key(), "");
    }
    return timer;
  }
}
