package org.stillwatch.core.alarm;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;
import static org.stillwatch.core.alarm.AlarmLab.WATER;
import static org.stillwatch.core.alarm.AlarmLab.edge;
import static org.stillwatch.core.alarm.AlarmLab.rule;

import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.stillwatch.core.notice.Severity;

/**
 * What is told, and what state an alarm that latches is in, when readings of each quality come in
 * each state, at a high and at a low limit.
 */
class AlarmTruthTableTest {

  /**
   * What is told: A the alarm, N back to normal, S still in alarm, L the channel is lost, V it has
   * values again. States: AU active unacknowledged, AA active acknowledged, RU returned
   * unacknowledged, - normal. After the loss the channel comes back beyond its limit or normal.
   */
  private static final String TABLE =
      """
      quality    | before | told  state | back beyond: told  state | back normal: told  state
      good       | -      | A     AU    |              -     AU    |              N     RU
      good       | AU     | -     AU    |              -     AU    |              N     RU
      good       | AA     | -     AA    |              -     AA    |              N     -
      good       | RU     | A     AU    |              -     AU    |              N     RU
      suspect    | -      | A     AU    |              -     AU    |              N     RU
      suspect    | AU     | -     AU    |              -     AU    |              N     RU
      suspect    | AA     | -     AA    |              -     AA    |              N     -
      suspect    | RU     | A     AU    |              -     AU    |              N     RU
      fault      | -      | L     -     |              VA    AU    |              V     -
      fault      | AU     | L     AU    |              VS    AU    |              VN    RU
      fault      | AA     | L     AA    |              VS    AU    |              VN    -
      fault      | RU     | L     RU    |              VA    AU    |              V     RU
      no answer  | -      | L     -     |              VA    AU    |              V     -
      no answer  | AU     | L     AU    |              VS    AU    |              VN    RU
      no answer  | AA     | L     AA    |              VS    AU    |              VN    -
      no answer  | RU     | L     RU    |              VA    AU    |              V     RU
      silent     | -      | L     -     |              AV    AU    |              V     -
      silent     | AU     | L     AU    |              VS    AU    |              NV    RU
      silent     | AA     | L     AA    |              VS    AU    |              NV    -
      silent     | RU     | L     RU    |              AV    AU    |              V     RU
      never seen | -      | -     -     |              A     AU    |              -     -
      never seen | AU     | -     AU    |              -     AU    |              N     RU
      never seen | AA     | -     AA    |              -     AA    |              N     -
      never seen | RU     | -     RU    |              A     AU    |              -     RU
      """;

  /** A limit, with a value beyond it and one on its good side. */
  private enum Limit {
    HIGH(40, 20),
    LOW(0, 20);

    private final double beyond;
    private final double normal;

    Limit(double beyond, double normal) {
      this.beyond = beyond;
      this.normal = normal;
    }

    AlarmLab lab(Duration hold) {
      return new AlarmLab(
          this == HIGH
              ? rule(
                  "water",
                  edge("25 degC", Severity.INFO),
                  edge("30 degC", Severity.WARNING),
                  hold,
                  true)
              : rule(
                  "water",
                  edge("10 degC", Severity.WARNING),
                  edge("15 degC", Severity.INFO),
                  hold,
                  true));
    }
  }

  private static AlarmLab in(String state, Limit limit) {
    var lab = limit.lab(Duration.ZERO);
    lab.row(limit.normal);
    if (!state.equals("-")) {
      lab.row(limit.beyond);
    }
    if (state.equals("AA")) {
      lab.acknowledge(lab.alarm("water").id(), "Anna");
    }
    if (state.equals("RU")) {
      lab.row(limit.normal);
    }
    assertEquals(state, state(lab));
    lab.titles();
    return lab;
  }

  private static void lose(AlarmLab lab, String quality, Limit limit) {
    switch (quality) {
      case "good" -> lab.row(limit.beyond);
      case "suspect" -> lab.suspect(limit.beyond);
      case "fault" -> {
        for (int i = 0; i < 10; i++) {
          lab.missing("sensor off");
        }
      }
      case "no answer" -> {
        for (int i = 0; i < 10; i++) {
          lab.missing("the device did not answer");
        }
      }
      case "silent" -> lab.pass(Duration.ofMinutes(2));
      case "never seen" -> {
        lab.restartWithoutHistory();
        lab.pass(Duration.ofMinutes(10));
        lab.declare();
      }
      default -> throw new IllegalArgumentException(quality);
    }
  }

