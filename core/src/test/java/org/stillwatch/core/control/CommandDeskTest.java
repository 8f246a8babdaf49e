package org.stillwatch.core.control;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.stillwatch.core.instrument.Controls;
import org.stillwatch.core.instrument.Controls.Outcome;
import org.stillwatch.core.instrument.Setting;
import org.stillwatch.core.reading.ChannelId;
import org.stillwatch.core.reading.ChannelPattern;
import org.stillwatch.core.reading.Quantity;
import org.stillwatch.core.reading.Unit;
import org.stillwatch.core.store.JournalEntry;
import org.stillwatch.core.store.StoreUnavailable;

class CommandDeskTest {

  private static final ChannelId FILAMENT = new ChannelId("gauge/ion/filament");
  private static final ChannelId SPEED = new ChannelId("pump/speed");

  private final List<String> happened = new CopyOnWriteArrayList<>();
  private Optional<StoreUnavailable> storeFails = Optional.empty();
  private Outcome outcome = new Outcome.Done(1);

  private final CommandDesk desk =
      new CommandDesk(
          Map.of(
              "gauge",
              controls(Setting.choice(FILAMENT, true, "switches the filament", "off", "on")),
              "pump",
              controls(
                  Setting.number(
                      SPEED,
                      Unit.of("Hz"),
                      Optional.of(new Setting.Range(0, 1000)),
                      "turns the pump"))),
          List.of(),
          CommandDesk.Gates.OPEN,
          this::write,
          () -> Instant.parse("2026-11-21T10:00:00Z"));

  private Controls controls(Setting setting) {
    return new Controls() {
      @Override
      public List<Setting> settings() {
        return List.of(setting);
      }

      @Override
      public Outcome set(Setting each, double value) {
        happened.add("sent " + value);
        return outcome;
      }
    };
  }

  private void write(JournalEntry entry) {
    if (storeFails.isPresent()) {
      throw storeFails.get();
    }
    happened.add(entry.text());
  }

  private CommandDesk.Carried carryOut(Command command) {
    return desk.carryOut(command).getFirst();
  }

  private CommandDesk.Carried command(ChannelId setting, String value) {
    return carryOut(new Command(setting, value, "anna", "chamber is pumped", true));
  }

  @Test
  void whatIsMeantIsWrittenDownBeforeItIsSent() {
    var carried = command(FILAMENT, "on");
    assertEquals("gauge/ion/filament is on now", carried.text());
    assertEquals(
        List.of(
            "anna: is asked to become on (chamber is pumped)",
            "sent 1.0",
            "anna: gauge/ion/filament is on now"),
        happened);
  }

  @Test
  void aNumberMayHaveAUnitOfItsDimension() {
    outcome = new Outcome.Done(500);
    assertEquals("pump/speed is 500 Hz now", command(SPEED, "0.5 kHz").text());
    assertTrue(happened.contains("sent 500.0"), happened.toString());
  }

  @Test
  void aNumberOutOfRangeIsRefusedBeforeAnythingIsSent() {
    var carried = command(SPEED, "1001");
    assertInstanceOf(Outcome.Refused.class, carried.outcome());
    assertEquals(
        "pump/speed was not changed: 1001 Hz is out of range; expected 0 to 1000 Hz",
        carried.text());
    assertEquals(1, happened.size());
    assertTrue(happened.getFirst().startsWith("anna: should become 1001 Hz"), happened.toString());
  }

  @Test
  void whatIsNoValueIsSaid() {
    for (var wrong : List.of("5 K", "much", "NaN", "1e999", "")) {
      assertThrows(IllegalArgumentException.class, () -> command(SPEED, wrong), wrong);
    }
    var e = assertThrows(IllegalArgumentException.class, () -> command(FILAMENT, "onn"));
    assertEquals("'onn' is no state of gauge/ion/filament; did you mean 'on'?", e.getMessage());
    var none =
        assertThrows(
            IllegalArgumentException.class, () -> command(new ChannelId("pump/sped"), "5"));
    assertEquals("'pump/sped' cannot be set; did you mean 'pump/speed'?", none.getMessage());
    assertEquals(List.of(), happened);
  }

