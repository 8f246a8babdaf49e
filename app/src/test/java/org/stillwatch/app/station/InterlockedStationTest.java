package org.stillwatch.app.station;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.stillwatch.core.alarm.RuleBook;
import org.stillwatch.core.condition.Condition;
import org.stillwatch.core.condition.Truth;
import org.stillwatch.core.control.Command;
import org.stillwatch.core.instrument.Controls;
import org.stillwatch.core.instrument.Controls.Outcome;
import org.stillwatch.core.instrument.Health;
import org.stillwatch.core.instrument.Instrument;
import org.stillwatch.core.instrument.Setting;
import org.stillwatch.core.instrument.Turn;
import org.stillwatch.core.interlock.Interlock;
import org.stillwatch.core.interlock.Interlocks;
import org.stillwatch.core.interlock.Proof;
import org.stillwatch.core.lease.Lease;
import org.stillwatch.core.lease.LeaseRequest;
import org.stillwatch.core.notice.Switchboard;
import org.stillwatch.core.reading.Channel;
import org.stillwatch.core.reading.ChannelId;
import org.stillwatch.core.reading.Reading;
import org.stillwatch.core.reading.Scan;
import org.stillwatch.core.reading.Unit;
import org.stillwatch.core.station.AckLinks;
import org.stillwatch.core.station.Guards;
import org.stillwatch.core.station.Safety;
import org.stillwatch.core.station.Station;
import org.stillwatch.core.station.StationPlan;
import org.stillwatch.core.store.Commit;
import org.stillwatch.core.store.StoreUnavailable;
import org.stillwatch.testkit.FakeTime;
import org.stillwatch.testkit.MemoryStore;

/** A station with a supply of one output and a probe in its gas. */
@Timeout(60)
class InterlockedStationTest {

  private static final ChannelId HUMIDITY = new ChannelId("gas/air/humidity");
  private static final Channel CHANNEL =
      Channel.number(HUMIDITY, Unit.of("%"), "humidity", Duration.ofSeconds(1));
  private static final ChannelId VSET = new ChannelId("hv1/ch0/vset");

  private final FakeTime time = FakeTime.at("2026-11-21T10:00:00Z");
  private final MemoryStore store = new MemoryStore(time);
  private final CountDownLatch hanging = new CountDownLatch(1);
  private final Supply supply = new Supply();
  private final Probe probe = new Probe();
  private Station station = open();

  private static final List<Interlock> LOCKS =
      List.of(lock("gas-good", Interlock.Kind.PERMIT), lock("gas-lost", Interlock.Kind.FORCE));

  /** An output that does what it is told, and what shows a guard that it is watched. */
  private static final class Supply implements Instrument, Controls {
    private final BlockingQueue<String> told = new LinkedBlockingQueue<>();
    private final BlockingQueue<Boolean> beats = new LinkedBlockingQueue<>();
    private volatile double volt;

    @Override
    public List<Channel> channels() {
      return List.of();
    }

    @Override
    public void resume(Optional<String> cursor) {}

    @Override
    public Turn turn(Instant now) {
      return new Turn(List.of(), List.of(), 0, List.of(), "", false, false, Health.ok(""));
    }

    @Override
    public Optional<Controls> controls() {
      return Optional.of(this);
    }

    @Override
    public List<Setting> settings() {
      return List.of(
          Setting.number(
                  VSET, Unit.of("V"), Optional.of(new Setting.Range(0, 1000)), "sets the voltage")
              .touching(Setting.Touches.OUTPUT)
              .safeAt(0));
    }

    @Override
    public Optional<Double> present(Setting setting) {
      return Optional.of(volt);
    }

    @Override
    public Outcome set(Setting setting, double value) {
      volt = value;
      told.add("set " + value);
      return new Outcome.Done(value);
    }

    @Override
    public Outcome makeSafe(String why) {
      volt = 0;
      told.add("safe: " + why);
      return new Outcome.Done(0);
    }

    @Override
    public Truth safe() {
      return Truth.of(volt == 0);
    }

    @Override
    public void alive(boolean armed) {
      beats.add(armed);
    }

    @Override
    public void close() {}

