package org.stillwatch.core.procedure;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.stillwatch.core.alarm.Effect;
import org.stillwatch.core.alarm.RuleBook;
import org.stillwatch.core.alarm.Watch;
import org.stillwatch.core.notice.Notice;
import org.stillwatch.core.notice.Severity;
import org.stillwatch.core.procedure.ProcedureBook.Trigger;
import org.stillwatch.core.reading.Channel;
import org.stillwatch.core.reading.ChannelId;
import org.stillwatch.core.reading.Reading;
import org.stillwatch.core.reading.Scan;
import org.stillwatch.core.reading.Unit;

/** Random procedures on random rows: a station that restarts all the time tells the same. */
class RandomRunTest {

  private static final Instant T0 = Instant.parse("2026-06-26T06:00:00Z");
  private static final Set<String> NAMES = Set.of("one", "two");
  private static final int HISTORIES = 60;
  private static final List<Channel> CHANNELS = List.of(channel("fridge/a"), channel("fridge/b"));

  private static Channel channel(String id) {
    return Channel.number(new ChannelId(id), Unit.KELVIN, id, Duration.ofSeconds(30));
  }

  @Test
  void aStationThatRestartsAtEveryStepTellsWhatOneThatNeverDoesTells() {
    int told = 0;
    for (long seed = 0; seed < HISTORIES; seed++) {
      var never = new Lab(seed, false).live();
      var always = new Lab(seed, true).live();
      long which = seed;
      for (int i = 0; i < Math.min(never.size(), always.size()); i++) {
        assertEquals(never.get(i), always.get(i), () -> "seed " + which);
      }
      assertEquals(never.size(), always.size(), () -> "seed " + which);
      told += never.size();
    }
    assertTrue(told > 10 * HISTORIES, "too little happened: " + told);
  }

  /** One history; the seed says what the procedure is and what rows come. */
  private static final class Lab {
    private final Random random;
    private final boolean restarts;
    private final ProcedureBook book;
    private final RuleBook rules;
    private final Map<String, String> states = new HashMap<>();
    private final Map<ChannelId, Reading> latest = new HashMap<>();
    private final List<String> told = new ArrayList<>();
    private Watch watch;
    private Runs runs;
    private Instant now = T0;

    Lab(long seed, boolean restarts) {
      this.random = new Random(seed);
      this.restarts = restarts;
      this.rules = RuleBook.of("lab", List.of());
      var procedures = List.of(procedure("one", true), procedure("two", false));
      this.book =
          new ProcedureBook(
              "lab",
              ZoneOffset.UTC,
              procedures,
              2,
              List.of(new Fridge("fridge", "all", Map.of(), Map.of())),
              random.nextInt(3) == 0
                  ? List.of(
                      new Trigger(
                          "two",
                          "fridge",
                          org.stillwatch.core.condition.Condition.parse("fridge/b < 20 K"),
                          Map.of()))
                  : List.of());
      open();
    }

    private Procedure procedure(String name, boolean more) {
      return new Procedure(
          name,
          name,
          "",
          List.of(),
          Map.of("a", "a", "b", "b"),
          List.of(),
          List.of(),
          random.nextBoolean(),
          steps(more ? 5 : 3, more, 0));
    }

    private List<Step> steps(int most, boolean more, int depth) {
      var steps = new ArrayList<Step>();
      int count = 1 + random.nextInt(most);
      for (int i = 0; i < count; i++) {
        steps.add(step(depth));
      }
      if (more && depth == 0 && random.nextBoolean()) {
        steps.add(new Step.Start("two", Map.of()));
      }
      return steps;
    }

    private Step step(int depth) {
      return switch (random.nextInt(depth == 0 ? 6 : 5)) {
        case 0 -> new Step.Tell("said " + random.nextInt(100) + " after {elapsed}", Severity.INFO);
        case 1 -> waiting(condition());
        case 2 -> waiting(condition());
        case 3 -> waiting((1 + random.nextInt(20)) + " min");
        case 4 ->
            waiting(random.nextInt(4) == 0 ? "for ever" : "until 07:" + (10 + random.nextInt(40)));
        default -> new Step.Choose(condition(), steps(2, false, 1), steps(2, false, 1));
      };
    }

    private String condition() {
      var channel = random.nextBoolean() ? "{a}" : "{b}";
      var limit = 5 + random.nextInt(90);
      return switch (random.nextInt(4)) {
        case 0 -> channel + " < " + limit + " K for " + (1 + random.nextInt(5)) + "m";
        case 1 -> channel + " above " + limit + " K until below " + (limit - 4) + " K";
        default -> channel + (random.nextBoolean() ? " <= " : " >= ") + limit + " K";
      };
    }