  @Test
  void aSettingThatIsGuardedMustBeConfirmedAndHaveAReason() {
    var hasty = carryOut(new Command(FILAMENT, "on", "anna", "why not", false));
    assertEquals(
        "gauge/ion/filament was not changed: it must be confirmed, since it switches the filament",
        hasty.text());
    var silent = carryOut(new Command(FILAMENT, "on", "anna", " ", true));
    assertInstanceOf(Outcome.Refused.class, silent.outcome());
  }

  @Test
  void whatMakesThingsSafeNeedsNoReasonAndNoConfirmation() {
    outcome = new Outcome.Done(0);
    var carried = carryOut(new Command(FILAMENT, "off", "anna", "", false));
    assertEquals("gauge/ion/filament is off now", carried.text());
  }

  @Test
  void whatCannotBeWrittenDownIsNotSentUnlessItMakesThingsSafe() {
    storeFails = Optional.of(new StoreUnavailable("the disk is full", new RuntimeException()));
    var e = assertThrows(StoreUnavailable.class, () -> command(FILAMENT, "on"));
    assertTrue(String.valueOf(e.getMessage()).contains("was not changed"), e.getMessage());
    assertEquals(List.of(), happened);
    outcome = new Outcome.Done(0);
    assertInstanceOf(Outcome.Done.class, command(FILAMENT, "off").outcome());
    assertEquals(List.of("sent 0.0"), happened);
  }