    String next() throws InterruptedException {
      var text = told.poll(30, TimeUnit.SECONDS);
      return text == null ? "nothing" : text;
    }
  }

  private final class Probe implements Instrument {
    private volatile double percent = 30;
    private volatile boolean gone;

    @Override
    public List<Channel> channels() {
      return List.of(CHANNEL);
    }

    @Override
    public void resume(Optional<String> cursor) {}

    @Override
    public Turn turn(Instant now) {
      // time passes by the turns, about twice as fast as on the wall
      var at = time.advance(Duration.ofMillis(50));
      return new Turn(
          gone
              ? List.of()
              : List.of(new Scan("gas", at, List.of(Reading.measured(HUMIDITY, at, 0, percent)))),
          List.of(CHANNEL),
          1,
          List.of(),
          "",
          false,
          false,
          Health.ok(""));
    }

    @Override
    public void close() {}
  }

  private static Interlock lock(String name, Interlock.Kind kind) {
    return new Interlock(
        name,
        kind,
        "hv1",
        Condition.parse("gas/air/humidity below 45 %"),
        Duration.ofMillis(500),
        Duration.ofSeconds(2),
        Optional.empty(),
        Optional.empty());
  }

  private Station open() {
    var book =
        new RuleBook(
            "Lab",
            ZoneOffset.UTC,
            List.of(),
            List.of(),
            List.of(),
            Map.of(),
            List.of(),
            List.of(),
            List.of());
    var plan =
        new StationPlan(
                book,
                List.of(
                    new StationPlan.Slot("hv1", "supply", supply, Duration.ofMillis(50)),
                    new StationPlan.Slot("gas", "probe", probe, Duration.ofMillis(25))),
                new Switchboard(List.of(), List.of(), List.of(), ZoneOffset.UTC),
                Map.of(),
                new AckLinks(new byte[32], Optional.empty()),
                Guards.none())
            .with(new Safety(List.of(), LOCKS));
    var opened = new Station(plan, store, time, time::nanos);
    opened.start();
    return opened;
  }

  @AfterEach
  void close() {
    hanging.countDown();
    store.acceptCommits();
    station.close();
  }

  private static Command set(double volt, String... lease) {
    return new Command(
        List.of(new Command.Wish(VSET, volt + " V")),
        "anna",
        "test",
        true,
        List.of(lease).stream().findFirst(),
        false);
  }

  private String commanded(Command command) {
    return station.control().command(command).getFirst().text();
  }

  /** Waits until a permit has held for long enough, as whoever starts a shift does. */
  private void prove() {
    while (!station.control().interlocks().getFirst().state().engaged()) {
      Thread.onSpinWait();
    }
    assertTrue(station.control().prove("gas-good", "anna", false).passed());
    assertTrue(station.control().prove("gas-lost", "anna", true).passed());
  }

  /** As after a proof of yesterday. */
  private void toHighVoltage() {
    station.close();
    var states = new HashMap<String, String>();
    var proven = new Interlocks(LOCKS, Map.of(), time.instant());
    for (var each : LOCKS) {
      var proof = new Proof(Proof.subject(each), time.instant(), "anna", true, List.of("it acted"));
      proven.proven(each.name(), proof, (key, before, after) -> states.put(key, after));
    }
    var kept =
        store.commit(
            new Commit(List.of(), List.of(), Map.of(), states, List.of(), List.of(), List.of()));
    assertEquals(0, kept.stored());
    station = open();
    rise();
  }

  private void rise() {
    while (station.control().mayNotRise("hv1").isPresent()) {
      Thread.onSpinWait();
    }
    supply.told.clear();
    assertEquals("hv1/ch0/vset is 500 V now, it was 0 V", commanded(set(500)));
    assertEquals("set 500.0", supply.told.poll());
  }

  @Test
  void nothingRisesBeforeItsInterlocksAreProvenAndThenItDoes() {
    assertTrue(commanded(set(500)).contains("was never proven"), commanded(set(500)));
    assertThrows(
        IllegalArgumentException.class,
        () -> station.control().prove("gas-lost", "anna", false),
        "real outputs come down");
    prove();
    rise();
    assertTrue(station.control().interlocks().getLast().armed());
  }

