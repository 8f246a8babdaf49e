package org.stillwatch.testkit.station;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import org.stillwatch.core.control.Command;
import org.stillwatch.core.control.CommandDesk;
import org.stillwatch.core.instrument.Controls;
import org.stillwatch.core.instrument.Controls.Outcome;
import org.stillwatch.core.instrument.Setting;
import org.stillwatch.core.interlock.Alarms;
import org.stillwatch.core.interlock.Interlock;
import org.stillwatch.core.interlock.Interlocks;
import org.stillwatch.core.interlock.Proof;
import org.stillwatch.core.lease.LeaseDesk;
import org.stillwatch.core.lease.LeaseRequest;
import org.stillwatch.core.reading.Channel;
import org.stillwatch.core.reading.ChannelId;
import org.stillwatch.core.reading.Reading;
import org.stillwatch.core.station.ControlView;

/**
 * The real desks of a station on instruments that do what they are told at once, kept in memory.
 * Nothing happens by itself: leases end and interlocks are judged when they are asked for.
 */
public final class ScriptedControl implements ControlView {

  private final InstantSource clock;
  private final List<Setting> settings = new ArrayList<>();
  private final Map<ChannelId, Double> values = new HashMap<>();
  private final List<String> lines = new ArrayList<>();
  private final List<Interlock> locks = new ArrayList<>();
  private Optional<Outcome> becomes = Optional.empty();
  private Duration takes = Duration.ZERO;
  private Optional<LeaseDesk> leases = Optional.empty();
  private Optional<Interlocks> interlocks = Optional.empty();

  public ScriptedControl(InstantSource clock) {
    this.clock = clock;
  }

  /** From now on these settings may be commanded. */
  public synchronized void offer(Setting... more) {
    settings.addAll(List.of(more));
    leases = Optional.empty();
  }

  /** What a setting is now. */
  public synchronized void is(ChannelId setting, double value) {
    values.put(setting, value);
  }

  /** What becomes of the commands from now on. */
  public synchronized void becomes(Outcome outcome) {
    becomes = Optional.of(outcome);
  }

  /** So long the device takes for each command from now on, one after the other. */
  public synchronized void takes(Duration each) {
    takes = each;
  }

  /** These interlocks are there from now on, proven a day ago. */
  public synchronized void interlocks(Interlock... more) {
    locks.addAll(List.of(more));
    var made = new Interlocks(locks, Map.of(), clock.instant());
    var yesterday = clock.instant().minus(Duration.ofDays(1));
    for (var each : locks) {
      made.proven(
          each.name(),
          new Proof(Proof.subject(each), yesterday, "anna", true, List.of("as it should be")),
          (key, before, after) -> {});
    }
    interlocks = Optional.of(made);
  }

  /** What the interlocks see. */
  public synchronized void see(Channel channel, Reading reading) {
    interlocksNow().declare(List.of(channel));
    interlocksNow().see(List.of(reading), clock.instant(), clock.instant());
  }

  /** The lines that commands left in the journal. */
  public synchronized List<String> lines() {
    return List.copyOf(lines);
  }

  private Interlocks interlocksNow() {
    if (interlocks.isEmpty()) {
      interlocks = Optional.of(new Interlocks(List.of(), Map.of(), clock.instant()));
    }
    return interlocks.get();
  }

  private LeaseDesk leasesNow() {
    if (leases.isEmpty()) {
      var numbers = new ArrayList<Integer>();
      leases =
          Optional.of(
              new LeaseDesk(
                  settings.stream().map(setting -> setting.id().instrument()).distinct().toList(),
                  Map.of(),
                  (instrument, key, before, after, changes) -> {},
                  () -> {
                    numbers.add(numbers.size());
                    return "lease" + numbers.size();
                  },
                  (instrument, change) -> {},
                  clock));
    }
    return leases.get();
  }

  private CommandDesk desk() {
    var controls = new HashMap<String, Controls>();
    for (var setting : settings) {
      controls.put(setting.id().instrument(), new Scripted(setting.id().instrument()));
    }
    return new CommandDesk(
        controls,
        List.of(),
        new CommandDesk.Gates() {
          @Override
          public Optional<String> lease(String instrument, Optional<String> lease) {
            return leasesNow().refusal(instrument, lease);
          }

          @Override
          public Optional<String> interlock(String instrument) {
            return mayNotRise(instrument);
          }
        },
        entry -> lines.add(entry.text()),
        clock);
  }

  private final class Scripted implements Controls {
    private final String instrument;

    Scripted(String instrument) {
      this.instrument = instrument;
    }

    @Override
    public List<Setting> settings() {
      return settings.stream()
          .filter(setting -> setting.id().instrument().equals(instrument))
          .toList();
    }

    @Override
    public Optional<Double> present(Setting setting) {
      return Optional.ofNullable(values.get(setting.id()));
    }

    @Override
    public Outcome set(Setting setting, double value) {
      LockSupport.parkNanos(takes.toNanos());
      var outcome = becomes.orElse(new Outcome.Done(value));
      if (outcome instanceof Outcome.Done) {
        values.put(setting.id(), value);
      }
      return outcome;
    }
  }

  @Override
  public synchronized List<Setting> settings() {
    return desk().settings();
  }

  @Override
  public synchronized Optional<Double> present(Setting setting) {
    return Optional.ofNullable(values.get(setting.id()));
  }

  @Override
  public synchronized List<CommandDesk.Carried> command(Command command) {
    return desk().carryOut(command);
  }

  @Override
  public synchronized Outcome makeSafe(String instrument, String who, String why) {
    return desk().makeSafe(instrument, who, why);
  }

  @Override
  public synchronized Optional<String> mayNotRise(String instrument) {
    judge();
    return interlocksNow().refusal(instrument, clock.instant(), clock.instant());
  }

  private void judge() {
    var changes = interlocksNow().tick(Alarms.UNKNOWN, clock.instant());
    changes.forEach(change -> lines.add(change.interlock().name() + ": " + change.why()));
  }

  @Override
  public synchronized List<LeaseDesk.Shown> leases() {
    leasesNow().tick();
    return leasesNow().shown();
  }

  @Override
  public synchronized LeaseDesk.Ticket takeLease(String instrument, LeaseRequest request) {
    return leasesNow().take(instrument, request);
  }

  @Override
  public synchronized LeaseDesk.Ticket breakLease(
      String instrument, LeaseRequest request, String why) {
    return leasesNow().breakGlass(instrument, request, why);
  }

  @Override
  public synchronized LeaseDesk.Ticket beatLease(String instrument, String id) {
    return leasesNow().beat(instrument, id);
  }

  @Override
  public synchronized void releaseLease(String instrument, String id) {
    leasesNow().release(instrument, id);
  }

  @Override
  public synchronized List<Interlocks.Shown> interlocks() {
    judge();
    return interlocksNow().shown(clock.instant(), clock.instant());
  }

  @Override
  public synchronized Proof prove(String interlock, String who, boolean confirmed) {
    var proof =
        new Proof(
            Proof.subject(interlocksNow().interlock(interlock)),
            clock.instant(),
            who,
            true,
            List.of("all channels have gone stale: acted after 0.2 s"));
    interlocksNow().proven(interlock, proof, (key, before, after) -> {});
    return proof;
  }

  @Override
  public synchronized void aside(String interlock, String who, String why, Duration length) {
    interlocksNow()
        .aside(interlock, who, why, clock.instant().plus(length), (key, before, after) -> {});
  }

  @Override
  public synchronized void again(String interlock, String who, String why) {
    interlocksNow().aside(interlock, who, why, Instant.EPOCH, (key, before, after) -> {});
  }
}
