package org.stillwatch.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;
import org.stillwatch.core.notice.Addressee;
import org.stillwatch.core.notice.Notice;
import org.stillwatch.core.notice.Severity;
import org.stillwatch.core.store.Commit;
import org.stillwatch.core.store.OutboxEntry;
import org.stillwatch.core.store.OutboxEntry.State;
import org.stillwatch.core.store.OutboxStore;
import org.stillwatch.core.store.OutgoingNotice;

/** How notices wait, are sent in order, retried, parked and shown. */
public abstract class OutboxContract extends ArrivalContract {

  private static Notice notice(String id) {
    return new Notice(
        id,
        at(0),
        "Blue lab",
        Notice.Kind.ALARM,
        Severity.CRITICAL,
        "PT water out > 29",
        "fridge/compressor/water-out is 29.4 degC\nabove 29 degC",
        Optional.of(new Notice.About(MXC, OptionalDouble.of(29.4), "degC")),
        Optional.of("water-out"),
        false);
  }

  private void tell(String id, String... notifiers) {
    tell(notice(id), notifiers);
  }

  private void tell(Notice notice, String... notifiers) {
    store()
        .commit(
            new Commit(
                List.of(),
                List.of(),
                Map.of(),
                Map.of(),
                List.of(OutgoingNotice.to(notice, List.of(notifiers))),
                List.of(),
                List.of()));
  }

  private OutboxEntry head(String notifier) {
    return store().head(notifier).orElseThrow();
  }

  @Test
  final void aNewOutboxIsEmpty() {
    assertEquals(Optional.empty(), store().head("slack"));
    assertEquals(List.of(), store().told(10));
    assertEquals(List.of(), store().entries(State.WAITING, 10));
    assertEquals(new OutboxStore.Count(0, 0, Optional.empty()), store().count());
  }

  @Test
  final void aNoticeWaitsForEachOfItsNotifiersAndIsDueAtOnce() {
    tell("a", "slack", "hook");
    var entry = head("slack");
    assertEquals(notice("a"), entry.notice());
    assertEquals("slack", entry.notifier());
    assertEquals(State.WAITING, entry.state());
    assertEquals(0, entry.attempts());
    assertEquals(Instant.EPOCH, entry.next());
    assertEquals("", entry.lastAnswer());
    assertEquals(notice("a"), head("hook").notice());
    assertEquals(new OutboxStore.Count(2, 0, Optional.of(at(0))), store().count());
  }

  @Test
  final void everyPartOfANoticeComesBack() {
    var bare =
        new Notice(
            "bare",
            at(3).plusNanos(1),
            "",
            Notice.Kind.SYSTEM,
            Severity.INFO,
            "",
            "",
            Optional.empty(),
            Optional.empty(),
            true);
    var unknown =
        new Notice(
            "unknown",
            at(4),
            "Labor für Kälte",
            Notice.Kind.CLEARED,
            Severity.WARNING,
            "t",
            "x",
            Optional.of(new Notice.About(STILL, OptionalDouble.empty(), "")),
            Optional.of(""),
            false);
    tell(bare);
    tell(unknown, "slack");
    assertEquals(
        List.of(unknown, bare), store().told(10).stream().map(OutboxStore.Told::notice).toList());
    assertEquals(List.of(), store().told(10).getLast().entries(), "only shown");
    assertEquals(unknown, head("slack").notice());
  }

  @Test
  final void aNoticeWhoseIdIsStoredIsNotQueuedAgain() {
    tell("a", "slack");
    store().delivered(head("slack"), at(1), "200 ok");
    tell("a", "slack", "hook");
    assertEquals(Optional.empty(), store().head("slack"));
    assertEquals(Optional.empty(), store().head("hook"));
    assertEquals(1, store().told(10).size());
  }

