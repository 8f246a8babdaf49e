package org.stillwatch.core.notice;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.stillwatch.core.notice.Notice.Kind;

/** Nights, turns and stand-ins in Zurich, also when its clocks are changed. */
class SwitchboardTest {

  private static final ZoneId ZURICH = ZoneId.of("Europe/Zurich");
  private static final LocalTime TEN_PM = LocalTime.of(22, 0);
  private static final LocalTime SEVEN = LocalTime.of(7, 0);
  private static final QuietHours NIGHT = new QuietHours(TEN_PM, SEVEN, Severity.WARNING, Set.of());
  private static final Person ANNA = new Person("anna", List.of("anna-phone", "anna-mail"));
  private static final Person BEN = new Person("ben", List.of("ben-phone"));
  private static final Person CLEO = new Person("cleo", List.of("cleo-phone"));

  private static Instant wall(String time) {
    return LocalDateTime.parse(time).atZone(ZURICH).toInstant();
  }

  private static Route route(List<QuietHours> quiet, String... to) {
    return new Route("team", List.of(to), Severity.WARNING, quiet, List.of(), List.of());
  }

  private static Switchboard board(Route... routes) {
    return new Switchboard(List.of(routes), List.of(ANNA, BEN, CLEO), List.of(), ZURICH);
  }

  private static Notice notice(Kind kind, Severity severity) {
    return new Notice(
        "id",
        Instant.EPOCH,
        "lab",
        kind,
        severity,
        "title",
        "text",
        Optional.empty(),
        Optional.of("rule"),
        false);
  }

  private static Instant told(Switchboard board, Severity severity, Instant now) {
    return board.recipients(notice(Kind.ALARM, severity), now).getFirst().notBefore();
  }

  @Test
  void quietHoursGoOverMidnightToTheMorning() {
    var board = board(route(List.of(NIGHT), "hook"));
    assertEquals(Instant.EPOCH, told(board, Severity.WARNING, wall("2026-06-26T21:59:59")));
    var morning = wall("2026-06-27T07:00:00");
    assertEquals(morning, told(board, Severity.WARNING, wall("2026-06-26T22:00:00")));
    assertEquals(morning, told(board, Severity.WARNING, wall("2026-06-27T00:00:00")));
    assertEquals(morning, told(board, Severity.WARNING, wall("2026-06-27T06:59:59")));
    assertEquals(Instant.EPOCH, told(board, Severity.WARNING, wall("2026-06-27T07:00:00")));
    assertEquals(Instant.EPOCH, told(board, Severity.CRITICAL, wall("2026-06-27T03:00:00")));
  }

  @Test
  void theNightsInWhichClocksAreChangedEndAtSevenToo() {
    for (var day : List.of("2026-03-29", "2026-10-25")) {
      var morning = wall(day + "T07:00:00");
      for (var now = wall(day + "T00:00:00"); now.isBefore(morning); now = now.plusSeconds(600)) {
        assertEquals(Optional.of(morning), NIGHT.heldUntil(Severity.INFO, now, ZURICH));
      }
      assertEquals(Optional.empty(), NIGHT.heldUntil(Severity.INFO, morning, ZURICH));
    }
  }

  @Test
  void anEndInTheHourThatDoesNotExistOrComesTwiceStillEndsTheNight() {
    var early = new QuietHours(TEN_PM, LocalTime.of(2, 30), Severity.WARNING, Set.of());
    assertEquals(
        Optional.of(Instant.parse("2026-03-29T01:30:00Z")),
        early.heldUntil(Severity.INFO, wall("2026-03-29T01:00:00"), ZURICH));
    assertEquals(
        Optional.of(Instant.parse("2026-10-25T00:30:00Z")),
        early.heldUntil(Severity.INFO, wall("2026-10-25T01:00:00"), ZURICH));
    assertEquals(
        Optional.empty(),
        early.heldUntil(Severity.INFO, Instant.parse("2026-10-25T01:15:00Z"), ZURICH),
        "a quarter past two for the second time");
  }

