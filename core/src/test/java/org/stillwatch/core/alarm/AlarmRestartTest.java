package org.stillwatch.core.alarm;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.stillwatch.core.alarm.AlarmLab.edge;
import static org.stillwatch.core.alarm.AlarmLab.rule;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.stillwatch.core.notice.Notice;
import org.stillwatch.core.notice.Severity;

/**
 * Long random stories of several rules on one channel, with faults and silences, told once without
 * and once with crashes: what is told and what is known must not depend on them.
 */
class AlarmRestartTest {

  private static final int STEPS = 150;
  private static final String[] PEOPLE = {"Anna", "Ben", "Cleo"};
  private static final String[] RULES = {"hot", "band", "slow", "stale fridge/water"};
  private static final double[] VALUES = {5, 20, 26, 28, 30, 36};

  private static AlarmLab lab() {
    return new AlarmLab(
        AlarmLab.hot(true),
        rule(
            "band",
            edge("10 degC", Severity.WARNING),
            edge("35 degC", Severity.CRITICAL),
            Duration.ZERO,
            false),
        rule(
            "slow",
            edge("22 degC", Severity.INFO),
            edge("27 degC", Severity.WARNING),
            Duration.ofSeconds(25),
            true));
  }

  /** One story; its crashes are drawn apart, so that the rest is the same with and without. */
  private static List<String> story(long seed, int crashOneIn, AlarmLab lab) {
    var random = new Random(seed);
    var crashes = new Random(seed + 1);
    var seen = new ArrayList<String>();
    for (int i = 0; i < STEPS; i++) {
      if (crashOneIn > 0 && crashes.nextInt(crashOneIn) == 0) {
        lab.restart();
      }
      step(random, lab, seen);
      lab.told.forEach(notice -> seen.add(notice.toString()));
      lab.told.clear();
      lab.alarms().forEach(alarm -> seen.add(known(alarm)));
    }
    return seen;
  }

  /** All but its words as they are now: the last value before a fault is not kept. */
  private static String known(AlarmView alarm) {
    return alarm.toString().replace(alarm.text(), "");
  }

  private static void step(Random random, AlarmLab lab, List<String> seen) {
    switch (random.nextInt(14)) {
      case 0, 1, 2, 3, 4 -> lab.row(VALUES[random.nextInt(VALUES.length)]);
      case 5 -> lab.suspect(VALUES[random.nextInt(VALUES.length)]);
      case 6 -> lab.missing(random.nextBoolean() ? "sensor off" : "the device did not answer");
      case 7 -> {
        for (int n = 0; n < 8; n++) {
          lab.missing("sensor off");
        }
      }
      case 8 -> lab.pass(Duration.ofSeconds(5 + random.nextInt(20)));
      case 9 -> lab.pass(Duration.ofSeconds(90));
      case 10, 11 -> person(random, lab, seen);
      case 12 -> {
        var length = Duration.ofSeconds(10 + random.nextInt(100));
        refusable(() -> lab.shelve(RULES[random.nextInt(3)], length, "Anna"), seen);
      }
      default -> refusable(() -> lab.unshelve(RULES[random.nextInt(RULES.length)]), seen);
    }
  }

  private static void person(Random random, AlarmLab lab, List<String> seen) {
    int which = random.nextInt(3);
    var who = PEOPLE[random.nextInt(PEOPLE.length)];
    var alarms = lab.alarms();
    if (which < alarms.size()) {
      refusable(() -> lab.acknowledge(alarms.get(which).id(), who), seen);
    }
  }

  private static void refusable(Runnable act, List<String> seen) {
    try {
      act.run();
    } catch (IllegalArgumentException e) {
      seen.add("refused: " + e.getMessage());
    }
  }

  @Test
  void nothingThatIsToldOrKnownDependsOnCrashes() {
    for (long seed = 0; seed < 60; seed++) {
      var plain = story(seed, 0, lab());
      for (int oneIn : new int[] {1, 7, 40}) {
        var crashed = story(seed, oneIn, lab());
        for (int i = 0; i < Math.min(plain.size(), crashed.size()); i++) {
          assertEquals(plain.get(i), crashed.get(i), "seed " + seed + ", line " + i);
        }
        assertEquals(plain.size(), crashed.size(), "seed " + seed);
      }
    }
  }

  /** Of each rule, for good: first an alarm is told, then its end, and no id comes twice. */
  @Test
  void everyToldAlarmHasItsToldEndBeforeTheNext() {
    int ends = 0;
    for (long seed = 1000; seed < 1060; seed++) {
      var lab = lab();
      // what is there from the first row on is shown and not told
      lab.row(20);
      var random = new Random(seed);
      var open = new HashMap<String, String>();
      var ids = new HashSet<String>();
      for (int i = 0; i < STEPS; i++) {
        step(random, lab, new ArrayList<>());
        for (var notice : lab.told) {
          assertTrue(ids.add(notice.id()), "twice: " + notice + ", seed " + seed);
          ends += follow(open, notice, "seed " + seed + ", step " + i);
        }
        lab.told.clear();
      }
      // in the end all is well, and everybody knows
      lab.pass(Duration.ofHours(1));
      for (int i = 0; i < 10; i++) {
        lab.row(20);
      }
      lab.told.forEach(notice -> follow(open, notice, "the end"));
      // too high and too low alone know no normal between them
      open.remove("band");
      assertEquals(Set.of(), open.keySet(), "seed " + seed);
    }
    assertTrue(ends > 1000, "ends: " + ends);
  }

  private static int follow(Map<String, String> open, Notice notice, String where) {
    var rule = notice.rule().orElseThrow();
    if (notice.title().startsWith("Acknowledged by")) {
      return 0;
    }
    if (notice.kind() == Notice.Kind.CLEARED) {
      assertTrue(open.remove(rule) != null, "an end without a begin: " + notice + ", " + where);
      return 1;
    }
    var before = open.put(rule, notice.title());
    assertTrue(
        before == null || notice.title().startsWith("Still in alarm") || rule.equals("band"),
        "a begin without an end: " + notice + " after " + before + ", " + where);
    return 0;
  }
}
