package org.stillwatch.core.station;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.stillwatch.core.alarm.Acknowledgement;
import org.stillwatch.core.alarm.AlarmState;
import org.stillwatch.core.alarm.Edge;
import org.stillwatch.core.alarm.Effect;
import org.stillwatch.core.alarm.Rule;
import org.stillwatch.core.alarm.RuleBook;
import org.stillwatch.core.alarm.Watch;
import org.stillwatch.core.condition.Side;
import org.stillwatch.core.notice.Addressee;
import org.stillwatch.core.notice.Notice;
import org.stillwatch.core.notice.Person;
import org.stillwatch.core.notice.QuietHours;
import org.stillwatch.core.notice.Route;
import org.stillwatch.core.notice.Severity;
import org.stillwatch.core.notice.Switchboard;
import org.stillwatch.core.reading.Channel;
import org.stillwatch.core.reading.ChannelId;
import org.stillwatch.core.reading.Quantity;
import org.stillwatch.core.reading.Reading;
import org.stillwatch.core.reading.Scan;
import org.stillwatch.core.reading.Unit;
import org.stillwatch.core.store.JournalEntry;
import org.stillwatch.core.store.OutboxEntry;

/** Who is called when nobody answers. */
final class CallDeskTest {

  private static final ChannelId WATER = new ChannelId("fridge/water");
  private static final RuleBook BOOK =
      RuleBook.of(
          "Blue lab",
          List.of(
              Rule.limits(
                  "water",
                  WATER,
                  Optional.empty(),
                  Optional.of(
                      new Edge(
                          Optional.of(Quantity.parse("29 degC")),
                          Optional.of("water hot"),
                          Severity.CRITICAL,
                          Optional.empty())),
                  Side.UNKNOWN,
                  Duration.ZERO)));
  private static final Switchboard BOARD =
      new Switchboard(
          List.of(
              new Route(
                  "team",
                  List.of("slack"),
                  Severity.WARNING,
                  List.of(),
                  List.of(
                      new Route.Step(Duration.ofMinutes(10), List.of("anna")),
                      new Route.Step(Duration.ofMinutes(20), List.of("boss-phone"))),
                  List.of("backup"))),
          List.of(new Person("anna", List.of("anna-mail", "anna-phone"))),
          List.of(),
          ZoneOffset.UTC);
  private static final Guards.Drill DRILL =
      new Guards.Drill(
          "weekly",
          after -> Optional.of(after.plusSeconds(7 * 86400)),
          Duration.ofMinutes(30),
          List.of("boss-phone"));

  private Instant now = Instant.parse("2026-06-26T10:00:00Z");
  private final Map<String, String> states = new HashMap<>();
  private final List<String> calls = new ArrayList<>();
  private final List<String> journal = new ArrayList<>();
  private Watch watch = new Watch(BOOK, Map.of());
  private CallDesk desk = desk();

  private CallDesk desk() {
    return new CallDesk("Blue lab", watch, BOARD, List.of(DRILL), states, new Clerk());
  }

  private final class Clerk implements CallDesk.Clerk {
    @Override
    public void tell(Notice notice, List<Addressee> to, Instant at) {
      calls.add(notice.title() + " -> " + to.stream().map(Addressee::notifier).toList());
    }

    @Override
    public void journal(JournalEntry entry, Instant at) {
      journal.add(entry.kind());
    }

    @Override
    public void state(String key, String text) {
      states.put(key, text);
    }
  }

  private void row(double value) {
    now = now.plusSeconds(10);
    if (watch.channels().isEmpty()) {
      var derived =
          watch.declare(List.of(Channel.number(WATER, Unit.CELSIUS, "water", Duration.ofDays(30))));
      assertEquals(List.of(), derived);
    }
    var scan = new Scan("fridge", now, List.of(Reading.measured(WATER, now, 0, value)));
    for (var effect : watch.accept(List.of(scan), now, false)) {
      if (effect instanceof Effect.Tell(Notice notice)) {
        calls.add(notice.title());
      }
    }
    desk.tick(now);
  }

  private void pass(Duration length) {
    now = now.plus(length);
    desk.tick(now);
  }

  /** As after a crash: what was committed, and no more. */
  private void restart() {
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
    var latest = watch.channels().stream().flatMap(view -> view.latest().stream()).toList();
    var channels = watch.channels().stream().map(view -> view.channel()).toList();
    watch = new Watch(BOOK, states);
    watch.restore(channels, latest);
    desk = desk();
  }

  private String alarm() {
    return watch.alarms(now).getFirst().id();
  }

  @Test
  void eachStepIsTakenOnceAtItsTimeAlsoOverARestart() {
    row(20);
    row(30);
    pass(Duration.ofMinutes(9));
    assertEquals(List.of("water hot"), calls);
    pass(Duration.ofMinutes(1));
    restart();
    pass(Duration.ofMinutes(5));
    assertEquals("Not acknowledged for 10 min: water hot -> [anna-mail, anna-phone]", calls.get(1));
    assertEquals(2, calls.size());
    pass(Duration.ofMinutes(5));
    restart();
    pass(Duration.ofHours(5));
    assertEquals("Not acknowledged for 20 min: water hot -> [boss-phone]", calls.getLast());
    assertEquals(3, calls.size());
  }