  @Test
  void whatMakesThingsSafeDoesNotWaitForAJournalThatHangs() throws InterruptedException {
    var hanging = new CountDownLatch(1);
    var written = new LinkedBlockingQueue<String>();
    var hung =
        new CommandDesk(
            Map.of(
                "gauge",
                controls(Setting.choice(FILAMENT, true, "switches the filament", "off", "on"))),
            List.of(),
            CommandDesk.Gates.OPEN,
            entry -> {
              try {
                hanging.await();
              } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
              }
              written.add(entry.text());
            },
            () -> Instant.parse("2026-11-21T10:00:00Z"));
    outcome = new Outcome.Done(0);
    var carried = hung.carryOut(new Command(FILAMENT, "off", "anna", "", false)).getFirst();
    assertInstanceOf(Outcome.Done.class, carried.outcome());
    assertEquals(List.of("sent 0.0"), happened);
    hanging.countDown();
    var first = written.take();
    var second = written.take();
    assertEquals(
        Set.of("anna: is asked to become off", "anna: gauge/ion/filament is off now"),
        Set.of(first, second));
  }

  @Test
  void aDriverThatFailsLeavesItUnknown() {
    var failing =
        new CommandDesk(
            Map.of(
                "pump",
                new Controls() {
                  @Override
                  public List<Setting> settings() {
                    return List.of(Setting.number(SPEED, Unit.of("Hz"), Optional.empty(), "turns"));
                  }

                  @Override
                  public Outcome set(Setting setting, double value) {
                    throw new IllegalStateException("bad luck");
                  }
                }),
            List.of(),
            CommandDesk.Gates.OPEN,
            this::write,
            Instant::now);
    var carried = failing.carryOut(new Command(SPEED, "5", "anna", "test", false)).getFirst();
    assertInstanceOf(Outcome.Unconfirmed.class, carried.outcome());
    assertTrue(carried.text().contains("is not known"), carried.text());
  }

  private static final ChannelId VSET = new ChannelId("hv1/ch0/vset");
  private static final ChannelId ISET = new ChannelId("hv1/ch0/iset");

  private static Setting output(ChannelId id, String unit) {
    return Setting.number(
            id, Unit.of(unit), Optional.of(new Setting.Range(0, 1000)), "sets an output")
        .touching(Setting.Touches.OUTPUT)
        .safeAt(0);
  }

  /** A supply of two outputs, of which the first cannot be made safe without an exception. */
  private final class Supply implements Controls {
    private final boolean breaks;

    Supply(boolean breaks) {
      this.breaks = breaks;
    }

    @Override
    public List<Setting> settings() {
      return List.of(output(ISET, "uA"), output(VSET, "V"));
    }

    @Override
    public Outcome set(Setting setting, double value) {
      if (breaks && setting.id().equals(ISET)) {
        throw new IllegalStateException("a bug");
      }
      happened.add("sent " + setting.id() + " " + value);
      return new Outcome.Done(value);
    }
  }

  private CommandDesk supplyDesk(
      List<Limit> limits, CommandDesk.Gates gates, Consumer<JournalEntry> journal) {
    return new CommandDesk(
        Map.of("hv1", new Supply(false)),
        limits,
        gates,
        journal,
        () -> Instant.parse("2026-11-21T10:00:00Z"));
  }

  private static Command set(ChannelId setting, String value) {
    return new Command(setting, value, "anna", "a scan", true);
  }

  private static Limit most(String settings, String most) {
    return new Limit(
        new ChannelPattern(settings),
        Optional.empty(),
        Optional.of(Quantity.parse(most)),
        Optional.empty());
  }

  @Test
  void aLimitThatMakesNoSenseRefusesWhatItIsAboutAndNeverOff() {
    var limits = List.of(most("hv1/ch*/*", "250 V"));
    var supply = supplyDesk(limits, CommandDesk.Gates.OPEN, this::write);
    assertEquals(2, supply.settings().size());
    assertInstanceOf(
        Outcome.Done.class, supply.carryOut(set(VSET, "0")).getFirst().outcome(), "off");
    assertInstanceOf(
        Outcome.Done.class, supply.carryOut(set(ISET, "0")).getFirst().outcome(), "off");
    assertInstanceOf(Outcome.Done.class, supply.carryOut(set(VSET, "250")).getFirst().outcome());
    assertEquals(
        "hv1/ch0/vset was not changed: 251 V is out of range; expected 0 to 250 V",
        supply.carryOut(set(VSET, "251")).getFirst().text());
    assertEquals(
        "hv1/ch0/iset was not changed: the limit of hv1/ch0/iset is in uA; '250 V' is none",
        supply.carryOut(set(ISET, "1")).getFirst().text());
  }

  @Test
  void whatCeasesToBePermittedWhileItIsWrittenDownIsNotSent() {
    var permits = new AtomicBoolean(true);
    var gates =
        new CommandDesk.Gates() {
          @Override
          public Optional<String> lease(String instrument, Optional<String> lease) {
            return Optional.empty();
          }

          @Override
          public Optional<String> interlock(String instrument) {
            return permits.get() ? Optional.empty() : Optional.of("the gas is bad");
          }
        };
    var supply =
        supplyDesk(
            List.of(),
            gates,
            entry -> {
              happened.add(entry.text());
              permits.set(false);
            });
    var carried = supply.carryOut(set(VSET, "100")).getFirst();
    assertEquals("hv1/ch0/vset was not changed: the gas is bad", carried.text());
    assertTrue(happened.stream().noneMatch(each -> each.startsWith("sent")), happened.toString());
  }

  @Test
  void whoSwitchesOffDoesNotSeeItSwitchedOnByACommandThatCameBefore() {
    for (boolean all : List.of(true, false)) {
      happened.clear();
      var off = new AtomicReference<Runnable>(() -> {});
      var supply =
          supplyDesk(List.of(), CommandDesk.Gates.OPEN, entry -> off.getAndSet(() -> {}).run());
      off.set(
          () -> {
            if (all) {
              assertInstanceOf(Outcome.Done.class, supply.makeSafe("hv1", "bob", ""));
            } else {
              assertEquals(1, supply.carryOut(set(VSET, "0")).size());
            }
          });
      var carried = supply.carryOut(set(VSET, "100")).getFirst();
      assertInstanceOf(Outcome.Refused.class, carried.outcome());
      assertTrue(happened.contains("sent hv1/ch0/vset 0.0"), happened.toString());
      assertTrue(happened.stream().noneMatch(each -> each.contains("100")), happened.toString());
      assertInstanceOf(
          Outcome.Done.class,
          supply.carryOut(set(VSET, "100")).getFirst().outcome(),
          "asked again");
    }
  }

  @Test
  void anOutputThatADriverFailsAtKeepsNoOtherFromBeingMadeSafe() {
    assertInstanceOf(Outcome.Failed.class, new Supply(true).makeSafe("gas"));
    assertEquals(List.of("sent hv1/ch0/vset 0.0"), happened);
  }

  @Test
  void anInstrumentWithoutOutputsIsNotSaidToBeSafe() {
    assertInstanceOf(Outcome.Failed.class, desk.makeSafe("pump", "anna", ""));
  }
}