  @Test
  void aDayOfQuietHoursIsTheOneOnWhichTheyBegin() {
    var weekend =
        new QuietHours(
            TEN_PM, SEVEN, Severity.WARNING, Set.of(DayOfWeek.FRIDAY, DayOfWeek.SATURDAY));
    assertTrue(weekend.heldUntil(Severity.INFO, wall("2026-06-28T06:00:00"), ZURICH).isPresent());
    assertTrue(weekend.heldUntil(Severity.INFO, wall("2026-06-28T23:00:00"), ZURICH).isEmpty());
  }

  @Test
  void quietHoursThatFollowEachOtherAreOneQuietTime() {
    var weekend = Set.of(DayOfWeek.SATURDAY, DayOfWeek.SUNDAY);
    var day = new QuietHours(SEVEN, TEN_PM, Severity.WARNING, weekend);
    var board = board(route(List.of(NIGHT, day), "hook"));
    var monday = wall("2026-06-29T07:00:00");
    assertEquals(monday, told(board, Severity.WARNING, wall("2026-06-26T23:00:00")));
    assertEquals(monday, told(board, Severity.WARNING, wall("2026-06-27T12:00:00")));
    var always = new QuietHours(SEVEN, TEN_PM, Severity.WARNING, Set.of());
    var never = board(route(List.of(NIGHT, always), "hook"));
    assertTrue(
        told(never, Severity.WARNING, monday).isAfter(monday),
        "quiet day and night is foolish, and must not hang");
  }

  @Test
  void aTestIsToldAlsoAtNight() {
    var now = wall("2026-06-26T23:00:00");
    var to =
        board(route(List.of(NIGHT), "hook")).recipients(notice(Kind.TEST, Severity.WARNING), now);
    assertEquals(List.of(Addressee.of("hook")), to);
  }

  @Test
  void whoIsOnTwoRoutesIsToldOnceByTheEarlierWay() {
    var board =
        board(
            route(List.of(NIGHT), "anna", "hook"),
            new Route("grave", List.of("anna"), Severity.WARNING));
    var to = board.recipients(notice(Kind.ALARM, Severity.WARNING), wall("2026-06-26T23:00:00"));
    assertEquals(
        List.of("anna-phone", "anna-mail", "hook"), to.stream().map(Addressee::notifier).toList());
    assertEquals(Instant.EPOCH, to.getFirst().notBefore());
    assertEquals("anna", to.getFirst().recipient());
    assertEquals(wall("2026-06-27T07:00:00"), to.getLast().notBefore());
  }

  private static OnCall weekly(OnCall.Swap... swaps) {
    return new OnCall(
        "duty",
        List.of("anna", "ben", "cleo"),
        LocalDateTime.parse("2026-03-02T09:00:00"),
        Duration.ofDays(7),
        List.of(swaps));
  }

  @Test
  void handOverStaysAtNineByTheWallOverTheChangesOfClocks() {
    var duty = weekly();
    var order = List.of("anna", "ben", "cleo");
    var monday = LocalDateTime.parse("2026-03-02T09:00:00");
    for (int week = 0; week < 60; week++) {
      var at = monday.plusWeeks(week).atZone(ZURICH).toInstant();
      assertEquals(order.get(week % 3), duty.at(at, ZURICH));
      assertEquals(order.get((week + 2) % 3), duty.at(at.minusMillis(1), ZURICH));
    }
  }

  @Test
  void whoComesBeforeTheFirstTurnIsTheLastOfTheList() {
    assertEquals("cleo", weekly().at(wall("2026-03-02T08:59:59"), ZURICH));
  }

  @Test
  void aSwapHoldsFromItsBeginUntilItsEndAndTheFirstOneWins() {
    var from = LocalDateTime.parse("2026-03-28T18:00:00");
    var duty =
        weekly(
            new OnCall.Swap(from, from.plusDays(1), "cleo"),
            new OnCall.Swap(from, from.plusDays(2), "anna"));
    assertEquals("anna", duty.at(wall("2026-03-28T17:59:59"), ZURICH));
    assertEquals("cleo", duty.at(wall("2026-03-28T18:00:00"), ZURICH));
    assertEquals("cleo", duty.at(wall("2026-03-29T17:59:59"), ZURICH));
    assertEquals("anna", duty.at(wall("2026-03-29T18:00:00"), ZURICH));
  }

