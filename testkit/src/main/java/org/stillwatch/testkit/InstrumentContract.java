package org.stillwatch.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.Timeout;
import org.stillwatch.core.instrument.Health;
import org.stillwatch.core.instrument.SteadyClock;
import org.stillwatch.core.polling.Device;
import org.stillwatch.core.polling.Poll;
import org.stillwatch.core.reading.Channel;
import org.stillwatch.core.reading.ChannelId;
import org.stillwatch.core.reading.Reading;
import org.stillwatch.link.lane.Connection;
import org.stillwatch.link.lane.Lane;
import org.stillwatch.link.lane.Manners;
import org.stillwatch.link.lane.Port;
import org.stillwatch.simulators.wire.MisbehavingDevice;
import org.stillwatch.simulators.wire.Misbehaviour;
import org.stillwatch.simulators.wire.WireDevice;

/**
 * What every family of polled instruments does, whatever happens on its line. A family says how its
 * device is made, gives a peer that is always well, and tells true values from others; the contract
 * spoils what the peer says, on a clock that does not wait.
 *
 * <p>For a lab's own family as well: extend it in a test of the jar.
 */
@Timeout(120)
public abstract class InstrumentContract {

  /** The instrument in the channel ids. */
  protected static final String ID = "device";

  private static final int POLLS = 20;
  private static final int MANY = 200;

  /** No sentence for a person is longer. */
  private static final int LONGEST_REASON = 400;

  private final FakeTime time = FakeTime.at("2026-11-21T10:00:00Z");
  private final Set<ChannelId> declared = new HashSet<>();

  /**
   * Makes the device, with the id {@link #ID}.
   *
   * @param lane to be closed with the device
   */
  protected abstract Device device(Lane lane, SteadyClock clock);

  /** A simulated device, or the {@link Transcript#device} of a recorded one, that is well. */
  protected abstract WireDevice peer();

  /** How the family wants its line to be treated. */
  protected abstract Manners manners();

  /** How often it is asked. */
  protected abstract Duration every();

  /** The channels, without the instrument, that each poll brings, measured or missing. */
  protected abstract Set<String> everyPoll();

  /**
   * Whether the peer did say so.
   *
   * @param channel without the instrument
   */
  protected abstract boolean isTrue(String channel, double value);

  /** How long after a fault all is well again, at most: what is unplugged is tried every 30 s. */
  protected Duration recovery() {
    return Duration.ofSeconds(45);
  }

  /** Recorded conversations to be played. */
  protected List<Transcript> transcripts() {
    return List.of();
  }

  /** A device with its spoilt line. */
  private final class Bench implements AutoCloseable {
    private final MisbehavingDevice peer;
    private final DevicePort port;
    private final Device device;
    private long polls;

    Bench(WireDevice device) {
      this.peer = new MisbehavingDevice(device, 42);
      this.port = new DevicePort("/dev/device", time, peer);
      this.device = device(new Lane(port, manners(), time), time);
    }

    /** The next poll, at its time. */
    Poll poll() {
      long due = polls++ * every().toNanos();
      if (due > time.nanos()) {
        time.rest(Duration.ofNanos(due - time.nanos()));
      }
      var poll = device.poll(Instant.ofEpochMilli(time.instant().toEpochMilli()));
      assertSound(poll);
      return poll;
    }

    private void assertSound(Poll poll) {
      device.channels().stream().map(Channel::id).forEach(declared::add);
      var seen = new HashMap<String, Reading>();
      for (var reading : poll.readings()) {
        var name = reading.channel().name();
        assertEquals(ID, reading.channel().instrument());
        assertTrue(declared.contains(reading.channel()), name + " was never declared");
        assertTrue(seen.put(name, reading) == null, name + " came twice in one poll");
        switch (reading) {
          case Reading.Measured measured ->
              assertTrue(
                  isTrue(name, measured.value()),
                  name + " is " + measured.value() + ", which the device did not say");
          case Reading.Missing missing -> assertPlain(missing.reason());
        }
      }
      for (var name : everyPoll()) {
        assertTrue(seen.containsKey(name), name + " is neither measured nor missing");
      }
      if (poll.health().state() != Health.State.OK) {
        assertPlain(poll.health().reason());
      }
      assertTrue(poll.unreadable().size() <= poll.answers(), "more unreadable than answers");
      assertTrue(port.waiting() < 1 << 20, "the line is never read");
    }

    boolean isWell(Poll poll) {
      return poll.health().state() == Health.State.OK
          && poll.readings().stream()
              .filter(reading -> everyPoll().contains(reading.channel().name()))
              .allMatch(reading -> reading instanceof Reading.Measured);
    }

    void assertRecovers() {
      long until = time.nanos() + recovery().toNanos();
      var last = poll();
      while (!isWell(last) && time.nanos() < until) {
        last = poll();
      }
      assertTrue(isWell(last), "is not well again after " + recovery() + ": " + last);
      for (int i = 0; i < POLLS; i++) {
        var next = poll();
        assertTrue(isWell(next), "is well and then is not: " + next);
      }
    }

    @Override
    public void close() {
      device.close();
    }
  }

  /** A clause that a person can act on: not empty, no page, no name of a class. */
  private static void assertPlain(String reason) {
    assertFalse(reason.isBlank(), "no reason is given");
    assertTrue(reason.length() <= LONGEST_REASON, "too long for a person: " + reason);
    assertFalse(reason.matches(".*(Exception|\\bnull\\b|org\\.stillwatch|java\\.).*"), reason);
    assertTrue(reason.chars().noneMatch(c -> c < 0x20), "control characters in: " + reason);
  }

  @Test
  void whenAllIsWellEveryChannelIsMeasured() {
    try (var bench = new Bench(peer())) {
      bench.assertRecovers();
    }
  }