  @Test
  final void entriesOfANotifierComeInTheOrderOfTheirCommits() {
    tell("b", "slack");
    tell("a", "hook");
    tell("c", "slack", "hook");
    assertEquals("b", head("slack").notice().id());
    store().delivered(head("slack"), at(1), "200 ok");
    assertEquals("c", head("slack").notice().id());
    assertEquals("a", head("hook").notice().id());
    store().delivered(head("slack"), at(1), "200 ok");
    assertEquals(Optional.empty(), store().head("slack"));
    assertEquals("a", head("hook").notice().id());
  }

  @Test
  final void aRetryKeepsItsPlaceAndCounts() {
    tell("a", "slack");
    tell("b", "slack");
    store().retry(head("slack"), at(60), "429: asked to wait 60 s");
    store().retry(head("slack"), at(120), "503");
    var entry = head("slack");
    assertEquals("a", entry.notice().id());
    assertEquals(2, entry.attempts());
    assertEquals(at(120), entry.next());
    assertEquals("503", entry.lastAnswer());
    assertEquals(State.WAITING, entry.state());
  }

  @Test
  final void aParkedEntryStaysAndLetsTheNextPass() {
    tell("a", "slack");
    tell("b", "slack");
    var refused = head("slack");
    store().park(refused, at(5), "404 no_service");
    assertEquals("b", head("slack").notice().id());
    store().delivered(refused, at(6), "200 ok");
    store().retry(refused, at(7), "503");
    reopen();
    var parked = store().entries(State.PARKED, 10);
    assertEquals(1, parked.size());
    assertEquals("404 no_service", parked.getFirst().lastAnswer());
    assertEquals(1, parked.getFirst().attempts());
    assertEquals(at(5), parked.getFirst().next());
    assertEquals(new OutboxStore.Count(1, 1, Optional.of(at(0))), store().count());
  }

  @Test
  final void aDeliveryIsKeptWithItsReceipt() {
    tell("a", "slack");
    store().delivered(head("slack"), at(9), "200 ok");
    reopen();
    var entry = store().told(1).getFirst().entries().getFirst();
    assertEquals(State.DELIVERED, entry.state());
    assertEquals("200 ok", entry.lastAnswer());
    assertEquals(at(9), entry.next());
    assertEquals(1, entry.attempts());
    assertEquals(List.of(entry), store().entries(State.DELIVERED, 10));
    assertEquals(new OutboxStore.Count(0, 0, Optional.empty()), store().count());
  }

  @Test
  final void whatWaitsStillWaitsAfterOpeningAgain() {
    tell("a", "slack");
    tell("b", "slack");
    store().retry(head("slack"), at(60), "503");
    var before = store().entries(State.WAITING, 10);
    reopen();
    assertEquals(before, store().entries(State.WAITING, 10));
    assertEquals("a", head("slack").notice().id());
    tell("c", "slack");
    assertEquals(
        List.of("c", "b", "a"),
        store().entries(State.WAITING, 10).stream().map(e -> e.notice().id()).toList());
    assertEquals(1, store().entries(State.WAITING, 1).size());
  }

  @Test
  final void anAttemptThatWasBegunAndNotEndedMayHaveArrived() {
    tell("a", "slack");
    var before = head("slack");
    assertEquals(false, before.unsure());
    store().begin(List.of(before));
    reopen();
    assertEquals(true, head("slack").unsure(), "after a crash");
    assertEquals(0, head("slack").attempts());
  }

  @Test
  final void anAttemptThatSurelyFailedIsNoRepeatAndOneInDoubtStaysInDoubt() {
    tell("a", "slack");
    var first = head("slack");
    store().begin(List.of(first));
    store().retry(List.of(first), at(60), "429", false);
    assertEquals(false, head("slack").unsure());
    var second = head("slack");
    store().begin(List.of(second));
    store().retry(List.of(second), at(60), "no answer", true);
    assertEquals(true, head("slack").unsure());
    var third = head("slack");
    store().begin(List.of(third));
    store().retry(List.of(third), at(60), "503", false);
    assertEquals(true, head("slack").unsure());
  }

