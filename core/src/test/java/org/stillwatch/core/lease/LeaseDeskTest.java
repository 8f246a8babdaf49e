package org.stillwatch.core.lease;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.stillwatch.core.store.StoreUnavailable;

class LeaseDeskTest {

  private final Map<String, String> stored = new HashMap<>();
  private final List<String> happened = new ArrayList<>();
  private Instant now = Instant.parse("2026-11-21T10:00:00Z");
  private boolean storeFails;
  private int ids;
  private LeaseDesk desk = open();

  private LeaseDesk open() {
    return new LeaseDesk(
        List.of("hv1", "hv2"),
        stored,
        (instrument, key, before, after, changes) -> {
          if (storeFails) {
            throw new StoreUnavailable("the disk is full", new java.io.IOException("full"));
          }
          stored.put(key, after);
        },
        () -> "id" + ids++,
        (instrument, change) ->
            happened.add(
                instrument
                    + " "
                    + change.getClass().getSimpleName()
                    + " "
                    + change.lease().owner()),
        () -> now);
  }

  private static LeaseRequest wish(String owner, boolean queue) {
    return new LeaseRequest(
        owner,
        "gain scan",
        Lease.Mode.HEARTBEAT,
        Duration.ofSeconds(60),
        Lease.IfLost.RAMP_DOWN,
        queue);
  }

  private static LeaseRequest night(String owner) {
    return new LeaseRequest(
        owner, "night run", Lease.Mode.LONG_RUN, Duration.ofHours(12), Lease.IfLost.HOLD, false);
  }

  private void seconds(int more) {
    now = now.plusSeconds(more);
    desk.tick();
  }

  @Test
  void whoHasItIsToldToEverybodyElse() {
    var ticket = desk.take("hv1", wish("anna", false));
    assertTrue(ticket.given());
    assertEquals(Optional.empty(), desk.refusal("hv1", Optional.of(ticket.lease().id())));
    assertEquals(
        Optional.of("anna (gain scan) has hv1; wait, ask them, or break the lease with a reason"),
        desk.refusal("hv1", Optional.empty()));
    assertEquals(Optional.empty(), desk.refusal("hv2", Optional.empty()));
    var refused =
        assertThrows(IllegalArgumentException.class, () -> desk.take("hv1", wish("bob", false)));
    assertTrue(String.valueOf(refused.getMessage()).startsWith("anna (gain scan) has it"));
  }

  @Test
  void oneThatWaitsHasItAsSoonAsItIsGivenBack() {
    var anna = desk.take("hv1", wish("anna", false)).lease().id();
    var bob = desk.take("hv1", wish("bob", true));
    assertFalse(bob.given());
    assertEquals(1, bob.place());
    assertEquals(2, desk.take("hv1", wish("cleo", true)).place());
    desk.release("hv1", anna);
    assertTrue(desk.beat("hv1", bob.lease().id()).given());
    assertTrue(desk.refusal("hv1", Optional.of(anna)).isPresent());
    assertThrows(IllegalArgumentException.class, () -> desk.beat("hv1", anna));
  }

  @Test
  void oneThatVanishesLosesIt() {
    var anna = desk.take("hv1", wish("anna", false)).lease().id();
    seconds(59);
    var kept = desk.beat("hv1", anna);
    assertTrue(kept.given());
    seconds(59);
    assertTrue(desk.refusal("hv1", Optional.empty()).isPresent());
    happened.clear();
    seconds(1);
    assertEquals(List.of("hv1 Ended anna"), happened);
    assertEquals(Optional.empty(), desk.refusal("hv1", Optional.empty()));
    assertEquals(
        Optional.of("its lease is over; take a new one, or leave it out"),
        desk.refusal("hv1", Optional.of(anna)));
  }

  @Test
  void aLongRunNeedsNobodyToBeThere() {
    var run = desk.take("hv1", night("anna"));
    seconds(11 * 3600);
    assertTrue(desk.beat("hv1", run.lease().id()).given());
    seconds(3600);
    assertEquals(Optional.empty(), desk.refusal("hv1", Optional.empty()));
  }

  @Test
  void itCanBeTakenWithAReason() {
    var run = desk.take("hv1", night("anna"));
    assertThrows(
        IllegalArgumentException.class, () -> desk.breakGlass("hv1", wish("bob", false), " "));
    happened.clear();
    assertTrue(desk.breakGlass("hv1", wish("bob", false), "anna is ill").given());
    assertEquals(List.of("hv1 Broken anna", "hv1 Given bob"), happened);
    assertTrue(desk.refusal("hv1", Optional.of(run.lease().id())).isPresent());
  }

  @Test
  void itSurvivesARestartAndItsOwnerHasTheWholeTimeAnew() {
    var anna = desk.take("hv1", wish("anna", false)).lease().id();
    var night = desk.take("hv2", night("bob")).lease().id();
    now = now.plusSeconds(3600);
    desk = open();
    seconds(59);
    assertEquals(Optional.empty(), desk.refusal("hv1", Optional.of(anna)));
    assertEquals(Optional.empty(), desk.refusal("hv2", Optional.of(night)));
    seconds(1);
    assertEquals(Optional.empty(), desk.refusal("hv1", Optional.empty()));
  }

  @Test
  void whatCannotBeWrittenDownIsNotGiven() {
    storeFails = true;
    assertThrows(StoreUnavailable.class, () -> desk.take("hv1", wish("anna", false)));
    assertEquals(Optional.empty(), desk.refusal("hv1", Optional.empty()));
    assertEquals(List.of(), happened);
  }

  @Test
  void whatEndsByItselfEndsAlsoWhenNothingCanBeWritten() {
    var anna = desk.take("hv1", wish("anna", false)).lease().id();
    storeFails = true;
    happened.clear();
    seconds(60);
    assertEquals(List.of("hv1 Ended anna"), happened);
    assertEquals(Optional.empty(), desk.refusal("hv1", Optional.empty()));
    assertTrue(desk.refusal("hv1", Optional.of(anna)).isPresent());
  }

  @Test
  void whatMakesNoSenseIsRefused() {
    assertThrows(IllegalArgumentException.class, () -> wish(" ", false));
    assertThrows(
        IllegalArgumentException.class,
        () ->
            new LeaseRequest(
                "anna",
                "x",
                Lease.Mode.HEARTBEAT,
                Duration.ofSeconds(1),
                Lease.IfLost.HOLD,
                false));
    var wrong =
        assertThrows(IllegalArgumentException.class, () -> desk.take("hv3", wish("anna", false)));
    assertTrue(
        String.valueOf(wrong.getMessage())
            .startsWith("'hv3' is no instrument that can be commanded; did you mean 'hv"));
  }

  @Test
  void aDamagedStateIsFreeAndAGoodOneComesBack() {
    var anna = desk.take("hv1", wish("an\tna\n", true));
    var bob = desk.take("hv1", wish("bob", true));
    var text = String.valueOf(stored.get("lease hv1"));
    var again = LeaseState.decode(text);
    assertEquals(Optional.of(anna.lease()), again.held());
    assertEquals(List.of(bob.lease()), again.waiting());
    assertEquals(LeaseState.FREE, LeaseState.decode(text.substring(0, 20)));
    assertEquals(LeaseState.FREE, LeaseState.decode("nonsense"));
    assertEquals(LeaseState.FREE, LeaseState.decode(""));
  }
}
