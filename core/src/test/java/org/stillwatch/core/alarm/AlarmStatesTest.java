package org.stillwatch.core.alarm;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.stillwatch.core.alarm.AlarmLab.TEN;
import static org.stillwatch.core.alarm.AlarmLab.edge;
import static org.stillwatch.core.alarm.AlarmLab.hot;
import static org.stillwatch.core.alarm.AlarmLab.rule;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.stillwatch.core.notice.Notice;
import org.stillwatch.core.notice.Severity;
import org.stillwatch.core.reading.ChannelPattern;

/** Each transition of ISA-18.2, as a story. */
class AlarmStatesTest {

  private static final String HOT = "fridge/water is above 29 degC";
  private static final String NORMAL = "hot: back to normal";
  private static final String STILL = "Still in alarm: " + HOT;

  private static AlarmLab raised(boolean latch) {
    var lab = new AlarmLab(hot(latch));
    lab.row(25);
    lab.row(30);
    return lab;
  }

  @Test
  void normalToActiveUnacknowledged() {
    var lab = raised(false);
    assertEquals(List.of(HOT), lab.titles());
    assertEquals(AlarmState.ACTIVE_UNACKNOWLEDGED, lab.alarm("hot").state());
    assertTrue(lab.alarm("hot").told());
  }

  @Test
  void activeUnacknowledgedToNormal() {
    var lab = raised(false);
    lab.row(26);
    assertEquals(List.of(HOT, NORMAL), lab.titles());
    assertEquals(List.of(), lab.alarms());
  }

  @Test
  void activeUnacknowledgedToActiveAcknowledged() {
    var lab = raised(false);
    lab.acknowledge(lab.alarm("hot").id(), "Anna");
    assertEquals(List.of(HOT, "Acknowledged by Anna: " + HOT), lab.titles());
    assertEquals(AlarmState.ACTIVE_ACKNOWLEDGED, lab.alarm("hot").state());
  }

  @Test
  void activeAcknowledgedToNormalAlsoWhenItLatches() {
    for (boolean latch : new boolean[] {false, true}) {
      var lab = raised(latch);
      lab.acknowledge(lab.alarm("hot").id(), "Anna");
      lab.row(26);
      assertEquals(NORMAL, lab.titles().getLast());
      assertEquals(List.of(), lab.alarms());
    }
  }

  @Test
  void activeUnacknowledgedToReturnedUnacknowledgedWhenItLatches() {
    var lab = raised(true);
    lab.row(26);
    assertEquals(List.of(HOT, NORMAL), lab.titles());
    assertEquals(AlarmState.RETURNED_UNACKNOWLEDGED, lab.alarm("hot").state());
    assertEquals(Optional.of(lab.now), lab.alarm("hot").returned());
  }

  @Test
  void returnedUnacknowledgedToNormal() {
    var lab = raised(true);
    lab.row(26);
    lab.acknowledge(lab.alarm("hot").id(), "Ben");
    assertEquals("Acknowledged by Ben: " + HOT, lab.titles().getLast());
    assertEquals(List.of(), lab.alarms());
  }

  @Test
  void returnedUnacknowledgedToActiveUnacknowledgedIsToldAnew() {
    var lab = raised(true);
    var first = lab.alarm("hot").id();
    lab.row(26);
    lab.row(30);
    assertEquals(List.of(HOT, NORMAL, HOT), lab.titles());
    assertEquals(AlarmState.ACTIVE_UNACKNOWLEDGED, lab.alarm("hot").state());
    assertNotEquals(first, lab.alarm("hot").id());
  }

  @Test
  void activeAcknowledgedToActiveUnacknowledgedWhenItsChannelWasLost() {
    var lab = raised(false);
    lab.acknowledge(lab.alarm("hot").id(), "Anna");
    for (int i = 0; i < 10; i++) {
      lab.missing("sensor off");
    }
    lab.titles();
    lab.row(30);
    assertEquals(List.of("fridge/water has a value again", STILL), lab.titles());
    assertEquals(AlarmState.ACTIVE_UNACKNOWLEDGED, lab.alarm("hot").state());
  }

