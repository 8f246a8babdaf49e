package org.stillwatch.core.station;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.LongSupplier;
import org.stillwatch.core.instrument.Health;
import org.stillwatch.core.notice.Severity;
import org.stillwatch.core.notice.Words;
import org.stillwatch.core.station.StationView.SinkStatus;
import org.stillwatch.core.station.Watchdog.Finding;

/**
 * How a sink is: starting, ok, trouble or unreachable. It is told when it was unreachable for
 * longer than {@link #PATIENCE}, and again once all that waited has been carried on; trouble is
 * told at once, and when it is over. May be used by any thread.
 */
final class SinkRecord {

  /** Nothing may be carried on for so long before people are told. */
  static final Duration PATIENCE = Duration.ofMinutes(5);

  private final String name;
  private final InstantSource clock;
  private final LongSupplier nanos;
  private Health health = new Health(Health.State.STARTING, "");
  private Instant since;
  private long carried;
  private long waiting;
  private Optional<Long> behindSince = Optional.empty();
  private boolean toldBehind;
  private long carriedLate;
  private String lastTrouble = "";

  /**
   * @param nanos a clock that never jumps
   */
  SinkRecord(String name, InstantSource clock, LongSupplier nanos) {
    this.name = name;
    this.clock = clock;
    this.nanos = nanos;
    this.since = clock.instant();
  }

  /** Takes note of a step that ended in a way it should not. */
  synchronized void failed(Health how) {
    after(new Sink.Step(how, 0, waiting, Duration.ZERO));
  }

  /** Takes note of what a step did. */
  synchronized void after(Sink.Step step) {
    if (step.health().state() != health.state()) {
      since = clock.instant();
    }
    health = step.health();
    carried += step.carried();
    waiting = step.waiting();
    boolean stands = health.state() == Health.State.UNREACHABLE;
    if (stands && behindSince.isEmpty()) {
      behindSince = Optional.of(nanos.getAsLong());
      carriedLate = 0;
    }
    if (behindSince.isPresent()) {
      carriedLate += step.carried();
      toldBehind |= stands && behind().compareTo(PATIENCE) > 0;
      // one that was told of is over only when nothing waits any more
      if (!stands && (!toldBehind || step.pause().isPositive())) {
        behindSince = Optional.empty();
        toldBehind = false;
      }
    }
    if (health.state() == Health.State.TROUBLE) {
      lastTrouble = health.reason();
    }
  }

  private Duration behind() {
    return Duration.ofNanos(nanos.getAsLong() - behindSince.orElseGet(nanos::getAsLong));
  }

  synchronized SinkStatus status() {
    return new SinkStatus(name, health.state().word(), health.reason(), since, carried, waiting);
  }

  /** What people must know of now. */
  synchronized List<Finding> findings() {
    var found = new ArrayList<Finding>();
    if (behindSince.isPresent() && (toldBehind || behind().compareTo(PATIENCE) > 0)) {
      toldBehind = true;
      found.add(
          new Finding(
              standing(),
              Severity.WARNING,
              name + " takes no readings",
              "nothing could be carried on to it for "
                  + Words.length(behind())
                  + (health.reason().isEmpty() ? "" : ": " + health.reason())
                  + "; "
                  + waiting
                  + " readings wait, are kept, and are carried on when it can be reached",
              Set.of()));
    }
    if (health.state() == Health.State.TROUBLE) {
      found.add(
          new Finding(
              refusing(), Severity.WARNING, name + " needs a look", health.reason(), Set.of()));
    }
    return found;
  }

  /** What is known to be right, with the words to tell it. */
  synchronized Map<String, String> well() {
    var well = new HashMap<String, String>();
    var state = health.state();
    if (behindSince.isEmpty() && state != Health.State.STARTING) {
      well.put(
          standing(),
          name
              + " takes readings again"
              + (carriedLate > 0 ? "; " + carriedLate + " were carried on late" : ""));
    }
    if (state == Health.State.OK) {
      well.put(
          refusing(),
          name + " is well again" + (lastTrouble.isEmpty() ? "" : "; before: " + lastTrouble));
    }
    return well;
  }

  Set<String> parts() {
    return Set.of(standing(), refusing());
  }

  private String standing() {
    return "sink " + name;
  }

  private String refusing() {
    return "sink " + name + " refuses";
  }
}
