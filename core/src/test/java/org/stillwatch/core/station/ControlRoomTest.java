package org.stillwatch.core.station;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.stillwatch.core.condition.Truth;
import org.stillwatch.core.control.CommandDesk;
import org.stillwatch.core.instrument.Controls;
import org.stillwatch.core.instrument.Setting;
import org.stillwatch.core.instrument.SteadyClock;
import org.stillwatch.core.interlock.Alarms;
import org.stillwatch.core.store.JournalEntry;

class ControlRoomTest {

  private final List<String> journal = new CopyOnWriteArrayList<>();

  private final ControlRoom.Clerk clerk =
      new ControlRoom.Clerk() {
        @Override
        public void keep(String key, String before, String after, List<JournalEntry> entries) {
          entries.forEach(this::write);
        }

        @Override
        public void write(JournalEntry entry) {
          journal.add(entry.text());
        }

        @Override
        public Guard.Steps desk() {
          return (step, atMost) -> false;
        }
      };

  /** An instrument that only shows whether it is told that the station lives. */
  private static Controls told(Runnable alive) {
    return new Controls() {
      @Override
      public List<Setting> settings() {
        return List.of();
      }

      @Override
      public Outcome set(Setting setting, double value) {
        return new Outcome.Refused("it has no settings");
      }

      @Override
      public void alive(boolean armed) {
        alive.run();
      }
    };
  }

  private ControlRoom room(Map<String, Controls> instruments, Alarms alarms) {
    return new ControlRoom(
        instruments,
        Safety.NONE,
        Map.of(),
        alarms,
        clerk,
        () -> Instant.parse("2026-11-21T10:00:00Z"),
        SteadyClock.SYSTEM);
  }

  @Test
  void aDriverThatFailsTakesNoHeartbeatFromAnother() throws InterruptedException {
    var failures = new AtomicInteger();
    var beats = new CountDownLatch(4);
    var room =
        room(
            Map.of(
                "hv1",
                told(
                    () -> {
                      failures.incrementAndGet();
                      throw new IllegalStateException("a bug");
                    }),
                "hv2",
                told(beats::countDown)),
            (rule, stale) -> Truth.UNKNOWN);
    room.start();
    try {
      assertTrue(beats.await(30, TimeUnit.SECONDS));
      assertTrue(failures.get() >= 3);
      assertTrue(
          journal.stream().filter(line -> line.contains("a bug")).count() <= 1,
          "once, not several times a second: " + journal);
    } finally {
      room.stop();
    }
  }

  @Test
  void whatALostLeaseBringsDownIsTriedUntilItIsDown() throws InterruptedException {
    var tries = new AtomicInteger();
    var done = new CountDownLatch(1);
    Controls supply =
        new Controls() {
          @Override
          public List<Setting> settings() {
            return List.of();
          }

          @Override
          public Outcome set(Setting setting, double value) {
            return new Outcome.Refused("it has no settings");
          }

          @Override
          public Outcome makeSafe(String why) {
            if (tries.incrementAndGet() < 3) {
              return new Outcome.Failed("the cable is cut");
            }
            done.countDown();
            return new Outcome.Done(0);
          }
        };
    var instruments = Map.of("hv1", supply);
    var desk =
        new CommandDesk(
            instruments, List.of(), CommandDesk.Gates.OPEN, entry -> {}, () -> Instant.EPOCH);
    var clock =
        new SteadyClock() {
          @Override
          public long nanos() {
            return 0;
          }

          @Override
          public void rest(Duration length) {
            Thread.onSpinWait();
          }
        };
    var forcing = new Forcing(instruments, desk, clock);
    forcing.once("hv1", "the lost lease of anna", "a scan");
    assertTrue(done.await(30, TimeUnit.SECONDS));
    assertEquals(3, tries.get());
    forcing.stop();
  }
}