  @Test
  void someoneIsAlwaysOnCallAndTurnsAreFair() {
    var random = new Random(7);
    var duty = weekly();
    var calls = new ArrayList<String>();
    for (int i = 0; i < 30_000; i++) {
      var at = wall("2026-03-02T09:00:00").plusSeconds(random.nextInt(3 * 52 * 7 * 86400));
      calls.add(duty.at(at, ZURICH));
    }
    for (var person : List.of("anna", "ben", "cleo")) {
      var share = calls.stream().filter(person::equals).count() / 30_000.0;
      assertEquals(1 / 3.0, share, 0.02);
    }
  }

  @Test
  void theBackupIsToldWhatWasRefusedAndElseAllOthersWhoAreConcerned() {
    var with =
        new Route(
            "team", List.of("hook"), Severity.WARNING, List.of(NIGHT), List.of(), List.of("ben"));
    var other = new Route("other", List.of("cleo"), Severity.WARNING);
    var night = wall("2026-06-26T23:00:00");
    assertEquals(
        List.of(new Addressee("ben-phone", "ben", Instant.EPOCH)),
        board(with, other).instead(Severity.WARNING, Set.of("hook"), night));
    assertEquals(
        List.of(new Addressee("cleo-phone", "cleo", Instant.EPOCH)),
        board(with, other).instead(Severity.WARNING, Set.of("hook", "ben-phone"), night));
    assertEquals(
        List.of(), board(with).instead(Severity.WARNING, Set.of("hook", "ben-phone"), night));
  }

  @Test
  void whoWouldBeCalledNamesThePersonOnCallWhenTheStepComes() {
    var team =
        new Route(
            "team",
            List.of("duty"),
            Severity.WARNING,
            List.of(NIGHT),
            List.of(new Route.Step(Duration.ofMinutes(30), List.of("duty", "hook"))),
            List.of());
    var board = new Switchboard(List.of(team), List.of(ANNA, BEN, CLEO), List.of(weekly()), ZURICH);
    var calls = board.who(Severity.WARNING, wall("2026-03-09T08:45:00"));
    assertEquals(
        List.of("anna-phone 0", "anna-mail 0", "ben-phone 30", "hook 30"),
        calls.stream().map(c -> c.notifier() + " " + c.after().toMinutes()).toList());
    assertEquals(
        Optional.of(wall("2026-03-10T07:00:00")),
        board.who(Severity.WARNING, wall("2026-03-09T23:00:00")).getFirst().heldUntil());
    assertEquals(List.of(), board.who(Severity.INFO, wall("2026-03-09T23:00:00")));
  }

  @Test
  void aKeeperGetsItsKindsWhateverTheRoutesSayAtOnceAndIsNeverCalledOtherwise() {
    var night = route(List.of(NIGHT), "anna");
    var board =
        new Switchboard(
            List.of(night),
            List.of(ANNA, BEN, CLEO),
            List.of(),
            Map.of("records", Set.of(Kind.PROCEDURE, Kind.SNAPSHOT)),
            ZURICH);
    var now = wall("2026-06-26T23:00:00");
    assertEquals(
        List.of(Addressee.of("records")),
        board.recipients(notice(Kind.SNAPSHOT, Severity.INFO), now));
    assertEquals(
        List.of("anna-phone", "anna-mail", "records"),
        board.recipients(notice(Kind.PROCEDURE, Severity.WARNING), now).stream()
            .map(Addressee::notifier)
            .toList());
    assertEquals(
        List.of("anna-phone", "anna-mail"),
        board.recipients(notice(Kind.ALARM, Severity.CRITICAL), now).stream()
            .map(Addressee::notifier)
            .toList());
    assertEquals(2, board.everyone(now).size());
    assertEquals(2, board.who(Severity.CRITICAL, now).size());
  }
}