  private static String state(AlarmLab lab) {
    return lab.alarms().stream()
        .filter(alarm -> alarm.rule().equals("water"))
        .map(
            alarm ->
                switch (alarm.state()) {
                  case ACTIVE_UNACKNOWLEDGED -> "AU";
                  case ACTIVE_ACKNOWLEDGED -> "AA";
                  case RETURNED_UNACKNOWLEDGED -> "RU";
                  case SHELVED -> "shelved";
                })
        .findFirst()
        .orElse("-");
  }

  private static String told(AlarmLab lab) {
    var told = lab.titles().stream().map(AlarmTruthTableTest::letter).collect(Collectors.joining());
    return told.isEmpty() ? "-" : told;
  }

  private static String letter(String title) {
    if (title.startsWith("Still in alarm: ")) {
      return "S";
    }
    if (title.equals("fridge is silent") || title.equals(WATER + " is unknown")) {
      return "L";
    }
    if (title.equals(WATER + " has a value again") || title.equals(WATER + " reads again")) {
      return "V";
    }
    return title.equals("water: back to normal")
        ? "N"
        : title.startsWith(WATER + " is") ? "A" : "?";
  }

  @TestFactory
  Stream<DynamicTest> everyQualityInEveryStateAtBothLimits() {
    return TABLE
        .lines()
        .skip(1)
        .map(line -> line.split("\\|"))
        .flatMap(cells -> Stream.of(Limit.values()).map(limit -> test(cells, limit)));
  }

  private static DynamicTest test(String[] cells, Limit limit) {
    var quality = cells[0].strip();
    var before = cells[1].strip();
    return dynamicTest(
        quality + " in " + before + " at a " + limit + " limit",
        () -> {
          var lab = in(before, limit);
          lose(lab, quality, limit);
          assertEquals(words(cells[2]), told(lab) + " " + state(lab), "lost");
          lab.row(limit.beyond);
          assertEquals(words(cells[3]), told(lab) + " " + state(lab), "back beyond its limit");
          var other = in(before, limit);
          lose(other, quality, limit);
          other.titles();
          other.row(limit.normal);
          assertEquals(words(cells[4]), told(other) + " " + state(other), "back to normal");
        });
  }

  private static String words(String cell) {
    return cell.strip().replaceAll(" +", " ");
  }

  @Test
  void aSensorThatWasLostAndIsBackInAlarmIsToldWithAnyHoldTime() {
    for (var limit : Limit.values()) {
      for (var quality : List.of("fault", "no answer", "silent")) {
        for (int hold : new int[] {0, 1, 10, 25, 60, 61, 300, 3600}) {
          var lab = limit.lab(Duration.ofSeconds(hold));
          lab.row(limit.normal);
          for (int i = 0; i <= hold / 10 + 1; i++) {
            lab.row(limit.beyond);
          }
          lab.acknowledge(lab.alarm("water").id(), "Anna");
          lose(lab, quality, limit);
          lab.titles();
          lab.row(limit.beyond);
          var where = quality + ", hold " + hold + " s, " + limit;
          assertEquals("VS AU", told(lab) + " " + state(lab), where);
          lab.row(limit.beyond);
          assertEquals("- AU", told(lab) + " " + state(lab), "told once; " + where);
        }
      }
    }
  }

  @Test
  void aSensorThatWasLostWhileWellAndIsBackInAlarmIsToldAfterTheHoldTime() {
    for (var quality : List.of("fault", "no answer", "silent")) {
      var lab = Limit.HIGH.lab(Duration.ofSeconds(30));
      lab.row(20);
      lose(lab, quality, Limit.HIGH);
      lab.titles();
      lab.row(40);
      lab.row(40);
      lab.row(40);
      assertEquals("V -", told(lab) + " " + state(lab));
      lab.row(40);
      assertEquals("A AU", told(lab) + " " + state(lab));
    }
  }
}