  @TestFactory
  Stream<DynamicTest> aSpoiltReplyIsMissingWithItsReasonAndPasses() {
    return Misbehaviour.all().stream()
        .map(fault -> DynamicTest.dynamicTest(fault.word(), () -> survives(fault)));
  }

  private void survives(Misbehaviour fault) {
    try (var bench = new Bench(peer())) {
      bench.assertRecovers();
      long before = bench.peer.spoilt();
      for (int i = 0; i < POLLS; i++) {
        bench.peer.next(1, fault);
        var poll = bench.poll();
        bench.peer.behave();
        poll = bench.poll();
      }
      bench.assertRecovers();
      bench.peer.always(fault);
      for (int i = 0; i < POLLS; i++) {
        var poll = bench.poll();
      }
      bench.peer.behave();
      bench.assertRecovers();
      bench.peer.chance(fault, 0.2);
      for (int i = 0; i < MANY; i++) {
        var poll = bench.poll();
      }
      bench.peer.behave();
      bench.assertRecovers();
      assertTrue(bench.peer.spoilt() > before, "no reply was spoilt, so nothing was proven");
    }
  }

  /** But for slow replies: a slow one after a late one cannot be told from a true one. */
  @Test
  void allFaultsAtOnceAreSurvived() {
    try (var bench = new Bench(peer())) {
      bench.assertRecovers();
      for (int i = 0; i < MANY; i++) {
        for (var fault : Misbehaviour.all()) {
          boolean seldom = fault instanceof Misbehaviour.Unplug && i % 10 != 0;
          if (!seldom && !(fault instanceof Misbehaviour.Slow)) {
            bench.peer.next(1, fault);
          }
        }
        var poll = bench.poll();
      }
      bench.peer.behave();
      bench.assertRecovers();
    }
  }

  @Test
  void aPortThatIsNotThereIsMissingAndSaidAndComesBack() {
    try (var bench = new Bench(peer())) {
      bench.assertRecovers();
      bench.port.unplug(Duration.ofMinutes(2));
      var poll = bench.poll();
      assertEquals(Health.State.UNREACHABLE, poll.health().state());
      for (var reading : poll.readings()) {
        assertTrue(reading instanceof Reading.Missing, reading.toString());
      }
      time.rest(Duration.ofMinutes(2));
      bench.assertRecovers();
    }
  }

  @Test
  void aPeerThatNeverStopsTalkingIsSurvived() {
    try (var bench = new Bench(new Flood(peer()))) {
      for (int i = 0; i < POLLS; i++) {
        var poll = bench.poll();
        assertTrue(
            poll.readings().stream().allMatch(reading -> reading instanceof Reading.Missing),
            poll.toString());
      }
    }
  }

  /** Answers every byte with a flood. */
  private record Flood(WireDevice device) implements WireDevice {
    @Override
    public List<Act> receive(byte b, Duration now) {
      var flood = new byte[20_000];
      Arrays.fill(flood, (byte) '7');
      return List.of(new Act.Send(flood, Duration.ofMillis(1)));
    }

    @Override
    public int baud() {
      return device.baud();
    }
  }

  @Test
  void closingEndsAPollThatWaitsForAnAnswer() throws InterruptedException {
    var port = new DeafPort();
    var device = device(new Lane(port, manners(), time), time);
    var polling = Thread.ofPlatform().daemon().start(() -> device.poll(time.instant()));
    port.reading.await();
    device.close();
    polling.join();
    assertTrue(port.opened > 0);
  }

  /** A read waits until the port is closed, however long that takes. */
  private static final class DeafPort implements Port {
    private final CountDownLatch reading = new CountDownLatch(1);
    private final CountDownLatch closed = new CountDownLatch(1);
    private int opened;

    @Override
    public String name() {
      return "/dev/deaf";
    }

    @Override
    public Connection open() {
      opened++;
      return new Connection() {
        private boolean asked;

        @Override
        public void write(byte[] bytes) {
          asked = true;
        }

        @Override
        public int read(byte[] into, Duration atMost) throws IOException {
          if (!asked) {
            return 0;
          }
          reading.countDown();
          try {
            closed.await();
          } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
          }
          throw new IOException("was closed");
        }

        @Override
        public void close() {
          closed.countDown();
        }
      };
    }
  }

  @TestFactory
  Stream<DynamicTest> aRecordedConversationGivesItsReadings() {
    return transcripts().stream()
        .map(transcript -> DynamicTest.dynamicTest(transcript.recorded(), () -> plays(transcript)));
  }

  private void plays(Transcript transcript) {
    var port = new DevicePort("/dev/device", time, transcript.device());
    var seen = new HashMap<String, Reading>();
    try (var device = device(new Lane(port, manners(), time), time)) {
      for (int i = 0; i < POLLS; i++) {
        for (var reading : device.poll(time.instant()).readings()) {
          seen.put(reading.channel().name(), reading);
        }
        time.rest(every());
      }
    }
    assertEquals(Map.of(), unlike(transcript, seen));
  }

  private static Map<String, String> unlike(Transcript transcript, Map<String, Reading> seen) {
    var unlike = new HashMap<String, String>();
    transcript
        .expected()
        .forEach(
            (channel, expected) -> {
              var reading = seen.get(channel);
              boolean is =
                  switch (expected) {
                    case Transcript.Expected.Value(double value) ->
                        reading instanceof Reading.Measured measured
                            && Math.abs(measured.value() - value) <= 1e-9 * Math.abs(value);
                    case Transcript.Expected.Missing(String reason) ->
                        reading instanceof Reading.Missing missing
                            && missing.reason().contains(reason);
                  };
              if (!is) {
                unlike.put(channel, "expected " + expected + ", was " + reading);
              }
            });
    return unlike;
  }
}