  @Test
  void badGasBringsTheOutputDownAndKeepsItThere() throws InterruptedException {
    toHighVoltage();
    probe.percent = 60;
    assertTrue(supply.next().startsWith("safe: interlock 'gas-lost'"));
    assertTrue(commanded(set(500)).contains("gas-good"), "and it may not rise");
    supply.volt = 500; // by hand
    assertTrue(supply.next().startsWith("safe: "), "again, when somebody switches on by hand");
  }

  @Test
  void aProbeThatIsSilentBringsTheOutputDown() throws InterruptedException {
    toHighVoltage();
    probe.gone = true;
    assertTrue(supply.next().contains("is stale"));
  }

  /** Whoever wants something of the store waits from now on. */
  private void hang() throws InterruptedException {
    var begun = new CountDownLatch(1);
    var holder =
        Thread.ofPlatform()
            .daemon()
            .start(
                () -> {
                  synchronized (store) {
                    begun.countDown();
                    try {
                      hanging.await();
                    } catch (InterruptedException e) {
                      Thread.currentThread().interrupt();
                    }
                  }
                });
    begun.await();
    assertTrue(holder.isAlive());
  }

  @Test
  void aStoreThatHangsBringsTheOutputDownAndTheBeatsGoOn() throws InterruptedException {
    toHighVoltage();
    hang();
    // nothing is read any more, and nobody lets time pass but the test
    while (supply.told.isEmpty()) {
      time.advance(Duration.ofMillis(100));
      Thread.onSpinWait();
    }
    assertTrue(supply.next().contains("is stale"));
    supply.beats.clear();
    assertEquals(true, supply.beats.poll(30, TimeUnit.SECONDS));
  }

  @Test
  void aStoreThatRefusesLetsNothingRiseAndNeverKeepsFromOff() throws InterruptedException {
    toHighVoltage();
    store.refuseCommits("the disk is full");
    assertThrows(StoreUnavailable.class, () -> commanded(set(600)));
    assertEquals("hv1/ch0/vset is 0 V now, it was 500 V", commanded(set(0)));
    assertEquals("set 0.0", supply.next());
    supply.volt = 500;
    assertInstanceOf(Outcome.Done.class, station.control().makeSafe("hv1", "anna", "smell of gas"));
    assertEquals("safe: anna (smell of gas)", supply.next());
  }

  @Test
  void offPassesWhoeverHasTheInstrument() {
    toHighVoltage();
    var ticket =
        station
            .control()
            .takeLease(
                "hv1",
                new LeaseRequest(
                    "bob",
                    "scan",
                    Lease.Mode.LONG_RUN,
                    Duration.ofHours(12),
                    Lease.IfLost.HOLD,
                    false));
    assertTrue(commanded(set(400)).contains("bob (scan) has hv1"));
    assertEquals(
        "hv1/ch0/vset is 600 V now, it was 500 V", commanded(set(600, ticket.lease().id())));
    assertEquals("hv1/ch0/vset is 0 V now, it was 600 V", commanded(set(0)));
  }

  @Test
  void anOwnerThatVanishesBringsTheOutputDownWhenItWantedSo() throws InterruptedException {
    toHighVoltage();
    var ticket =
        station
            .control()
            .takeLease(
                "hv1",
                new LeaseRequest(
                    "bob",
                    "scan",
                    Lease.Mode.HEARTBEAT,
                    Duration.ofSeconds(5),
                    Lease.IfLost.RAMP_DOWN,
                    false));
    assertTrue(ticket.given());
    assertEquals("safe: the lost lease of bob (scan)", supply.next());
    assertEquals(Optional.empty(), station.control().leases().getFirst().state().held());
  }

  @Test
  void whatWasProvenStaysProvenOverARestartAndWhatWasGoodDoesNot() {
    prove();
    station.close();
    probe.gone = true;
    station = open();
    assertTrue(station.control().interlocks().getLast().armed());
    assertTrue(station.control().mayNotRise("hv1").orElseThrow().contains("unknown"));
    assertFalse(station.control().interlocks().getFirst().state().engaged());
  }
}
