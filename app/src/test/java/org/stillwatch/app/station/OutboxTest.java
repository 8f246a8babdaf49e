package org.stillwatch.app.station;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.stillwatch.app.station.PostOffice.BUSY;
import static org.stillwatch.app.station.PostOffice.NEVER;
import static org.stillwatch.app.station.PostOffice.NO_ANSWER;
import static org.stillwatch.app.station.PostOffice.OK;
import static org.stillwatch.app.station.PostOffice.T0;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.stillwatch.core.notice.Delivery;
import org.stillwatch.core.notice.Message;
import org.stillwatch.core.notice.Severity;
import org.stillwatch.core.store.OutboxEntry;
import org.stillwatch.core.store.OutgoingNotice;

class OutboxTest {

  private static final Severity INFO = Severity.INFO;
  private static final Severity WARNING = Severity.WARNING;
  private static final Severity CRITICAL = Severity.CRITICAL;
  private static final Duration MINUTE = Duration.ofMinutes(1);
  private static final Duration SECOND = Duration.ofSeconds(1);

  private final PostOffice office = new PostOffice();

  /** More messages than a person can read: all but five come together. */
  private void storm() {
    for (int i = 0; i < 8; i++) {
      var title = office.tell("rule" + i, WARNING);
    }
  }

  @Test
  void whatIsTellingOneByOneInCalmIsASummaryInAStorm() {
    storm();
    office.run(Duration.ofSeconds(119));
    assertEquals(5, office.arrivals.size());
    var title = office.tell("rule5", WARNING);
    office.run(Duration.ofSeconds(10));
    assertEquals(6, office.arrivals.size());
    var summary = office.arrivals.getLast().message();
    assertEquals(
        List.of("rule5 5", "rule6 6", "rule7 7", "rule5 8"),
        summary.sum().stream().map(n -> n.title()).toList());
    assertTrue(summary.title().startsWith("4 more in 1 min 59 s: "), summary.title());
    var line = summary.notice().text().lines().filter(l -> l.startsWith("rule5: ")).toList();
    assertEquals(
        List.of("rule5: rule5 8 [warning, 2026-06-26 22:01:59, 2 times] fridge/rule5 is 8 K"),
        line,
        "each rule once, with its last value");
    assertEquals(
        OutboxEntry.State.DELIVERED,
        office.store.told("id 5").orElseThrow().entries().getFirst().state());
  }

  @Test
  void theWaitForASummaryGrowsFromTwoMinutesToSixteenWhileTheStormLasts() {
    for (int second = 0; second < 4200; second += 10) {
      var title = office.tell("flapping", WARNING);
      office.run(Duration.ofSeconds(10));
    }
    var summaries =
        office.arrivals.stream()
            .filter(a -> !a.message().sum().isEmpty())
            .map(a -> a.at())
            .toList();
    var waits = new ArrayList<Long>();
    for (int i = 1; i < summaries.size(); i++) {
      waits.add(Duration.between(summaries.get(i - 1), summaries.get(i)).toMinutes());
    }
    assertEquals(List.of(4L, 8L, 16L, 16L, 16L), waits);
    office.run(Duration.ofMinutes(20));
    assertEquals(420, office.delivered().size(), "nothing is dropped");
  }

  @Test
  void aStormIsOverWhenNothingCameForTwoMinutes() {
    storm();
    office.run(Duration.ofMinutes(7));
    int before = office.arrivals.size();
    var title = office.tell("calm", WARNING);
    office.run(SECOND);
    assertEquals(List.of(title), office.messages().get(before));
  }

  @Test
  void aCriticalNoticeOfARuleThatWasNotHeardOfGoesAtOnceInAStorm() {
    storm();
    office.run(Duration.ofSeconds(30));
    var quench = office.tell("quench", CRITICAL);
    office.run(SECOND);
    assertEquals(List.of(quench), office.messages().getLast());
    var again = office.tell("quench", CRITICAL);
    office.run(SECOND);
    assertEquals(List.of(quench), office.messages().getLast(), "its rule was heard of");
    office.run(Duration.ofMinutes(2));
    assertTrue(office.delivered().contains(again));
  }

  @Test
  void aStormOfCriticalNoticesEndsInASummaryAsWell() {
    for (int i = 0; i < 30; i++) {
      var title = office.tell("rule" + i, CRITICAL);
    }
    office.run(SECOND);
    assertEquals(10, office.arrivals.size(), "five, and five more since they are critical");
    office.run(Duration.ofMinutes(3));
    assertEquals(11, office.arrivals.size());
    assertEquals(30, office.delivered().stream().distinct().count());
  }

  @Test
  void aNoticeThatMustWaitHoldsBackThoseOfItsRuleOnly() {
    var first = office.tell("pump", WARNING);
    var second = office.tell("pump", WARNING);
    var other = office.tell("water", WARNING);
    office.service =
        message -> message.notice().title().equals(first) && office.arrivals.size() < 2 ? BUSY : OK;
    office.run(MINUTE);
    assertEquals(List.of(other, first, second), office.delivered());
  }

  @Test
  void aMessageThatItsServiceCannotDigestDoesNotBlockTheOthers() {
    var poison = office.tell("poison", WARNING);
    office.service = message -> holds(message, poison) ? BUSY : OK;
    for (int i = 0; i < 4; i++) {
      var title = office.tell("rule" + i, WARNING);
    }
    office.run(Duration.ofSeconds(30));
    assertEquals(4, office.delivered().size());
  }