  @Test
  final void aNoticeThatIsHeldBackWaitsForItsTimeAndItsRecipientIsKept() {
    var anna = new Addressee("mail", "anna", at(3600));
    store()
        .commit(
            new Commit(
                List.of(),
                List.of(),
                Map.of(),
                Map.of(),
                List.of(new OutgoingNotice(notice("a"), List.of(anna))),
                List.of(),
                List.of()));
    reopen();
    assertEquals(at(3600), head("mail").next());
    assertEquals("anna", head("mail").recipient());
    assertEquals(true, head("mail").isHeld(at(0)));
    assertEquals(false, head("mail").isHeld(at(3600)));
  }

  @Test
  final void entriesOfOneMessageAreAnsweredTogether() {
    tell("a", "slack");
    tell("b", "slack");
    tell("c", "slack");
    store().delivered(store().waiting("slack", 2), at(9), "200 ok");
    assertEquals(List.of("c"), store().waiting("slack", 9).stream().map(this::id).toList());
    assertEquals(2, store().entries(State.DELIVERED, 10).size());
  }

  private String id(OutboxEntry entry) {
    return entry.notice().id();
  }

  @Test
  final void parkingTellsOthersInTheSameStep() {
    tell("a", "slack");
    store()
        .park(
            List.of(head("slack")),
            at(5),
            "404 no_service",
            List.of(OutgoingNotice.to(notice("told"), List.of("mail"))));
    reopen();
    assertEquals("told", head("mail").notice().id());
    assertEquals(1, store().count().parked());
  }

  @Test
  final void whatIsParkedIsTriedAgainOrDismissed() {
    tell("a", "slack");
    store().park(head("slack"), at(5), "404 no_service");
    assertEquals(1, store().settleParked(true, at(6)));
    assertEquals("a", head("slack").notice().id());
    store().park(head("slack"), at(7), "404 no_service");
    assertEquals(1, store().settleParked(false, at(8)));
    assertEquals(0, store().settleParked(false, at(9)));
    reopen();
    assertEquals(State.DISMISSED, store().told(1).getFirst().entries().getFirst().state());
    assertEquals(new OutboxStore.Count(0, 0, Optional.empty()), store().count());
  }

  @Test
  final void theNewestNoticesAreToldFirstWithAllTheirEntries() {
    tell("a", "slack", "hook");
    tell("b", "hook", "slack");
    tell("c");
    var told = store().told(2);
    assertEquals(List.of("c", "b"), told.stream().map(t -> t.notice().id()).toList());
    assertEquals(
        List.of("hook", "slack"),
        told.getLast().entries().stream().map(OutboxEntry::notifier).toList());
  }

  @Test
  final void oneNoticeIsFoundByItsIdWithAllItsEntries() {
    tell("a", "slack", "hook");
    tell("b");
    assertEquals(store().told(2).getLast(), store().told("a").orElseThrow());
    assertEquals(List.of(), store().told("b").orElseThrow().entries());
    assertEquals(Optional.empty(), store().told("never"));
  }

  @Test
  final void aCommitThatIsRefusedQueuesNothing() {
    var far = notice("far");
    var never =
        new Notice(
            "never",
            Instant.MAX,
            far.station(),
            far.kind(),
            far.severity(),
            far.title(),
            far.text(),
            far.about(),
            far.rule(),
            false);
    try {
      store()
          .commit(
              new Commit(
                  List.of(),
                  List.of(value(MXC, 0, 1)),
                  Map.of(),
                  Map.of(),
                  List.of(
                      OutgoingNotice.to(far, List.of("slack")),
                      OutgoingNotice.to(never, List.of("slack"))),
                  List.of(),
                  List.of()));
      assertEquals(2, store().count().waiting(), "a store that keeps it must keep it whole");
    } catch (IllegalArgumentException refused) {
      assertEquals(0, store().count().waiting());
      assertEquals(List.of(), all(MXC));
      assertThrows(java.util.NoSuchElementException.class, () -> head("slack"));
    }
  }
}