  @Test
  void normalToShelvedIsNotToldAndEndsWithTheShelf() {
    var lab = new AlarmLab(hot(false));
    lab.row(25);
    lab.shelve("hot", Duration.ofMinutes(1), "Anna");
    lab.row(30);
    assertEquals(AlarmState.SHELVED, lab.alarm("hot").state());
    assertEquals(List.of(), lab.titles());
    for (int i = 0; i < 4; i++) {
      lab.row(30);
    }
    assertEquals(List.of(), lab.titles());
    lab.row(30);
    assertEquals(List.of(STILL), lab.titles());
    assertEquals(AlarmState.ACTIVE_UNACKNOWLEDGED, lab.alarm("hot").state());
  }

  @Test
  void shelvedToActiveByAPersonIsToldAtOnce() {
    var lab = new AlarmLab(hot(false));
    lab.row(25);
    lab.shelve("hot", Duration.ofHours(1), "Anna");
    lab.row(30);
    lab.unshelve("hot");
    assertEquals(List.of(STILL), lab.titles());
    lab.row(26);
    assertEquals(List.of(NORMAL), lab.titles());
  }

  @Test
  void whatCameAndWentWhileItWasShelvedIsNotTold() {
    var lab = new AlarmLab(hot(false));
    lab.row(25);
    lab.shelve("hot", Duration.ofMinutes(1), "Anna");
    lab.row(30);
    lab.row(26);
    lab.unshelve("hot");
    assertEquals(List.of(), lab.titles());
    assertEquals(List.of(), lab.alarms());
  }

  @Test
  void whatWasToldBeforeTheShelfIsToldToHaveReturnedMeanwhile() {
    var lab = raised(false);
    lab.shelve(lab.alarm("hot").id(), Duration.ofHours(1), "Anna");
    assertEquals(AlarmState.SHELVED, lab.alarm("hot").state());
    lab.row(26);
    assertEquals(List.of(HOT, NORMAL), lab.titles());
  }

  @Test
  void aLatchedAlarmThatCameAndWentWhileShelvedWaitsForSomeoneAfterwards() {
    var lab = new AlarmLab(hot(true));
    lab.row(25);
    lab.shelve("hot", Duration.ofHours(1), "Anna");
    lab.row(30);
    lab.row(26);
    lab.unshelve("hot");
    assertEquals(AlarmState.RETURNED_UNACKNOWLEDGED, lab.alarm("hot").state());
    lab.restart();
    lab.row(26);
    assertEquals(AlarmState.RETURNED_UNACKNOWLEDGED, lab.alarm("hot").state());
    lab.acknowledge(lab.alarm("hot").id(), "Ben");
    assertEquals(List.of(), lab.alarms());
  }

  @Test
  void maintenanceHoldsTheAlarmsOfItsChannelsUntilItEnds() {
    var window =
        new Maintenance(
            List.of(new ChannelPattern("fridge/**")),
            after -> Optional.of(AlarmLab.T0.plusSeconds(15)).filter(begin -> begin.isAfter(after)),
            Duration.ofSeconds(30),
            "exchange of the cold head");
    var lab =
        new AlarmLab(
            new RuleBook(
                "Blue lab",
                ZoneOffset.UTC,
                List.of(hot(false)),
                List.of(),
                List.of(),
                Map.of(),
                List.of(window),
                List.of(),
                List.of()));
    lab.row(25);
    lab.row(30);
    assertEquals(AlarmState.SHELVED, lab.alarm("hot").state());
    lab.row(30);
    lab.row(30);
    assertEquals(List.of(), lab.titles());
    lab.row(30);
    assertEquals(List.of(STILL), lab.titles());
  }

  @Test
  void aRowFromBeforeTheMaintenanceDoesNotEndIt() {
    var begin = AlarmLab.T0.plusSeconds(15);
    var window =
        new Maintenance(
            List.of(new ChannelPattern("fridge/**")),
            after -> Optional.of(begin).filter(at -> at.isAfter(after)),
            Duration.ofHours(1),
            "exchange of the cold head");
    var lab =
        new AlarmLab(
            new RuleBook(
                "Blue lab",
                ZoneOffset.UTC,
                List.of(hot(false)),
                List.of(),
                List.of(),
                Map.of(),
                List.of(window),
                List.of(),
                List.of()));
    lab.row(25);
    lab.row(30);
    lab.now = AlarmLab.T0;
    lab.row(30);
    assertEquals(List.of(), lab.titles(), "a file that came late");
  }