    private Step.Wait waiting(String what) {
      var meanwhile = new ArrayList<Step.Watcher>();
      if (random.nextInt(3) == 0) {
        meanwhile.add(
            new Step.Watcher(
                Optional.of(condition()),
                Optional.empty(),
                List.of(new Step.Tell("watched", Severity.WARNING))));
      }
      if (random.nextInt(3) == 0) {
        meanwhile.add(
            new Step.Watcher(
                Optional.empty(),
                Optional.of((1 + random.nextInt(9)) + " min"),
                List.of(new Step.Tell("every", Severity.INFO))));
      }
      return new Step.Wait(
          what,
          random.nextInt(3) == 0 ? Optional.of("10 min") : Optional.empty(),
          List.of(Step.Late.WAIT, Step.Late.SKIP, Step.Late.STOP).get(random.nextInt(3)),
          random.nextBoolean() ? Optional.of("lost after {hours} h") : Optional.empty(),
          random.nextInt(3) == 0
              ? Optional.of(new Step.Stall("a", "1 K", "5 min"))
              : Optional.empty(),
          meanwhile);
    }

    private void open() {
      watch = new Watch(rules, states);
      watch.restore(CHANNELS, latest.values());
      runs =
          new Runs(
              book,
              watch,
              (channel, value) -> {
                throw new IllegalArgumentException("nothing can be set");
              },
              states);
    }

    List<String> live() {
      double a = 100;
      double b = 100;
      for (int minute = 0; minute < 120; minute++) {
        now = now.plusSeconds(10 + random.nextInt(50));
        a = random.nextInt(40) == 0 ? 100 : Math.max(1, a - random.nextDouble() * 4);
        b = random.nextInt(40) == 0 ? 1 : Math.min(100, b + random.nextDouble() * 4 - 2);
        int chance = random.nextInt(40);
        if (chance < 30) {
          row(reading("fridge/a", a, chance == 1), reading("fridge/b", b, chance == 2));
        } else if (chance < 33) {
          row(reading("fridge/a", a, false));
        } else if (chance == 33) {
          now = now.plus(Duration.ofMinutes(random.nextInt(15)));
        }
        people(random.nextInt(30));
        take(watch.tick(now));
      }
      return told;
    }

    private Reading reading(String id, double value, boolean missing) {
      var channel = new ChannelId(id);
      return missing
          ? Reading.missing(channel, now, 0, "sensor off")
          : Reading.measured(channel, now, 0, value);
    }

    private void row(Reading... readings) {
      var row = List.of(readings);
      var effects = watch.accept(List.of(new Scan("fridge", now, row)), now, false);
      row.forEach(reading -> latest.put(reading.channel(), reading));
      take(effects);
    }

    /** What people ask for now and then, as far as it can be done. */
    private void people(int chance) {
      try {
        switch (chance) {
          case 0, 1 ->
              take(runs.start("one", Optional.empty(), Map.of(), "", "anna", now).effects());
          case 2 -> take(runs.skip(runs.find(Optional.empty()), "anna", "", now));
          case 3 -> take(runs.pause(runs.find(Optional.empty()), "anna", "", now));
          case 4, 5, 6 -> take(runs.resume(runs.find(Optional.empty()), "anna", "", now));
          case 7 -> take(runs.stop(runs.find(Optional.empty()), "anna", "", now));
          default -> {}
        }
      } catch (IllegalArgumentException e) {
        told.add(now + " refused: " + e.getMessage());
      }
    }

    private void take(List<Effect> effects) {
      keep(effects);
      if (restarts) {
        open();
      }
      // what the clock brings right after a restart is there without one, too
      keep(watch.tick(now));
    }

    private void keep(List<Effect> effects) {
      for (var effect : effects) {
        if (effect instanceof Effect.Tell(Notice notice)
            && notice.rule().filter(NAMES::contains).isPresent()
            && !notice.title().endsWith("goes on after a restart")) {
          told.add(notice.id() + " " + notice.time() + " " + notice.title() + " " + notice.text());
        }
      }
      watch
          .takeChanges()
          .forEach(
              (key, text) -> {
                if (text.isEmpty()) {
                  states.remove(key);
                } else {
                  states.put(key, text);
                }
              });
      for (var view : runs.views()) {
        assertEquals(view.run(), Run.decode(view.run().id(), view.run().encode()));
      }
    }
  }
}