  @Test
  void norDoesItInAStorm() {
    var poison = office.tell("poison", WARNING);
    office.service = message -> holds(message, poison) ? BUSY : OK;
    for (int i = 0; i < 60; i++) {
      var title = office.tell("rule" + i, WARNING);
    }
    office.run(Duration.ofMinutes(10));
    assertEquals(60, office.delivered().size());
    assertEquals(1, office.store.count().waiting());
  }

  @Test
  void afterAnOutageWhatGatheredMeanwhileIsOneSummary() {
    office.service = message -> BUSY;
    for (int i = 0; i < 60; i++) {
      var title = office.tell("rule" + i, WARNING);
      office.run(MINUTE);
    }
    int attempts = office.arrivals.size();
    office.service = message -> OK;
    office.run(Duration.ofMinutes(30));
    assertEquals(60, office.delivered().size());
    int messages = office.arrivals.size() - attempts;
    assertTrue(messages <= 12, "messages: " + messages);
  }

  private static boolean holds(Message message, String title) {
    return message.notice().title().equals(title)
        || message.sum().stream().anyMatch(notice -> notice.title().equals(title));
  }

  @Test
  void whatIsRefusedForGoodIsParkedAndOthersAreTold() {
    var bad = office.tell("bad", WARNING);
    office.service = message -> holds(message, bad) ? NEVER : OK;
    var told = new ArrayList<String>();
    office.refused =
        (entry, why) -> {
          told.add(entry.notice().title() + ": " + why);
          return Optional.<OutgoingNotice>empty();
        };
    office.run(MINUTE);
    assertEquals(1, office.store.count().parked());
    assertEquals(List.of(bad + ": 404 no such channel"), told);
  }

  @Test
  void aSummaryThatIsRefusedIsSentOneByOneAndOnlyTheGuiltyOneIsParked() {
    storm();
    var bad = office.tell("bad", WARNING);
    office.service = message -> holds(message, bad) ? NEVER : OK;
    office.run(Duration.ofMinutes(3));
    assertEquals(8, office.delivered().size());
    assertEquals(1, office.store.count().parked());
    assertTrue(office.arrivals.stream().noneMatch(a -> a.message().possibleRepeat()));
  }

  @Test
  void whatWasHeldSinceItWasQuietComesAsOneSummary() {
    var morning = T0.plus(Duration.ofHours(8));
    var titles = new ArrayList<String>();
    for (int i = 0; i < 7; i++) {
      titles.add(office.tell("rule" + i % 3, INFO, morning));
      office.run(Duration.ofMinutes(30));
    }
    office.run(Duration.ofHours(4).plusMinutes(29));
    assertEquals(List.of(), office.messages());
    office.run(Duration.ofMinutes(2));
    assertEquals(List.of(titles), office.messages());
    assertEquals(morning, office.arrivals.getFirst().at());
  }

  @Test
  void aGraverNoticeBringsTheHeldOneOfItsRuleWithItFirst() {
    var morning = T0.plus(Duration.ofHours(8));
    var held = office.tell("pump", WARNING, morning);
    var other = office.tell("water", WARNING, morning);
    office.run(MINUTE);
    var grave = office.tell("pump", CRITICAL);
    office.run(MINUTE);
    assertEquals(List.of(held, grave), office.delivered());
    office.run(Duration.ofHours(9));
    assertEquals(List.of(held, grave, other), office.delivered());
  }

  @Test
  void aCriticalNoticeIsFoundBehindAnyNumberOfHeldOnes() {
    var morning = T0.plus(Duration.ofHours(8));
    for (int i = 0; i < 2500; i++) {
      var title = office.tell("rule" + i, INFO, morning);
    }
    var quench = office.tell("quench", CRITICAL);
    office.run(SECOND);
    assertEquals(List.of(List.of(quench)), office.messages());
    office.run(Duration.ofHours(9));
    assertEquals(2501, office.delivered().size());
    assertTrue(
        office.arrivals.stream().allMatch(a -> a.notices().size() <= 1000),
        "and no message is endless");
  }

  @Test
  void aRepeatIsMarkedAfterAnAttemptThatMayHaveArrivedAndOnlyThen() {
    var answers = new ArrayList<>(List.of(BUSY, NO_ANSWER, BUSY, OK));
    office.service = message -> answers.removeFirst();
    var title = office.tell("pump", WARNING);
    office.run(MINUTE);
    assertEquals(
        List.of(false, false, true, true),
        office.arrivals.stream().map(a -> a.message().possibleRepeat()).toList());
    assertEquals("Possible repeat: " + title, office.arrivals.getLast().message().title());
  }

  @Test
  void aRepeatIsMarkedAfterACrashInTheMidstOfAnAttempt() {
    var attempts = new AtomicInteger();
    office.service =
        message -> {
          if (attempts.incrementAndGet() == 1) {
            throw new PostOffice.PowerCut();
          }
          return OK;
        };
    var title = office.tell("pump", WARNING);
    office.run(MINUTE);
    assertEquals(List.of(title), office.delivered());
    assertTrue(office.arrivals.getFirst().message().possibleRepeat());
    var next = office.tell("pump", WARNING);
    office.run(MINUTE);
    assertFalse(office.arrivals.getLast().message().possibleRepeat(), next);
  }

  @Test
  void aServiceThatAsksForTimeGetsIt() {
    office.service =
        message ->
            office.arrivals.isEmpty()
                ? new Delivery.TryLater(Optional.of(Duration.ofMinutes(3)), "429", false)
                : OK;
    var title = office.tell("pump", CRITICAL);
    office.run(Duration.ofMinutes(4));
    assertEquals(
        List.of(T0, T0.plus(Duration.ofMinutes(3))),
        office.arrivals.stream().map(a -> a.at()).toList());
    assertEquals(Instant.parse("2026-06-26T22:04:00Z"), office.time.instant());
  }
}