  @Test
  void nobodyAcknowledgesWhatSomeoneElseHas() {
    var lab = raised(true);
    var id = lab.alarm("hot").id();
    lab.acknowledge(id, "Anna");
    var second = assertThrows(IllegalArgumentException.class, () -> lab.acknowledge(id, "Ben"));
    assertEquals("the alarm '" + HOT + "' is already acknowledged, by Anna", second.getMessage());
    assertEquals("Anna", lab.alarm("hot").acknowledged().orElseThrow().who());
  }

  @Test
  void anAlarmThatIsOverCannotBeAcknowledged() {
    var lab = raised(false);
    var id = lab.alarm("hot").id();
    lab.row(26);
    assertThrows(IllegalArgumentException.class, () -> lab.acknowledge(id, "Anna"));
  }

  @Test
  void fromTooHighToTooLowIsOneNoticeAndItsReturnIsToldAlsoWhileShelved() {
    var lab =
        new AlarmLab(
            rule(
                "band",
                edge("10 degC", Severity.WARNING),
                edge("29 degC", Severity.WARNING),
                Duration.ZERO,
                false));
    lab.row(20);
    lab.row(30);
    lab.shelve("band", Duration.ofHours(1), "Anna");
    lab.titles();
    lab.row(5);
    assertEquals(List.of("fridge/water is below 10 degC"), lab.titles());
    assertTrue(lab.alarm("band").told(), "so people know of it");
    lab.row(30);
    assertEquals(List.of(HOT), lab.titles(), "and learn that it is low no more");
    lab.unshelve("band");
    assertEquals(List.of(), lab.titles(), "nothing is told twice");
  }

  @Test
  void otherWordsForARuleChangeNothing() {
    var lab = raised(true);
    var before = lab.alarm("hot");
    lab.acknowledge(before.id(), "Anna");
    var worded =
        new Edge(
            edge("29 degC", Severity.WARNING).limit(),
            Optional.of("cooling water is warm, call Ben"),
            Severity.CRITICAL,
            Optional.empty());
    lab.restart(rule("hot", edge("27 degC", Severity.INFO), worded, Duration.ZERO, true));
    lab.titles();
    lab.row(30);
    assertEquals(List.of(), lab.titles());
    assertEquals(before.id(), lab.alarm("hot").id());
    assertEquals(before.since(), lab.alarm("hot").since());
    assertEquals(AlarmState.ACTIVE_ACKNOWLEDGED, lab.alarm("hot").state());
  }

  private static Rule between(String low, String high, Duration hold) {
    return rule("hot", edge(low, Severity.INFO), edge(high, Severity.WARNING), hold, false);
  }

  @Test
  void aLimitThatWasLoweredRaisesTheAlarmWithTheNextValue() {
    var lab = new AlarmLab(between("27 degC", "29 degC", Duration.ZERO));
    lab.row(26);
    lab.row(28);
    lab.restart(between("23 degC", "25 degC", Duration.ZERO));
    lab.row(28);
    assertEquals(List.of("fridge/water is above 25 degC"), lab.titles());
  }

  @Test
  void aLimitThatWasRaisedClearsTheAlarmWithTheNextValueAlsoBetweenTheLimits() {
    for (double value : new double[] {20, 34.5}) {
      var lab = new AlarmLab(between("27 degC", "29 degC", Duration.ZERO));
      lab.row(26);
      lab.row(value < 27 ? 30 : value);
      lab.restart(between("33 degC", "35 degC", Duration.ZERO));
      lab.row(value);
      assertEquals(List.of(HOT, NORMAL), lab.titles());
      assertEquals(List.of(), lab.alarms());
    }
  }

  @Test
  void aLimitThatWasRaisedBelowTheValueKeepsTheAlarm() {
    var lab = new AlarmLab(between("27 degC", "29 degC", Duration.ZERO));
    lab.row(26);
    lab.row(40);
    var id = lab.alarm("hot").id();
    lab.restart(between("33 degC", "35 degC", Duration.ZERO));
    lab.row(40);
    assertEquals(List.of(HOT), lab.titles());
    assertEquals(id, lab.alarm("hot").id());
    lab.row(34);
    assertEquals(List.of(), lab.titles(), "between the limits it stays what it was");
  }