  @Test
  void nobodyIsCalledForWhatIsHeldSinceItIsQuietBeforePeopleCouldAnswer() {
    var quiet =
        new QuietHours(LocalTime.of(9, 0), LocalTime.of(12, 0), Severity.CRITICAL, Set.of());
    var team = BOARD.routes().getFirst();
    var route =
        new Route(
            "team", team.to(), team.severity(), List.of(quiet), team.escalate(), team.backup());
    desk =
        new CallDesk(
            "Blue lab",
            watch,
            new Switchboard(List.of(route), List.of(), List.of(), ZoneOffset.UTC),
            List.of(),
            states,
            new Clerk());
    row(20);
    row(30);
    pass(Duration.ofMinutes(129));
    assertEquals(List.of("water hot"), calls, "nine minutes after noon");
    pass(Duration.ofMinutes(1));
    assertEquals("Not acknowledged for 10 min: water hot -> [anna]", calls.getLast());
  }

  @Test
  void whoeverAcknowledgesEndsTheCallsAndTheOthersHearOfIt() {
    row(20);
    row(30);
    desk.acknowledge(alarm(), new Acknowledgement("anna", now, "I am on my way"), now);
    pass(Duration.ofHours(5));
    assertEquals(List.of("water hot", "Acknowledged by anna: water hot -> [slack]"), calls);
    assertEquals(AlarmState.ACTIVE_ACKNOWLEDGED, watch.alarms(now).getFirst().state());
    var again =
        assertThrows(
            IllegalArgumentException.class,
            () -> desk.acknowledge(alarm(), new Acknowledgement("ben", now, ""), now));
    assertTrue(String.valueOf(again.getMessage()).contains("by anna"), again::toString);
  }

  @Test
  void anAlarmThatReturnedIsCalledForNoMore() {
    row(20);
    row(30);
    row(20);
    pass(Duration.ofHours(5));
    assertEquals(List.of("water hot", "water: back to normal"), calls);
  }

  @Test
  void aShelvedAlarmIsCalledForWhenTheShelfEndsAndItIsStillThere() {
    row(20);
    var shelf = desk.shelve("water", now.plus(Duration.ofHours(2)), "ben", "pump swap", now);
    assertEquals("water", shelf.rule());
    row(30);
    pass(Duration.ofHours(1));
    assertEquals(List.of(), calls);
    assertEquals(AlarmState.SHELVED, watch.alarms(now).getFirst().state());
    now = now.plus(Duration.ofHours(1));
    row(30);
    assertEquals(List.of("Still in alarm: water hot"), calls);
    pass(Duration.ofMinutes(10));
    assertEquals(
        "Not acknowledged for 10 min: water hot -> [anna-mail, anna-phone]", calls.getLast());
  }

  @Test
  void aDrillAsksEveryoneAndEscalatesWhenNobodyConfirms() {
    pass(Duration.ZERO);
    pass(Duration.ofDays(7));
    assertEquals(
        List.of("Fire drill: please confirm -> [slack, anna-mail, anna-phone, boss-phone, backup]"),
        calls);
    pass(Duration.ZERO);
    restart();
    pass(Duration.ofMinutes(29));
    assertEquals(1, calls.size());
    pass(Duration.ofMinutes(1));
    assertEquals(
        "Not acknowledged for 30 min: Fire drill: please confirm -> [boss-phone]", calls.getLast());
    desk.acknowledge(alarm(), new Acknowledgement("anna", now, ""), now);
    assertEquals(List.of(), watch.alarms(now));
    assertTrue(calls.getLast().startsWith("Acknowledged by anna"), calls::toString);
    pass(Duration.ofDays(7));
    assertEquals(4, calls.size());
  }

  @Test
  void whatOneRefusedForGoodIsToldByTheBackup() {
    row(20);
    row(30);
    var notice = new Watch(BOOK, Map.of());
    assertEquals(List.of(), notice.alarms(now));
    var told =
        desk.undelivered(entry("slack"), "404 no_service", Set.of("slack"), now).orElseThrow();
    assertEquals("Not delivered: water hot", told.notice().title());
    assertEquals(Severity.CRITICAL, told.notice().severity());
    assertTrue(told.notice().text().contains("404 no_service"));
    assertEquals(List.of("backup"), told.to().stream().map(Addressee::notifier).toList());
    var last =
        desk.undelivered(entry("backup"), "550", Set.of("slack", "backup"), now).orElseThrow();
    assertEquals(
        List.of("anna-mail", "anna-phone", "boss-phone"),
        last.to().stream().map(Addressee::notifier).toList());
  }

  private OutboxEntry entry(String notifier) {
    var notice =
        new Notice(
            "n1",
            now,
            "Blue lab",
            Notice.Kind.ALARM,
            Severity.CRITICAL,
            "water hot",
            "30 degC",
            Optional.empty(),
            Optional.of("water"),
            false);
    return new OutboxEntry(
        1, notice, notifier, notifier, OutboxEntry.State.WAITING, 0, now, "", false);
  }

  @Test
  void whatIsWrongWithTheWatchingIsToldOnceAndWhenItIsRightAgain() {
    for (int i = 0; i < 3; i++) {
      desk.wrong(
          "outbox slack", Severity.WARNING, "slack takes nothing", "x", Set.of("slack"), now);
    }
    desk.right("outbox slack", "slack takes messages again", now);
    desk.right("outbox slack", "slack takes messages again", now);
    assertEquals(
        List.of("slack takes nothing -> [backup]", "slack takes messages again -> [slack]"), calls);
    assertTrue(journal.contains("fault"));
  }
}