  @Test
  void aChangedLimitStillWaitsForItsHoldTimeAndForgetsTheTimeBefore() {
    var hold = Duration.ofSeconds(30);
    var lab = new AlarmLab(between("27 degC", "29 degC", hold));
    lab.row(26);
    lab.row(30);
    lab.row(30);
    lab.restart(between("23 degC", "25 degC", hold));
    lab.row(30);
    lab.restart();
    lab.row(30);
    lab.row(30);
    assertEquals(List.of(), lab.titles());
    lab.row(30);
    assertEquals(List.of("fridge/water is above 25 degC"), lab.titles());
    lab.restart(between("33 degC", "35 degC", hold));
    lab.row(30);
    lab.row(30);
    lab.row(30);
    assertEquals(List.of(), lab.titles());
    lab.row(30);
    assertEquals(List.of(NORMAL), lab.titles());
  }

  @Test
  void theAlarmOfARemovedRuleIsToldToBeWatchedNoMore() {
    var lab = raised(false);
    lab.titles();
    lab.restart(new Rule[0]);
    assertEquals(List.of(), lab.alarms());
    lab.row(30);
    assertEquals(List.of(HOT + ": watched no more"), lab.titles());
  }

  @Test
  void theAlarmOfARemovedRuleIsToldAlsoAfterACrashBeforeTheNextRow() {
    var lab = raised(false);
    lab.restart(new Rule[0]);
    lab.titles();
    var kept = lab.watch.takeChanges();
    assertFalse(kept.containsKey("alarm rule hot/high"), "kept until it is told");
    lab.restart();
    lab.row(30);
    lab.restart();
    lab.row(30);
    assertEquals(List.of(HOT + ": watched no more"), lab.titles());
  }

  @Test
  void theAlarmOfARemovedRuleThatNobodyWasToldOfIsNotToldToBeWatchedNoMore() {
    var lab = new AlarmLab(hot(false));
    lab.row(25);
    lab.shelve("hot", Duration.ofHours(1), "Anna");
    lab.row(30);
    lab.restart(new Rule[0]);
    lab.row(30);
    assertEquals(List.of(), lab.titles());
    assertEquals(List.of(), lab.alarms());
  }

  @Test
  void disconnectedAndTooHotAreTwoAlarmsThatAreAcknowledgedSeparately() {
    var lab = raised(false);
    for (int i = 0; i < 10; i++) {
      lab.missing("sensor off");
    }
    assertEquals(2, lab.alarms().size());
    var lost = lab.alarm("no value fridge/water");
    lab.acknowledge(lost.id(), "Anna");
    assertEquals(AlarmState.ACTIVE_UNACKNOWLEDGED, lab.alarm("hot").state());
    assertEquals(AlarmState.ACTIVE_ACKNOWLEDGED, lab.alarm("no value fridge/water").state());
    lab.acknowledge(lab.alarm("hot").id(), "Ben");
    assertEquals("Ben", lab.alarm("hot").acknowledged().orElseThrow().who());
  }

  @Test
  void aSensorThatReportsAFaultBeforeItsFirstValueIsFoundInAlarmAllTheSame() {
    var lab = raised(false);
    lab.acknowledge(lab.alarm("hot").id(), "Anna");
    lab.pass(Duration.ofMinutes(3));
    assertEquals("fridge is silent", lab.titles().getLast());
    lab.missing("warming up");
    lab.restart();
    lab.row(30);
    assertEquals(List.of("fridge/water reads again", STILL), lab.titles());
    assertEquals(AlarmState.ACTIVE_UNACKNOWLEDGED, lab.alarm("hot").state());
  }

  @Test
  void anEndOfShelfIsTimedByItsStepAndNotBefore() {
    var lab = new AlarmLab(hot(false));
    lab.row(25);
    lab.shelve("hot", Duration.ofSeconds(25), "Anna");
    lab.row(30);
    lab.row(30);
    lab.pass(TEN);
    assertEquals(List.of(lab.now), lab.told.stream().map(Notice::time).toList());
    assertTrue(lab.watch.shelves().isEmpty());
    assertEquals(Instant.parse("2026-06-26T10:00:40Z"), lab.now);
  }
}
